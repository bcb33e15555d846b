"""The verifier's own small strict reader; shares nothing with intake but the domain."""

from redistrict.witness.district import read

__all__ = ["read"]

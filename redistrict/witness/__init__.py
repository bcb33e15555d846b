"""The verifier's own small strict reader; shares nothing with intake but the domain."""

"""The command line: parse, call one story of ``run``, print."""

from redistrict.cli.group import main

__all__ = ["main"]

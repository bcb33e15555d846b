"""Exit codes of the command line (the only table that counts)."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended, for the shell."""

    DONE = 0
    INTERNAL = 1
    SCENARIO = 2
    INPUT = 3
    IMPOSSIBLE = 4
    STOPPED = 5
    REJECTED = 7
    WRITE = 8
    CHECKSUM = 9

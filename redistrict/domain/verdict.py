"""Verdicts on a community of today; never a word of illegality."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the diagnosis says of a community of today.

    ``MERGE_OPEN`` is 应并，条件待核: without neighbours known, only the size speaks. ``PIECES`` is
    不连片: a plan has to mend it, a bridge or a lock with its reason lets it stay.
    """

    FITS = "fits"
    SPLIT = "split"
    MERGE = "merge"
    MERGE_OPEN = "merge, condition open"
    PIECES = "in pieces"
    TOLERATED = "tolerated"
    EXCEPTION = "exception"

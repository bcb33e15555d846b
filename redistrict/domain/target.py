"""T of tier 2: the workload that a community should have."""

from redistrict.domain.rules import Rules


def workload_target(workload: int, households: int, today: int, rules: Rules) -> int:
    """Return the mean workload of a community, fixed before anything is solved.

    Parameters
    ----------
    workload, households
        Totals of the subdistrict.
    today
        Its number of communities today.

    Notes
    -----
    The number of communities is today's, or the nearest one that the band allows:
    ``ceil(households / max)`` to ``floor(households / min)``; halves are rounded up.
    """
    fewest = -(-households // rules.max)
    most = households // max(1, rules.min)
    number = max(1, fewest, min(max(today, fewest), most))
    return (2 * workload + number) // (2 * number)

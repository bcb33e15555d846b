"""All connected sets of nodes, each once."""

from collections.abc import Iterator, Sequence


class TooMany(Exception):  # noqa: N818 - says what happened
    """There are more sets than were asked for."""


def connected_sets(
    adjacent: Sequence[Sequence[int]], weights: Sequence[int], ceiling: int, limit: int
) -> Iterator[tuple[int, ...]]:
    """Yield every connected set of nodes that weighs at most ``ceiling``, sorted.

    Each set is found once, from its lowest node, by extending with neighbours not yet refused
    (the reverse search of Wernicke's ESU, with weights as the bound).

    Raises
    ------
    TooMany
        After ``limit`` sets.
    """
    masks = [sum(1 << other for other in others) for others in adjacent]
    count = 0
    for first in range(len(masks)):
        if weights[first] > ceiling:
            continue
        later = ~((1 << (first + 1)) - 1)
        stack = [(1 << first, masks[first] & later, (1 << (first + 1)) - 1, weights[first])]
        while stack:
            chosen, border, refused, weight = stack.pop()
            count += 1
            if count > limit:
                raise TooMany
            yield members(chosen)
            while border:
                low = border & -border
                border ^= low
                refused |= low
                node = low.bit_length() - 1
                if weight + weights[node] <= ceiling:
                    following = border | (masks[node] & ~refused & ~chosen)
                    stack.append((chosen | low, following, refused, weight + weights[node]))


def members(mask: int) -> tuple[int, ...]:
    """Return the nodes of a bit mask in order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)

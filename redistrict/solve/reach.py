"""How far a set of nodes can grow: the fewest households on the way from node to node."""

import numba
import numpy as np

FREE, TAKEN, REFUSED = 0, 1, 2


@numba.njit(cache=True)
def reach(start, indptr, indices, households, state, high, distance):  # type: ignore[no-untyped-def]
    """Set the fewest households of a connected set with the root and each node."""
    far = np.int64(1) << 60
    distance[:] = far
    if households[start] > high:
        return
    distance[start] = households[start]
    queue = np.empty(len(state) * 8 + 8, np.int64)
    size, at = len(queue), 0
    queue[0] = start
    end, held = 1, 1
    waiting = np.zeros(len(state), np.bool_)
    waiting[start] = True
    while held > 0:
        node = queue[at % size]
        at += 1
        held -= 1
        waiting[node] = False
        for place in range(indptr[node], indptr[node + 1]):
            other = indices[place]
            if state[other] != FREE:
                continue
            way = distance[node] + households[other]
            if way <= high and way < distance[other]:
                distance[other] = way
                if not waiting[other]:
                    waiting[other] = True
                    queue[end % size] = other
                    end += 1
                    held += 1


@numba.njit(cache=True)
def between(indptr, indices, households, state, high):  # type: ignore[no-untyped-def]
    """Return by pair of nodes the fewest households that join on the way from one to the other.

    The first node's own are not counted, the last one's are; huge where there is no way.
    """
    n = len(households)
    ways = np.empty((n, n), np.int64)
    for node in range(n):
        ways[node, :] = np.int64(1) << 60
        if state[node] == FREE:
            reach(node, indptr, indices, households, state, high, ways[node])
            ways[node] -= households[node]
    return ways

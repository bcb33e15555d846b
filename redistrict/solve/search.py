"""Connected sets of nodes with a small reduced cost: depth-first search in whole numbers.

Every connected set that holds the root is met once: a node on the rim is either taken or refused
for good. A branch is left as soon as what it costs already, with the cheapest households that
could still join it (a fractional knapsack over the nodes that the room left reaches), is over the
limit. All numbers are 64-bit integers, so that what the search proves does not hang on rounding.
"""

import numba
import numpy as np

from redistrict.solve.reach import FREE, REFUSED, TAKEN, reach


@numba.njit(cache=True)
def _order(weight, households, state, distance, high):  # type: ignore[no-untyped-def]
    """Return the nodes within reach, cheapest per household first; free and useless ones last."""
    count = 0
    for node in range(len(households)):
        if state[node] == FREE and distance[node] <= high:
            count += 1
    nodes = np.empty(count, np.int64)
    key = np.empty(count, np.float64)
    count = 0
    for node in range(len(households)):
        if state[node] == FREE and distance[node] <= high:
            nodes[count] = node
            if households[node] > 0:
                key[count] = weight[node] / households[node]
            elif weight[node] < 0:
                key[count] = -np.inf
            else:
                key[count] = np.inf
            count += 1
    return nodes[np.argsort(key, kind="mergesort")]


@numba.njit(cache=True)
def _floor(order, weight, households, state, blocked, gap, value, need, most):  # type: ignore[no-untyped-def]
    """Return a lower bound on the weight of any superset that fits; huge if none fits."""
    room = most
    for at in range(len(order)):
        node = order[at]
        if state[node] != FREE or blocked[node] > 0 or gap[node] > most:
            continue
        cost, size = weight[node], households[node]
        if size == 0:
            if cost < 0:
                value += cost
            continue
        if cost >= 0:
            if need <= 0:
                break
            part = min(size, need)
        else:
            part = min(size, room)
        value += cost * part // size
        room -= part
        need -= part
        if room <= 0:
            break
    if need > 0:
        return np.int64(1) << 60
    return value


@numba.njit(cache=True)
def _first(turn, roots, weights, state):  # type: ignore[no-untyped-def]
    """Return whether no other root in the set makes it cheaper, or an earlier one as cheap."""
    if len(weights) == 1:
        return True
    members = np.flatnonzero(state == TAKEN)
    mine = weights[turn][members].sum()
    for other in range(len(roots)):
        if other != turn and state[roots[other]] == TAKEN:
            value = weights[other][members].sum()
            if value < mine or (value == mine and other < turn):
                return False
    return True


@numba.njit(cache=True)
def search(  # type: ignore[no-untyped-def]  # noqa: C901 - one loop, kept in one piece for speed
    indptr, indices, ways, lengths, households, load, weights, group, group_size,
    apart_ptr, apart, bearer, core, core_size, state, roots, refuse_roots,
    low, high, band_low, band_high, constant, load_weight, target, border_weight,
    exception, excess, ceiling, tighten, slots, most_steps, most_spent,
):  # fmt: skip
    """Search from every root; see :class:`redistrict.solve.pricing.Pricer` for the meaning.

    ``weights`` has one row for all roots or one for each of them; what each costs is then the
    least over the roots in the set.

    Returns
    -------
    tuple
        Flat members, where each set begins and ends, values, number of sets met (the last
        ``slots`` are kept while tightening, else the first), whether the search was complete,
        and the least value met.
    """
    n = len(households)
    members = np.empty(slots * 16 + n, np.int64)
    begins, ends = np.zeros(slots, np.int64), np.zeros(slots, np.int64)
    fill = 0
    values = np.empty(slots, np.int64)
    found, done, spent, best = 0, True, 0, np.int64(1) << 60
    limit = ceiling
    state = state.copy()
    distance = np.empty(n, np.int64)
    near = np.zeros(n, np.int64)
    blocked = np.zeros(n, np.int64)
    grouped = np.zeros(len(group_size), np.int64)
    chosen = np.empty(n, np.int64)
    trail = np.empty(2 * n + 2, np.int64)
    took = np.empty(2 * n + 2, np.bool_)
    gaps = np.empty((n + 1, n), np.int64)
    bearers = np.flatnonzero(bearer)
    for turn in range(len(roots)):
        root = roots[turn]
        if state[root] != FREE or households[root] > high:
            continue
        weight = weights[min(turn, len(weights) - 1)]
        steps = 0
        if tighten == 2:
            limit = ceiling
        reach(root, indptr, indices, households, state, high, distance)
        gaps[1] = distance - households[root]
        plain = _order(weight, households, state, distance, high)
        over, under = weight, weight
        above, below = plain, plain
        if load_weight > 0:
            over, under = weight + load_weight * load, weight - load_weight * load
            above = _order(over, households, state, distance, high)
            below = _order(under, households, state, distance, high)
        total, work, value, border, sure = 0, 0, 0, 0, 0
        size, inside, bears, open_groups = 0, 0, 0, 0
        depth, node, take = 0, root, True
        while True:
            # Enter one branch: take or refuse the node.
            trail[depth], took[depth] = node, take
            depth += 1
            if take:
                state[node] = TAKEN
                chosen[size] = node
                size += 1
                if size > 1:
                    gaps[size] = np.minimum(gaps[size - 1], ways[node])
                total += households[node]
                work += load[node]
                value += weight[node]
                inside += core[node]
                bears += bearer[node]
                if group[node] >= 0:
                    grouped[group[node]] += 1
                    if grouped[group[node]] == 1:
                        open_groups += 1
                    if grouped[group[node]] == group_size[group[node]]:
                        open_groups -= 1
                for place in range(apart_ptr[node], apart_ptr[node + 1]):
                    blocked[apart[place]] += 1
            else:
                state[node] = REFUSED
            for place in range(indptr[node], indptr[node + 1]):
                other = indices[place]
                if take:
                    near[other] += 1
                    if state[other] == TAKEN:
                        border -= lengths[place]
                    else:
                        border += lengths[place]
                        if state[other] == REFUSED:
                            sure += lengths[place]
                elif state[other] == TAKEN:
                    sure += lengths[place]
            steps += 1
            spent += 1
            if (
                take and low <= total <= high and open_groups == 0 and bears > 0
                and not (core_size > 0 and size == core_size and inside == core_size)
            ):  # fmt: skip
                away = max(band_low - total, total - band_high, 0)
                cost = constant + value + load_weight * abs(work - target) + border_weight * border
                if away > 0:
                    cost += exception + excess * away
                if cost < best:
                    best = cost
                if cost <= limit and (tighten > 0 or _first(turn, roots, weights, state)):
                    slot = found % slots if tighten > 0 else found
                    if slot < slots:
                        if fill + size > len(members):
                            bigger = np.empty(2 * len(members) + n, np.int64)
                            bigger[: len(members)] = members
                            members = bigger
                        members[fill : fill + size] = chosen[:size]
                        begins[slot], ends[slot], values[slot] = fill, fill + size, cost
                        fill += size
                    found += 1
                    if tighten > 0:
                        limit = cost - 1
            # Choose the next node of the rim, unless nothing below can be of use.
            follow = -1
            gap, room, need = gaps[size], high - total, low - total
            named = bears > 0
            for other in bearers:
                if named:
                    break
                named = state[other] == FREE and blocked[other] == 0 and gap[other] <= room
            fixed = constant + border_weight * sure - 1
            if not named:
                least = limit + 1
            elif load_weight > 0:
                least = max(
                    fixed - load_weight * target
                    + _floor(above, over, households, state, blocked, gap,
                             value + load_weight * work, need, room),
                    fixed + load_weight * target
                    + _floor(below, under, households, state, blocked, gap,
                             value - load_weight * work, need, room),
                )  # fmt: skip
            else:
                least = fixed + _floor(
                    plain, weight, households, state, blocked, gap, value, need, room
                )
            if (
                least <= limit
                and steps < most_steps
                and spent < most_spent
                and (tighten > 0 or found <= slots)
            ):
                for at in range(len(plain)):
                    other = plain[at]
                    if (
                        state[other] == FREE and near[other] > 0 and blocked[other] == 0
                        and gap[other] <= room
                    ):  # fmt: skip
                        follow = other
                        break
            elif least <= limit:
                done = False
            if follow >= 0:
                node, take = follow, True
                continue
            # Leave branches until one was a taking that can be turned into a refusal.
            turned = False
            while depth > 0:
                depth -= 1
                node, take = trail[depth], took[depth]
                for place in range(indptr[node], indptr[node + 1]):
                    other = indices[place]
                    if take:
                        near[other] -= 1
                        if state[other] == TAKEN:
                            border += lengths[place]
                        else:
                            border -= lengths[place]
                            if state[other] == REFUSED:
                                sure -= lengths[place]
                    elif state[other] == TAKEN:
                        sure -= lengths[place]
                state[node] = FREE
                if take:
                    size -= 1
                    total -= households[node]
                    work -= load[node]
                    value -= weight[node]
                    inside -= core[node]
                    bears -= bearer[node]
                    if group[node] >= 0:
                        if grouped[group[node]] == group_size[group[node]]:
                            open_groups += 1
                        grouped[group[node]] -= 1
                        if grouped[group[node]] == 0:
                            open_groups -= 1
                    for place in range(apart_ptr[node], apart_ptr[node + 1]):
                        blocked[apart[place]] -= 1
                    if depth > 0:
                        turned = True
                        break
            if not turned:
                break
            take = False
        if refuse_roots:
            state[root] = REFUSED
    return members, begins, ends, values, found, done, best

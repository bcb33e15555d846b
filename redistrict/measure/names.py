"""Names of communities after the change."""

from redistrict.domain.words import translator
from redistrict.measure.case import Case


def name_communities(case: Case, language: str) -> dict[str, str]:
    """Return the name of every community; a new one is named after where most of it comes from.

    The name of a new community is a label for the planner, never a proposal for a place name.
    """
    _ = translator(language)
    names = {community.id: community.name for community in case.problem.communities}
    count: dict[str, int] = {}
    for community, units in case.after.items():
        if community in names:
            continue
        weight: dict[str, int] = {}
        for unit in units:
            origin = case.problem.today[unit]
            weight[origin] = weight.get(origin, 0) + case.problem.unit[unit].households + 1
        origin = min(weight, key=lambda item: (-weight[item], item))
        count[origin] = count.get(origin, 0) + 1
        label = _("{name} · new {number}") if origin else _("{subdistrict} · new {number}")
        names[community] = label.format(
            name=names.get(origin, ""),
            subdistrict=case.problem.subdistrict,
            number=count[origin],
        )
    return names

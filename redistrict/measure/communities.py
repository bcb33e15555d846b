"""The rows of the communities, before and after."""

from collections.abc import Mapping

from redistrict.domain.division import lines_between
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow
from redistrict.domain.tolerance import tolerated
from redistrict.domain.verdict import Verdict
from redistrict.measure import growth
from redistrict.measure.case import Case
from redistrict.measure.sides import side


def community_rows(
    case: Case, names: Mapping[str, str], needs: Mapping[str, Mapping[str, str]]
) -> tuple[CommunityRow, ...]:
    """Return a row for every community of today or of the plan, sorted by id.

    Parameters
    ----------
    names
        Name of every community, see :func:`name_communities`.
    needs
        Computed facts per community (staff, facilities), added to those of its ledger.
    """
    return tuple(_row(case, item, names, needs) for item in sorted(case.kinds))


def _row(
    case: Case, item: str, names: Mapping[str, str], needs: Mapping[str, Mapping[str, str]]
) -> CommunityRow:
    problem = case.problem
    community = problem.community.get(item)
    before = side(tuple(problem.unit[u] for u in community.units)) if community else None
    units = case.after.get(item)
    after = side(tuple(problem.unit[u] for u in units)) if units else None
    kind = case.kinds[item]
    verdict = case.verdicts.get(item)
    counted = after or before
    rules = problem.rules
    in_band = counted is not None and rules.min <= counted.households <= rules.max
    stays = kind is Kind.UNTOUCHED and (item in tolerated(problem))
    facts = dict(community.facts) if community else {}
    if community and community.overload_evidence:
        facts["overload_evidence"] = community.overload_evidence
    return CommunityRow(
        id=item,
        name=names[item],
        subdistrict=problem.subdistrict,
        kind=kind,
        before=before,
        after=after,
        verdict=verdict[0] if verdict else None,
        reason=verdict[1] if verdict else None,
        in_band=in_band,
        tolerated=stays and not in_band and item not in case.exemptions,
        exemption=case.exemptions.get(item),
        filed=community.filed if community else False,
        facts={
            **facts,
            **needs.get(item, {}),
            **growth.facts(problem, community.units if community else (), units or ()),
        },
        cause=None if kind is Kind.UNTOUCHED else _cause(case, item, names),
    )


def _cause(case: Case, item: str, names: Mapping[str, str]) -> Finding:
    """Return why the plan touches a community."""
    problem = case.problem
    today, assignment = problem.today, case.assignment
    own = problem.community[item].units if item in problem.community else ()
    into = sorted({names[assignment[unit]] for unit in own if assignment[unit] not in ("", item)})
    units = case.after.get(item, ())
    parents = sorted({names[today[unit]] for unit in units if today[unit] not in ("", item)})
    size = sum(problem.unit[unit].households for unit in own)
    facts: dict[str, Fact] = {
        "into": tuple(into),
        "parents": tuple(parents),
        "households": size,
        "parts": len({assignment[unit] for unit in own}),
    }
    place = Place(subdistrict=problem.subdistrict, community=names[item])
    code = _cause_code(case, item, bool(parents), bool(into))
    if code == "CAUSE_TAKES_IN":
        code = _taking(case, item)
    if code == "CAUSE_SPLIT" and (roads := _roads(case, own)):
        code, facts = "CAUSE_SPLIT_ALONG", facts | {"roads": roads}
    return Finding(code, place, facts)


def _roads(case: Case, units: tuple[str, ...]) -> tuple[str, ...]:
    """Return a named line for every two parts that meet, nothing where one follows none."""
    parts = lines_between(case.problem.edges, {unit: case.assignment[unit] for unit in units})
    if not all(parts.values()):
        return ()
    return tuple(sorted({name for names in parts.values() for name in names}))


def _cause_code(case: Case, item: str, takes: bool, gives: bool) -> str:
    kind = case.kinds[item]
    verdict = case.verdicts[item][0] if item in case.verdicts else None
    if kind is Kind.SET_UP:
        if not case.problem.communities:
            return "CAUSE_FIRST"
        return "CAUSE_SET_UP" if takes else "CAUSE_SET_UP_LOOSE"
    if kind is Kind.MERGED:
        return "CAUSE_TAKES_IN"
    if kind is Kind.ABOLISHED:
        return "CAUSE_MERGED_IN" if verdict is Verdict.MERGE else "CAUSE_ABOLISHED"
    if kind is Kind.SPLIT:
        return "CAUSE_SPLIT" if verdict is Verdict.SPLIT else "CAUSE_DIVIDED"
    if takes and gives:
        return "CAUSE_EXCHANGES"
    if takes:
        return "CAUSE_TAKES_FROM"
    return "CAUSE_GIVES_TO" if gives else "CAUSE_TAKES_LOOSE"


def _taking(case: Case, item: str) -> str:
    """Return why a merged community takes others in: they are too small, or it is, or neither."""
    today = case.problem.today
    parents = {today[unit] for unit in case.after[item]} - {"", item}
    small = {name for name, verdict in case.verdicts.items() if verdict[0] is Verdict.MERGE}
    if parents <= small:
        return "CAUSE_TAKES_IN"
    return "CAUSE_TOO_SMALL" if item in small else "CAUSE_JOINED"

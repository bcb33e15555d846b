"""``summary.txt``: the proposal on one page of text."""

from collections.abc import Sequence

from redistrict.domain.level import LEVELS
from redistrict.domain.outcome import Status, Why
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Record, Totals
from redistrict.domain.rules import TODAY
from redistrict.domain.sweep import Sweep
from redistrict.domain.trial import Trial
from redistrict.domain.words import locate, sentence, translator
from redistrict.report.text.labels import (
    KINDS,
    STATUSES,
    alternative,
    outcome_words,
    reason,
)
from redistrict.report.text.sensitivity import sensitivity_lines
from redistrict.report.text.sites import site_lines
from redistrict.report.text.sweep import sweep_lines
from redistrict.report.text.table import table

HELP = frozenset({
    "TOUCHED_LIMIT_BINDS", "MAXIMUM_OTHER_DOES", "MINIMUM_OTHER_DOES", "BAND_OTHER_DOES",
    "BAND_WOULD_DO", "NO_ROAD_CUTS", "NO_ROAD_FITS",
})  # fmt: skip
"""What would leave no special case, or why none of the ways to change served."""


NAMED = 6
"""Communities that are named in a sentence; more of them are counted."""
FORECAST = frozenset({"FORECAST_OUTSIDE", "FORECAST_WITHIN"})


def cover_line(record: Record, language: str) -> str:
    """Return the sentence that comes first on every page and document (practice of offices)."""
    _ = translator(language)
    totals = record.totals
    touched = {row.subdistrict for row in record.communities if row.kind is not Kind.UNTOUCHED}
    if not totals.communities_before:
        return _(
            "Divided for the first time: communities {after}. Concerned: subdistricts"
            " {subdistricts}, households {households}{people}. No limit of a subdistrict is"
            " touched."
        ).format(
            after=totals.communities_after,
            subdistricts=len(touched),
            households=f"{totals.households:,}",
            people=_people(record, totals.population, language),
        )
    return _(
        "Communities today {before}, after the change {after}: set up {set_up}, merged away"
        " {abolished}. Concerned: subdistricts {subdistricts}, communities {communities},"
        " compounds {compounds}, households {households}{people}. No limit of a subdistrict is"
        " touched."
    ).format(
        before=totals.communities_before,
        after=totals.communities_after,
        set_up=totals.set_up,
        abolished=totals.abolished,
        subdistricts=len(touched),
        communities=totals.touched_communities,
        compounds=totals.moved_compounds,
        households=f"{totals.moved_households:,}",
        people=_people(record, totals.moved_population, language),
    )


def _people(record: Record, people: int | None, language: str) -> str:
    """Return the residents after the households; where sizes are people they stand there already.

    A number that no ledger has is left out; the papers leave a blank for it.
    """
    if people is None or LEVELS[record.statement.level].people:
        return ""
    _ = translator(language)
    return _(", people {count}").format(count=f"{people:,}")


def joining_lines(record: Record, language: str) -> list[str]:
    """Return how many households get a community that have none today: they move from nowhere."""
    loose = [row for row in record.units if not row.before and row.after]
    if not loose or not record.totals.communities_before:
        return []
    _ = translator(language)
    text = _("Without a community today and given one for the first time: {households} households"
             " ({communities}).")  # fmt: skip
    into = {row.after for row in loose}
    names = [row.name for row in record.communities if row.id in into]
    said = _("{count} communities").format(count=f"{len(names):,}")
    count = f"{sum(row.households for row in loose):,}"
    told = _(", ").join(names) if len(names) <= NAMED else said
    return [text.format(households=count, communities=told)]


def filing_lines(record: Record, language: str) -> list[str]:
    """Return the second baseline, the filed communities alone, where some are not yet filed."""
    today = [row for row in record.communities if row.before is not None]
    filed = sum(row.filed for row in today)
    if filed == len(today):
        return []
    _ = translator(language)
    text = _("Of today's communities {filed} are filed and {unfiled} not yet; counted from those "
             "filed, {filed} become {after}.")  # fmt: skip
    after = record.totals.communities_after
    return [text.format(filed=filed, unfiled=len(today) - filed, after=after)]


def basis_line(record: Record, language: str) -> str:
    """Return what stands under every table: definition, date and source of the households."""
    _ = translator(language)
    statement = record.statement
    return _("Households: {definition}; as of {as_of}; source: {source}.").format(
        definition=statement.households_definition,
        as_of=statement.as_of,
        source=statement.source,
    )


def summary(
    record: Record, language: str, trials: Sequence[Trial] = (), swept: Sweep | None = None
) -> str:
    """Return the whole page.

    Parameters
    ----------
    trials
        The recommended plan tried under other weights and counts.
    swept
        What a second goal gains as more change is allowed.
    """
    _ = translator(language)
    statement = record.statement
    lines = [statement.title]
    if statement.made_up:
        said = _("EXAMPLE DATA, made up: not a real place.")
        lines.append(_("{said} {note}").format(said=said, note=statement.made_up_note).rstrip())
    if not record.complete:
        lines.append(_("INCOMPLETE: not every subdistrict has a plan."))
    lines += ["", cover_line(record, language), *joining_lines(record, language)]
    lines += filing_lines(record, language)
    lines += [basis_line(record, language), ""]
    lines += _comparison(record, language)
    lines += ["", _("What changes"), *_changes(record, language)]
    lines += [
        "  " + sentence(item, language)
        for item in record.findings
        if item.code == "COMPOUND_CUT_BY_PHASES"
    ]
    exceptions = [row for row in record.communities if row.exemption is not None]
    shown = [row for row in exceptions if row.exemption and row.exemption.why is not Why.OPEN]
    if shown:
        lines += ["", _("Special cases"), *_exceptions(shown, language)]
        lines += _help(record, language)
    if len(shown) < len(exceptions):
        still = [row for row in exceptions if row not in shown]
        lines += ["", _("Not resolved"), *_exceptions(still, language)]
    later = [item for item in record.findings if item.code in FORECAST]
    if later:
        lines += ["", _("Later years"), *("  " + sentence(item, language) for item in later)]
    if trials:
        lines += ["", _("How firm the plan is"), *sensitivity_lines(trials, language)]
    if swept is not None:
        lines += ["", _("What more change would gain"), *sweep_lines(swept, language)]
    if record.resources:
        lines += ["", _("Work, staff, rooms and money")]
        lines += ["  " + sentence(finding, language) for finding in record.resources]
    if record.sites:
        lines += ["", *site_lines(record.sites, language)]
    if unsolved := _unsolved(record, language):
        lines += ["", *unsolved]
    lines += ["", outcome_words(record.outcome, language)]
    if record.check_code:
        lines.append(_("Check code {code}").format(code=record.check_code))
    return "\n".join(lines) + "\n"


def _unsolved(record: Record, language: str) -> list[str]:
    """Return which other alternatives lack a plan somewhere: their row is no result."""
    _ = translator(language)
    words = _(
        "“{name}” found no plan for some subdistricts; they stand in its row as they are today."
        " More time may help: --time-limit, or time_limit_s in the scenario."
    )
    return [
        words.format(name=alternative(name, language))
        for name, _totals, outcome in record.alternatives
        if outcome.status is Status.STOPPED and name not in (TODAY, record.recommended)
    ]


def _help(record: Record, language: str) -> list[str]:
    found = [item for item in record.findings if item.code in HELP]
    where = [(locate(item, language), sentence(item, language)) for item in found]
    return [f"  {place}: {words}" if place else f"  {words}" for place, words in where]


def comparison(record: Record, language: str) -> str:
    """Return the table that compares the alternatives, today first."""
    return "\n".join(_comparison(record, language))


def _comparison(record: Record, language: str) -> list[str]:
    _ = translator(language)
    header = [
        _("alternative"), _("communities"), _("outside the range"), _("of these may stay"),
        _("special or open"), _("touched"), _("compounds moved"), _("households moved"),
        _("to new"), _("to existing"), _("mean deviation of workload"), _("new limits, km"),
        _("of these on named lines"), _("status"),
    ]  # fmt: skip
    rows = []
    for name, totals, outcome in record.alternatives:
        label = alternative(name, language) + (" *" if name == record.recommended else "")
        status = "" if name == TODAY else _(STATUSES[outcome.status])
        rows.append([label, *_figures(totals, record.rules.scale), status])
    text = table(header, rows)
    return [
        *text,
        _("* recommended: {name}").format(name=alternative(record.recommended, language)),
    ]


def _figures(totals: Totals, scale: int) -> list[str]:
    border, named = totals.new_border, totals.new_border_named
    counts = [
        f"{value:,}"
        for value in (
            totals.communities_after, totals.out_of_band, totals.tolerated, totals.exceptions,
            totals.touched_communities, totals.moved_compounds, totals.moved_households,
            totals.moved_to_new, totals.moved_to_existing,
            round(totals.workload_deviation / (scale * max(1, totals.communities_after))),
        )
    ]  # fmt: skip
    # Rounded down, as on the page: 100 per cent means all of it.
    return [*counts, f"{border / 10_000:.1f}", f"{100 * named // border}%" if border else "—"]


def _changes(record: Record, language: str) -> list[str]:
    _ = translator(language)
    lines = []
    for row in record.communities:
        if row.kind is Kind.UNTOUCHED:
            continue
        before = f"{row.before.households:,}" if row.before else "—"
        after = f"{row.after.households:,}" if row.after else "—"
        cause = sentence(row.cause, language) if row.cause else ""
        line = _("{place}: {kind}, {before} → {after}. {cause}").format(
            place=f"{row.subdistrict} · {row.name}", kind=_(KINDS[row.kind]),
            before=before, after=after, cause=cause,
        )  # fmt: skip
        lines.append(f"  {line}".rstrip())
    return lines or ["  " + _("Nothing.")]


def _exceptions(rows: list[CommunityRow], language: str) -> list[str]:
    _ = translator(language)
    lines = []
    for row in rows:
        side = row.after or row.before
        households = side.households if side else 0
        why = reason(row.exemption, language) if row.exemption else ""
        if row.exemption and row.exemption.why is Why.LOCK and row.reason:
            stated = str(row.reason.facts.get("reason", ""))
            why = _("{why} ({stated})").format(why=why, stated=stated) if stated else why
        line = _("{place}: {households:,}; {why}").format(
            place=f"{row.subdistrict} · {row.name}", households=households, why=why
        )
        lines.append(f"  {line}".rstrip())
    return lines

"""The result of a check as text: first what should change, then why."""

from collections import Counter

from redistrict.domain.inspection import InspectedPart, Inspection
from redistrict.domain.level import at_level
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import sentence, translator
from redistrict.report.text.labels import VERDICTS
from redistrict.report.text.table import wrapped


def inspection_text(inspection: Inspection, language: str, *, everything: bool = False) -> str:
    """Return the verdicts per subdistrict.

    Parameters
    ----------
    everything
        List the communities that fit, too.
    """
    statement, rules = inspection.statement, inspection.rules
    language = at_level(language, statement.level)
    _ = translator(language)
    lines = [statement.title]
    if statement.made_up:
        said = _("EXAMPLE DATA, made up: not a real place.")
        lines.append(_("{said} {note}").format(said=said, note=statement.made_up_note).rstrip())
    lines.append(
        _("Range: {min} to {max} households; {definition}, as of {as_of}; source: {source}").format(
            min=rules.min,
            max=rules.max,
            definition=statement.households_definition,
            as_of=statement.as_of,
            source=statement.source,
        )
    )
    for part in inspection.parts:
        lines += ["", *_part(part, language, everything=everything)]
    lines += ["", *_totals(inspection, language)]
    return "\n".join(lines) + "\n"


def _part(part: InspectedPart, language: str, *, everything: bool) -> list[str]:
    _ = translator(language)
    lines = [f"{part.subdistrict}  {sentence(part.numbers, language)}"]
    fits = 0
    for item in part.communities:
        if item.verdict is Verdict.FITS and not everything:
            fits += 1
            continue
        verdict = _(VERDICTS[item.verdict])
        reason = sentence(item.finding, language)
        lines.append(f"  {verdict}  {item.name}  {item.households:,}")
        lines += wrapped(reason, " " * 6)
    if fits:
        lines.append("  " + _("Communities that fit: {count}.").format(count=fits))
    return lines


def _totals(inspection: Inspection, language: str) -> list[str]:
    _ = translator(language)
    counts = Counter(item.verdict for part in inspection.parts for item in part.communities)
    new = sum(part.new for part in inspection.parts)
    merged = sum(part.merged for part in inspection.parts)
    today = sum(counts.values())
    words = [f"{_(VERDICTS[verdict])} {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    separator = "，" if language.startswith("zh") else ", "
    return [
        _("Communities: {today} ({list}).").format(today=today, list=separator.join(words)),
        _("By these verdicts alone: {new} more, {merged} fewer, {after} in all.").format(
            new=new, merged=merged, after=today + new - merged
        ),
    ]

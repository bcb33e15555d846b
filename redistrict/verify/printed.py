"""What pages and papers print beside the plan, from the witnessed facts alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding, Place, sort_findings
from redistrict.domain.rules import TODAY
from redistrict.verify import shown, told
from redistrict.verify.paper import Paper, Proposal
from redistrict.verify.terms import same

if TYPE_CHECKING:
    from redistrict.witness.claimed import Printed


def codes(paper: Paper) -> Iterator[Finding]:
    """Check that the file prints the check code of the proposal, and no other."""
    due = paper.proposal.code
    if paper.printed.coded and not paper.printed.codes:
        yield paper.finding("PRINTED_CODE", found="-", due=due)
    for found in sorted(set(paper.printed.codes)):
        if found.lower() != due.lower():
            yield paper.finding("PRINTED_CODE", found=found, due=due)


def stated(paper: Paper) -> Iterator[Finding]:
    """Definition, date, source and band are those of the scenario."""
    witnessed = paper.proposal.witnessed
    expected = dict(witnessed.statement)
    for problem in witnessed.problems:
        expected |= {f"rules.{key}": value for key, value in asdict(problem.rules).items()}
    for key, value in paper.printed.stated.items():
        if key in expected and not same(expected[key], value):
            place = Place(paper.printed.file, column=key)
            yield Finding("PLAN_TERMS_DIFFER", place, {"key": key})


def faults(paper: Paper) -> Iterator[Finding]:
    """Check that nothing is in the file that runs, reaches out or does not add up."""
    for what in paper.printed.faults:
        yield paper.finding("PRINTED_FOREIGN", what=what)


def there(proposal: Proposal, printed: Sequence[tuple[str, "Printed"]]) -> Iterator[Finding]:
    """Every alternative has its summary and but for today its map; that on top shows them all."""
    top = proposal.claims[0].alternative
    for claimed in proposal.claims:
        name = claimed.alternative
        below = "" if name == top else f"{name}/"
        files = {item.file: item for alternative, item in printed if alternative == name}
        asked = [f"{below}summary.txt"] + [f"{below}map.html"] * (name == top or name != TODAY)
        for file in asked:
            if file not in files:
                yield Finding("CHECKSUM_FILE_MISSING", Place(file))
        others = [item.alternative for item in proposal.claims if item.alternative != TODAY]
        due = {name, *(others if name == top else ())}
        page = files.get(f"{below}map.html")
        listed = (
            [item.alternative for item in page.shown if item.rows == shown.UNITS] if page else []
        )
        if page and (set(listed) != due or len(listed) != len(due)):
            facts = {"found": tuple(listed), "known": tuple(sorted(due))}
            yield Finding("PRINTED_ALTERNATIVE", Place(page.file), facts)


PaperCheck = Callable[[Paper], Iterator[Finding]]
CHECKS: tuple[PaperCheck, ...] = (
    codes, stated, shown.tables, told.covers, told.changes, told.households, told.means,
    told.rooms, told.beside, faults,
)  # fmt: skip


def verify_printed(
    proposal: Proposal,
    printed: Sequence[tuple[str, "Printed"]],
    checks: Iterable[PaperCheck] = CHECKS,
    *,
    complete: bool = True,
) -> tuple[Finding, ...]:
    """Return everything that pages and papers print otherwise than the plan is.

    Parameters
    ----------
    printed
        Every file read back, with the alternative of its folder.
    complete
        Whether to look for files that are missing.
    """
    papers = [Paper(proposal, alternative, item) for alternative, item in printed]
    found = [finding for paper in papers for check in checks for finding in check(paper)]
    found += there(proposal, printed) if complete else ()
    return sort_findings(dict.fromkeys(found))

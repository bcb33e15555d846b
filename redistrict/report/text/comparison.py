"""Several proposals side by side."""

from collections.abc import Sequence

from redistrict.domain.record import Record
from redistrict.report.text.summary import basis_line, comparison


def compare_text(records: Sequence[tuple[str, Record]], language: str) -> str:
    """Return the comparison of alternatives of every proposal, with what its counts mean."""
    blocks = []
    for name, record in records:
        title = f"{name}  {record.statement.title}"
        blocks.append(
            "\n".join([title, basis_line(record, language), comparison(record, language)])
        )
    return "\n\n".join(blocks) + "\n"

"""Compile the Chinese catalogues: ``python -m tests.translations``."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DATE = datetime(2026, 1, 1, tzinfo=UTC)
FOLDER = Path(__file__).parents[1] / "redistrict" / "locale" / "zh" / "LC_MESSAGES"


def compiled(source: Path) -> bytes:
    """Return the compiled form of one catalogue; fuzzy entries are left out."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale="zh", abort_invalid=True)
    catalogue.creation_date = catalogue.revision_date = DATE  # Babel would put in the time of day
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def main() -> None:
    """Write every ``.mo`` beside its ``.po``."""
    for source in sorted(FOLDER.glob("*.po")):
        source.with_suffix(".mo").write_bytes(compiled(source))


if __name__ == "__main__":
    main()

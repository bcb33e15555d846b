"""Documents as Word files in the layout of GB/T 9704-2012."""

from redistrict.report.dossier.word.write import write_word

__all__ = ["write_word"]

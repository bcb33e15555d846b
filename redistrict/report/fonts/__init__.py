"""The one Chinese font of figures, PDF and print, so that glyphs are the same on every machine.

Noto Sans CJK SC Regular 2.004 under the SIL Open Font License 1.1 (``OFL.txt``), reduced with
fontTools to GB 2312, the basic block of Chinese characters (U+4E00 to U+9FA5), Latin letters,
digits, punctuation and the usual symbols.
"""

import logging
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
FAMILY = "Noto Sans CJK SC"
REGULAR = FOLDER / "NotoSansSC-Regular.otf"

# Matplotlib says once on every machine, in English, that it lists the fonts: nothing to be done.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

"""Which encoding a file's text is in: UTF-8 strictly, then GB18030 or Big5, shown side by side."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

# Names that planners' programs write into .cpg files.
_NAMES = {
    "65001": "utf-8", "utf8": "utf-8", "utf_8": "utf-8", "936": "gb18030", "cp936": "gb18030",
    "ms936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030",
    "gb_2312_80": "gb18030", "950": "big5", "cp950": "big5", "big5": "big5", "big_5": "big5",
    "88591": "latin-1", "8859_1": "latin-1", "iso_8859_1": "latin-1", "ansi_1252": "cp1252",
    "ansi 1252": "cp1252", "1252": "cp1252",
}  # fmt: skip

# Language driver byte of a dBASE header (offset 29); 0 and 0x57 name no encoding.
LANGUAGE_BYTES = {
    0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "big5", 0x78: "big5", 0x03: "cp1252", 0x01: "cp437",
    0x02: "cp850", 0xC9: "cp1251", 0xC8: "cp1250", 0x13: "shift_jis", 0x7B: "shift_jis",
    0x4E: "cp949", 0x79: "cp949",
}  # fmt: skip

_WIDE = {"utf-8", "gb18030", "big5"}
_PLAUSIBLE = 0.7
_CLEAR = 0.2
_SAMPLE_CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """The encoding chosen for a file, or why none can be chosen.

    Parameters
    ----------
    encoding
        Name of a Python codec; empty when the file contradicts itself.
    reason
        ``ascii``, ``given``, ``declared``, ``language byte``, ``tried`` or, without an encoding,
        ``contradiction``, ``unclear``, ``undecodable``, ``unknown``.
    declared
        What the side file or header says.
    readings
        First non-ASCII text in each possible encoding, as ``name: text``.
    """

    encoding: str
    reason: str
    declared: str = ""
    readings: tuple[str, ...] = ()


def known(name: str) -> str:
    """Return the codec of an encoding's name as programs write it, or an empty text."""
    folded = name.strip().strip("\ufeff").lower().replace("-", "_")
    if folded in _NAMES:
        return _NAMES[folded]
    bare = folded.replace("_", "")
    if bare in _NAMES:
        return _NAMES[bare]
    try:
        return codecs.lookup(folded.replace("_", "-")).name
    except (LookupError, ValueError):
        return ""


def choose(texts: Iterable[bytes], declared: str = "", given: str = "") -> Choice:
    """Return the encoding of a file's texts.

    Parameters
    ----------
    texts
        Raw cell contents.
    declared
        What a side file or header says; may be wrong and is checked.
    given
        What the planner states; believed if every text can be read with it.
    """
    wide = [text for text in texts if not text.isascii()]
    if given:
        return _checked(wide, given, "given")
    if not wide:
        return Choice("utf-8", "ascii", declared)
    utf8 = _is(wide, "utf-8") and _looks_meant(wide)
    if declared:
        choice = _checked(wide, declared, "declared")
        if not choice.encoding:
            return choice
        if choice.encoding != "utf-8" and utf8:
            return _refused(wide, "contradiction", declared)
        if choice.encoding not in _WIDE and _score(wide, "gb18030") > _PLAUSIBLE:
            return _refused(wide, "contradiction", declared)
        return choice
    if utf8:
        return Choice("utf-8", "tried", "", readings(wide))
    return _chinese(wide)


def readings(texts: Iterable[bytes], declared: str = "") -> tuple[str, ...]:
    """Return the first non-ASCII text in every encoding that reads it, as ``name: text``."""
    wide = [text for text in texts if not text.isascii()]
    first = max(wide[:50], key=len, default=b"")
    names = dict.fromkeys(["utf-8", "gb18030", "big5", *filter(None, [known(declared)])])
    shown = []
    for name in names:
        try:
            text = first.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        shown.append(f"{name.upper()}: {_printable(text)[:_SAMPLE_CHARACTERS]}")
    return tuple(shown)


def _checked(wide: list[bytes], name: str, reason: str) -> Choice:
    codec = known(name)
    if not codec:
        return Choice("", "unknown", name, readings(wide))
    return Choice(codec, reason, name) if _is(wide, codec) else _refused(wide, "undecodable", name)


def _refused(wide: list[bytes], reason: str, declared: str) -> Choice:
    return Choice("", reason, declared, readings(wide, declared))


def _chinese(wide: list[bytes]) -> Choice:
    """Tell GB18030 and Big5 apart by how common the characters are that each reading gives."""
    scores = {name: _score(wide, name) for name in ("gb18030", "big5") if _is(wide, name)}
    if not scores:
        return _refused(wide, "undecodable", "")
    best = max(scores, key=lambda name: scores[name])
    others = [score for name, score in scores.items() if name != best]
    if scores[best] < _PLAUSIBLE or any(scores[best] - score < _CLEAR for score in others):
        return _refused(wide, "unclear", "")
    return Choice(best, "tried", "", readings(wide))


def _is(texts: list[bytes], codec: str) -> bool:
    try:
        for text in texts:
            text.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _looks_meant(wide: list[bytes]) -> bool:
    """Tell UTF-8 from Chinese bytes that happen to be valid UTF-8 (rare, short texts)."""
    text = b"".join(wide).decode("utf-8")
    letters = [letter for letter in text if letter > "\x7f"]
    latin = sum(letter < "\u0800" for letter in letters)
    return latin < len(letters) or _score(wide, "gb18030") < _PLAUSIBLE


def _score(texts: list[bytes], codec: str) -> float:
    """Return the share of non-ASCII characters that are in the encoding's common set."""
    common = letters = 0
    for text in texts:
        try:
            decoded = text.decode(codec)
        except UnicodeDecodeError:
            return 0.0
        for letter in decoded:
            if letter > "\x7f":
                letters += 1
                common += _common(letter, codec)
    return common / letters if letters else 0.0


def _common(letter: str, codec: str) -> bool:
    """Whether a character is of the first, frequent level of GB 2312 or of Big5."""
    narrow = "gb2312" if codec == "gb18030" else "big5"
    try:
        code = letter.encode(narrow)
    except UnicodeEncodeError:
        return False
    if narrow == "gb2312":
        return 0xB0 <= code[0] <= 0xD7 or code[0] in {0xA1, 0xA3}
    return 0xA4 <= code[0] <= 0xC6 or code[0] == 0xA1


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)

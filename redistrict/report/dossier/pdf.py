"""Papers as PDF: typeset by typst with the carried font, or converted by LibreOffice.

Typst gives the same bytes on every machine. No text of a paper is ever typst code: it travels as
string literals.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.report import fonts
from redistrict.report.dossier.content import (
    Block,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Style,
    Table,
    Title,
    clean,
)

_TIMEOUT_S = 300
_SIZE = {Style.NOTE: 10.5, Style.TIGHT: 14.0}
_HEAD = """
#set document(title: {title}, author: (), date: none)
#set text(font: {font}, size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none)
#set par(leading: 12.6pt, spacing: 12.6pt, justify: true)
#let upright = (paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#let turned = (paper: "a4", flipped: true,
  margin: (top: 28mm, bottom: 26mm, left: 35mm, right: 37mm))
#let marks = align(right, text(size: 9pt, {marks}))
#let foot = context {{
  let number = counter(page).get().first()
  let code = text(size: 9pt, {code})
  align(if calc.odd(number) {{ right }} else {{ left }}, stack(spacing: 4pt,
    text(size: 14pt, "— " + str(number) + " —"), code))
}}
"""


def available() -> str:
    """Return what can make a PDF here: ``typst``, ``soffice`` or nothing."""
    if importlib.util.find_spec("typst") is not None:
        return "typst"
    return "soffice" if shutil.which("soffice") else ""


def need_tool() -> str:
    """Return the tool that makes PDF here.

    Raises
    ------
    Failure
        ``Exit.SCENARIO`` where there is none.
    """
    if tool := available():
        return tool
    raise Failure(Exit.SCENARIO, [Finding("PDF_TOOL_MISSING")])


def write_pdf(document: Document, word: Path) -> Path:
    """Write a paper as PDF beside its Word file and return its path."""
    path = word.with_suffix(".pdf")
    if need_tool() == "typst":
        path.write_bytes(typeset(document, word.parent))
    else:
        _convert(word)
    return path


def typeset(document: Document, root: Path) -> bytes:
    """Return a paper as PDF by typst; the same paper always gives the same bytes."""
    import typst

    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        for index, block in enumerate(document.blocks):
            if isinstance(block, Figure):
                shutil.copyfile(block.path, place / f"{index}.png")
        (place / "main.typ").write_text(source(document), encoding="utf-8")
        made: bytes = typst.compile(
            str(place / "main.typ"), root=scratch, font_paths=[str(fonts.FOLDER)],
            ignore_system_fonts=True,
        )  # fmt: skip
    return made


def source(document: Document) -> str:
    """Return the typst source of a paper."""
    parts = [
        _HEAD.format(
            title=_text("".join(document.title)),
            font=_text(fonts.FAMILY),
            marks=_text(" · ".join(document.marks)),
            code=_text(f"校验码 {document.check_code}" if document.check_code else ""),
        )
    ]
    body = [_title(document.title, 22)]
    wide = document.wide
    blocks = document.blocks
    for index, block in enumerate(blocks):
        turned = _turned(blocks, index, document.wide)
        if turned != wide:
            parts.append(_page(body, wide))
            body, wide = [], turned
        before = blocks[index - 1] if index else None
        titled = before is None or isinstance(before, Title)
        body.append(_block(block, index, titled))
    parts.append(_page(body, wide))
    return "\n".join(parts)


def _turned(blocks: Sequence[Block], index: int, usual: bool) -> bool:
    block = blocks[index]
    if isinstance(block, Table | Figure):
        return block.wide or usual
    if isinstance(block, Title | Heading | PageBreak) and index + 1 < len(blocks):
        return _turned(blocks, index + 1, usual)
    return usual


def _page(body: Sequence[str], wide: bool) -> str:
    kept = list(body)
    while kept and kept[0] == _BREAK:
        kept.pop(0)
    style = "turned" if wide else "upright"
    return f"#page(..{style}, header: marks, footer: foot)[\n" + "\n".join(kept) + "\n]"


_BREAK = "#pagebreak(weak: true)"


def _block(block: Block, index: int, titled: bool) -> str:
    if isinstance(block, Heading):
        return f"#block(sticky: true, h(2em) + text({_stroke(block)}{_text(block.text)}))"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Title):
        label = f"#block({_text(block.label)})\n" if block.label else ""
        return label + _title((block.text,), 18)
    if isinstance(block, Table):
        return _table(block, titled)
    if isinstance(block, PageBreak):
        return _BREAK
    size = "height: 150mm" if block.wide else "width: 100%"
    return f'#align(center, image("{index}.png", {size}, alt: {_text(block.caption)}))'


_BOLD = "stroke: 0.35pt, "
"""The package carries one weight (5 MB); a hair line around the letters makes the second."""


def _stroke(heading: Heading) -> str:
    return _BOLD if heading.level == 1 else ""


def _paragraph(paragraph: Paragraph) -> str:
    size = _SIZE.get(paragraph.style, 16.0)
    text = f"text(size: {size}pt, {_text(paragraph.text)})"
    if paragraph.style is Style.BODY:
        return f"#par(first-line-indent: (amount: 2em, all: true), {text})"
    if paragraph.style is Style.CENTRE:
        return f"#align(center, {text})"
    if paragraph.style is Style.RIGHT:
        kept = "true" if paragraph.keep else "false"
        return f"#block(sticky: {kept}, width: 100%, align(right, {text} + h(2em)))"
    leading = ", leading: 5pt" if paragraph.style is Style.NOTE else ""
    return f"#par({text}{leading})"


def _title(lines: Sequence[str], size: float) -> str:
    texts = " + linebreak() + ".join(_text(line) for line in lines)
    return f"#align(center, text(size: {size}pt, {_BOLD}{texts}))\n#v(10pt)"


def _table(table: Table, titled: bool) -> str:
    small = len(table.columns) > 9
    widths = ", ".join(f"{column.width}fr" for column in table.columns)
    cells = [f"[#text({_text(cell)})]" for row in table.lines() for cell in row]
    heads = _heads(table)
    notes = "\n".join(_paragraph(Paragraph(note, Style.NOTE)) for note in table.notes)
    title = (
        ""
        if titled
        else f"#block(sticky: true, width: 100%, align(center, text(14pt, {_text(table.title)})))\n"
    )
    return (
        f"{title}"
        f"#[#set text(size: {9 if small else 10.5}pt)\n#set par(leading: 4pt, justify: false)\n"
        f"#table(columns: ({widths},), align: center + horizon, inset: 3pt, stroke: 0.5pt,\n"
        f"table.header({heads}),\n{', '.join(cells)})]\n{notes}"
    )


def _heads(table: Table) -> str:
    if not any(column.group for column in table.columns):
        return ", ".join(f"[#text({_text(column.title)})]" for column in table.columns)
    above, below, start = [], [], 0
    for position, column in enumerate(table.columns):
        if not column.group:
            above.append(f"table.cell(rowspan: 2, text({_text(column.title)}))")
            start = position + 1
            continue
        below.append(f"[#text({_text(column.title)})]")
        last = position + 1 == len(table.columns)
        if last or table.columns[position + 1].group != column.group:
            span = position + 1 - start
            above.append(f"table.cell(colspan: {span}, text({_text(column.group)}))")
            start = position + 1
    return ", ".join([*above, *below])


def _text(text: str) -> str:
    """Return a text as a typst string literal; nothing in it is code."""
    plain = clean(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'


def _convert(word: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        try:
            subprocess.run(
                [
                    "soffice", f"-env:UserInstallation=file://{home}", "--headless",
                    "--convert-to", "pdf", "--outdir", str(word.parent), str(word),
                ],
                check=True, capture_output=True, timeout=_TIMEOUT_S,
            )  # fmt: skip
        except (subprocess.SubprocessError, OSError) as error:
            facts = {"path": word.name, "reason": type(error).__name__}
            raise Failure(Exit.WRITE, [Finding("PDF_FAILED", facts=facts)]) from error

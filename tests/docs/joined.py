"""A hook of mkdocs: lines of Chinese text follow one another without a space."""

import re

FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
BREAK = re.compile(
    r"(?<=[\u3001-\u303f\u4e00-\u9fff\uff00-\uffef“”])\n(?=[\u4e00-\u9fff\uff00-\uffef“（])"
)


def on_page_markdown(markdown: str, **_: object) -> str:
    """Return the text of a page with the breaks between two Chinese characters taken out."""
    parts = FENCE.split(markdown)
    return "".join(part if part.startswith("```") else BREAK.sub("", part) for part in parts)

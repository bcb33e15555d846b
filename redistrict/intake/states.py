"""Land that is no ordinary unit: villages, enclaves, land looked after for another (代管)."""

import re

from redistrict.intake.draft import Draft

_VILLAGE = re.compile(r"村委会|村民委员会|行政村|农村|村庄")
_LOOKED_AFTER = re.compile(r"代管|托管|代为管理")
_ENCLAVE = re.compile(r"飞地|插花地|插花|enclave")
_CODE = re.compile(r"\d{9}(\d{3})(\d{5}|\d{7})?")
VILLAGE_CODES = range(200, 400)
"""Digits 10-12 of a statistical division code that name a village committee."""


def states(draft: Draft) -> None:
    """Mark villages as outside the plan; list enclaves and land looked after for another.

    A state is told by the column of states (村委会辖区, 代管, 飞地). A village code in the id
    (digits 10-12 from 200 to 399, source: 统计用区划代码) without a community is named as a hint
    only.
    """
    outside = draft.column("outside")
    for at, text in enumerate(draft.columns.get("state", [])):
        if _VILLAGE.search(text):
            outside[at] = outside[at].strip() or text.strip()
        elif _LOOKED_AFTER.search(text) or _ENCLAVE.search(text):
            code = "IMPORT_LOOKED_AFTER" if _LOOKED_AFTER.search(text) else "IMPORT_ENCLAVE"
            community = draft.columns.get("community", [""] * len(draft))[at]
            draft.say(code, at, community=community or "-", state=text.strip())
    for at in range(len(draft)):
        if draft.outside(at):
            draft.sources[at] = "outside"
            draft.say("IMPORT_OUTSIDE", at, state=outside[at].strip())
        elif _village_code(draft.columns.get("id", [""] * len(draft))[at]) and not (
            draft.columns.get("community", [""] * len(draft))[at].strip()
        ):
            draft.say("IMPORT_VILLAGE_CODE", at)
    if not any(outside):
        del draft.columns["outside"]


def _village_code(text: str) -> bool:
    match = _CODE.fullmatch(text.strip())
    return bool(match) and int(match[1]) in VILLAGE_CODES if match else False

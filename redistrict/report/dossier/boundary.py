"""A community's limits in words."""

from __future__ import annotations

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.wording import to_fill

FORMS = {
    "sides": "四至",
    "walk": "走向",
    "members": "范围（小区、楼栋）",
}
"""Forms of the limits by name, with the word that introduces them."""


def describe(case: Case, community: str, form: str) -> str:
    """Return the limits of a community after the change in one form; blanks stay visible."""
    if form == "members":
        return f"{names_of(case.compounds_after(community)) or '无人居住'}。"
    return to_fill("界线文字")

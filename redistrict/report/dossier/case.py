"""A proposal as the documents see it: the whole, or one subdistrict of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from redistrict.domain.level import COMMUNITY
from redistrict.domain.opinion import Opinion
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Move, Part, Record, Totals, UnitRow
from redistrict.domain.rules import Rules
from redistrict.domain.words import Translate, translator
from redistrict.report.dossier.compounds import Compound, gather
from redistrict.report.dossier.content import clean
from redistrict.report.dossier.wording import LABELS, chinese_date, full_name, to_fill
from redistrict.report.text.summary import basis_line
from redistrict.store.folder import Folder


@dataclass(frozen=True)
class Case:
    """What all documents of a dossier share.

    Parameters
    ----------
    folder
        The proposal.
    alternatives
        The other proposals, for the comparison.
    scope
        Name of a subdistrict, empty for all of them.
    language
        ``zh`` or ``en``; the papers exist in Chinese alone.
    opinions
        What tally sheets say; nothing is counted here.
    """

    folder: Folder
    alternatives: tuple[Folder, ...] = ()
    scope: str = ""
    language: str = "zh"
    opinions: tuple[Opinion, ...] = ()

    @property
    def official(self) -> bool:
        """Whether mainland papers may be made: Chinese standard, and a scenario that says for whom.

        Data of other places, plans without ``[file]`` and plans of another level (grids, street
        offices: procedures of their own) get neutral tables and figures only.
        """
        return not self.lacking

    @property
    def lacking(self) -> str:
        """Code of the finding that says why no mainland papers are made; empty where they are."""
        if self.record.statement.level != COMMUNITY:
            return "PAPERS_LEVEL"
        if not self.record.profile_facts.get("chinese"):
            return "PAPERS_STANDARD"
        if not self.record.statement.file:
            return "PAPERS_FILE"
        return "" if self.language.startswith("zh") else "PAPERS_LANGUAGE"

    @property
    def say(self) -> Translate:
        """The function that turns an English message into the reader's language."""
        return translator(self.language)

    def within(self, subdistrict: str) -> Case:
        """Return the same proposal, for one subdistrict only."""
        return dataclasses.replace(self, scope=subdistrict)

    @property
    def record(self) -> Record:
        """All numbers."""
        return self.folder.record

    @property
    def rules(self) -> Rules:
        """The rules of the plan."""
        return self.record.rules

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Subdistricts within the scope."""
        return tuple(part for part in self.record.parts if self.scope in ("", part.subdistrict))

    @cached_property
    def touched_parts(self) -> tuple[Part, ...]:
        """Subdistricts within the scope in which something changes."""
        return tuple(
            part for part in self.parts if part.totals.touched_communities or part.totals.set_up
        )

    @cached_property
    def totals(self) -> Totals:
        """Figures of the scope."""
        return self.parts[0].totals if self.scope else self.record.totals

    @cached_property
    def communities(self) -> tuple[CommunityRow, ...]:
        """Communities of today and of the plan within the scope, by subdistrict as it is listed."""
        order = {part.subdistrict: index for index, part in enumerate(self.parts)}
        rows = [row for row in self.record.communities if row.subdistrict in order]
        return tuple(sorted(rows, key=lambda row: (order[row.subdistrict], _late(row), row.id)))

    @cached_property
    def changed(self) -> tuple[CommunityRow, ...]:
        """Communities within the scope that do not stay as they are."""
        return tuple(row for row in self.communities if row.kind is not Kind.UNTOUCHED)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Moves within the scope."""
        return tuple(move for move in self.record.moves if self.scope in ("", move.subdistrict))

    @property
    def first(self) -> bool:
        """Whether the scope has no community today."""
        return not self.totals.communities_before

    @cached_property
    def loose(self) -> tuple[UnitRow, ...]:
        """Units within the scope that get a community for the first time."""
        names = {part.subdistrict for part in self.parts}
        units = self.record.units
        return tuple(
            row for row in units if row.after and not row.before and row.subdistrict in names
        )

    @cached_property
    def row(self) -> dict[str, CommunityRow]:
        """Community rows by id."""
        return {row.id: row for row in self.record.communities}

    @cached_property
    def unit(self) -> dict[str, UnitRow]:
        """Units by id."""
        return {unit.id: unit for unit in self.record.units}

    @cached_property
    def _members(self) -> tuple[dict[str, list[UnitRow]], dict[str, list[UnitRow]]]:
        before: dict[str, list[UnitRow]] = {}
        after: dict[str, list[UnitRow]] = {}
        for unit in self.record.units:
            before.setdefault(unit.before, []).append(unit)
            after.setdefault(unit.after, []).append(unit)
        return before, after

    def compounds_before(self, community: str) -> tuple[Compound, ...]:
        """Return the compounds of a community today."""
        return gather(self._members[0].get(community, []))

    def compounds_after(self, community: str) -> tuple[Compound, ...]:
        """Return the compounds of a community in the plan."""
        return gather(self._members[1].get(community, []))

    def open_compounds(self, community: str) -> tuple[Compound, ...]:
        """Return the compounds of a community in the plan that have no community today."""
        return gather([unit for unit in self._members[1].get(community, []) if not unit.before])

    def compounds_of(self, move: Move) -> tuple[Compound, ...]:
        """Return the compounds of a move."""
        return gather([self.unit[unit] for unit in move.units])

    def name(self, community: str) -> str:
        """Return the name of a community; a new one's is provisional."""
        if not community:
            return self.say("land without a community")
        row = self.row[community]
        if row.kind is not Kind.SET_UP:
            return clean(row.name)
        if self.language.startswith("zh") and row.name.endswith("）"):
            return f"{clean(row.name)[:-1]}，暂名）"
        return self.say("{name} (provisional)").format(name=clean(row.name))

    def label(self, community: str) -> str:
        """Return the name of a community for tables and figures, where a note says 暂名 once."""
        return clean(self.row[community].name) if community else self.name(community)

    def counted(self, community: str, when: str, names: tuple[str, ...]) -> int | None:
        """Return the sum of a count of the ledger over a community, by any of its names.

        ``None`` where one unit's count is not known.
        """
        members = self._members[0 if when == "before" else 1].get(community, [])
        found = [
            next((count for name, count in unit.counts if name in names), None) for unit in members
        ]
        known = [count for count in found if count is not None]
        return sum(known) if found and len(known) == len(found) else None

    def committee(self, community: str) -> str:
        """Return the full name of a community's committee."""
        row = self.row[community]
        if row.kind is not Kind.SET_UP:
            return full_name(clean(row.name))
        return f"{self.name(community)}居民委员会"

    def said(self, key: str) -> str:
        """Return what the scenario states for the file, or a visible blank that names it."""
        return self.stated(key) or to_fill(LABELS.get(key, key))

    def stated(self, key: str) -> str:
        """Return what the scenario states for the file, or an empty text."""
        return self.record.statement.file.get(key, "").strip()

    @property
    def district(self) -> str:
        """The district as the scenario names it, or a line to write on."""
        return self.said("district")

    @property
    def issuer(self) -> str:
        """Who signs the request.

        ``issuers.<subdistrict>`` of the scenario wins; ``{subdistrict}`` in ``issuer`` stands for
        the scope. One fixed issuer cannot sign for several street offices.
        """
        common = self.stated("issuer")
        if own := self.stated(f"issuers.{self.scope}"):
            return own
        if "{subdistrict}" in common and self.scope:
            return common.replace("{subdistrict}", self.scope)
        several = self.scope and len(self.record.parts) > 1
        if not common or several or "{subdistrict}" in common:
            return to_fill(f"{clean(self.scope)}发文机关")
        return common

    @property
    def region(self) -> str:
        """The place that the papers are about: the scope, or the district."""
        return self.scope or self.district

    @property
    def date(self) -> str:
        """Date of the file in words, or lines to write on."""
        stated = self.stated("date")
        return chinese_date(stated) if stated else to_fill("成文日期")

    @property
    def basis(self) -> str:
        """Definition, date and source of the counts, as under every table."""
        if not self.language.startswith("zh"):
            return basis_line(self.record, self.language)
        statement = self.record.statement
        return (
            f"按{statement.households_definition}口径，数据截至{chinese_date(statement.as_of)}，"
            f"来源：{statement.source}。"
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Lines under every table and figure."""
        statement = self.record.statement
        said = clean(statement.made_up_note).strip()
        plain = self.say("Example data.")
        note = said if said.startswith(plain[:4]) else f"{plain}{said}"
        made_up = (note,) if statement.made_up else ()
        new = any(row.kind is Kind.SET_UP for row in self.communities)
        provisional = self.say(" Names of new communities are provisional.") if new else ""
        return (self.say("Note: ") + clean(self.basis) + provisional, *made_up)

    def marks(self, *more: str) -> tuple[str, ...]:
        """Return the words on every page; more marks come first."""
        found = list(more)
        if self.official:
            found += ["征求意见稿", "内部工作稿"]
        else:
            found.append(self.say("working draft"))
        if self.record.statement.made_up:
            found.append(self.say("example data"))
        return tuple(found)


def _late(row: CommunityRow) -> int:
    return int(row.kind is Kind.SET_UP)

"""The product in a notebook: read, look, solve, look again, write.

>>> import redistrict
>>> district = redistrict.read("scenarios/yunquan.toml", ["云谷区域服务中心"])
>>> proposal = district.solve(time_limit_s=60)
>>> proposal.communities.plot(column="households")  # doctest: +SKIP
>>> proposal.write("maps/notebook")  # doctest: +SKIP
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from redistrict.domain.problem import Problem
from redistrict.domain.record import Record
from redistrict.domain.rules import ALTERNATIVES, TODAY
from redistrict.report.layers import plan_layers
from redistrict.run.prepare import Prepared, prepare
from redistrict.run.propose import (
    Solutions,
    Tell,
    Wish,
    compile_records,
    conclude,
    limits,
    solve,
)
from redistrict.solve import today


@dataclass(frozen=True)
class District:
    """A district as its scenario states it, today."""

    prepared: Prepared
    wish: Wish

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Graph, communities and rules of every subdistrict: all that the solver knows."""
        return self.prepared.problems

    @cached_property
    def _today(self) -> "Proposal":
        kept = tuple(today.keep(problem, ALTERNATIVES[TODAY]) for problem in self.problems)
        return Proposal(self, {TODAY: kept}, TODAY)

    @property
    def units(self) -> gpd.GeoDataFrame:
        """One row per unit: id, name, subdistrict, households ... and today's community."""
        return self._today.units.drop(columns=["community_after", "moved"])

    @property
    def communities(self) -> gpd.GeoDataFrame:
        """Today's communities with households and verdict; polygons of their ground."""
        return self._today.layer("communities_before")

    def solve(
        self,
        *,
        time_limit_s: float | None = None,
        gap: float | None = None,
        workers: int | None = None,
        tell: Tell | None = None,
    ) -> "Proposal":
        """Return the proposal with all alternatives of the scenario.

        Parameters
        ----------
        time_limit_s
            Per subdistrict and alternative; the scenario's own where ``None``.
        tell
            Called with every line of progress.

        Notes
        -----
        Solvers run in child processes: a script (not a notebook) calls this below
        ``if __name__ == "__main__":``.
        """
        wish = Wish(self.wish.subdistricts, time_limit_s, gap, workers, self.wish.language)
        solutions = solve(self.prepared, limits(self.prepared, wish), tell)
        recommended = self.prepared.scenario.recommended(self.prepared.profile)
        return Proposal(District(self.prepared, wish), solutions, recommended)


@dataclass(frozen=True)
class Proposal:
    """What was found: one plan per alternative, and the tables of the one looked at."""

    district: District
    solutions: Solutions
    alternative: str

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        recommended = self.alternative if len(self.solutions) == 1 else self._recommended
        language = self.district.wish.language
        made = compile_records(self.district.prepared, self.solutions, recommended, language)
        return {record.alternative: record for record in made}

    @property
    def _recommended(self) -> str:
        prepared = self.district.prepared
        return prepared.scenario.recommended(prepared.profile)

    @property
    def record(self) -> Record:
        """All facts of this alternative, as reports see them."""
        return self._records[self.alternative]

    def look_at(self, alternative: str) -> "Proposal":
        """Return the same proposal with the tables of another alternative.

        Raises
        ------
        KeyError
            The scenario does not have it.
        """
        if alternative not in self.solutions:
            raise KeyError(f"{alternative}: one of {', '.join(self.solutions)}")
        return Proposal(self.district, self.solutions, alternative)

    @cached_property
    def _layers(self) -> Mapping[str, gpd.GeoDataFrame]:
        prepared = self.district.prepared
        kept = sorted(unit.id for unit in self.record.units)
        shapes, ground = prepared.shapes, prepared.ground
        if shapes is None or ground is None:
            return plan_layers(self.record, None, None)
        return plan_layers(self.record, shapes.reindex(kept), ground.reindex(kept))

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """Return a layer of ``plan.gpkg``: units, communities_before, communities_after ...

        Raises
        ------
        KeyError
            No such layer, or a district without a map.
        """
        return self._layers[name].copy()

    @property
    def units(self) -> gpd.GeoDataFrame:
        """One row per unit, with its community before and after."""
        return self.layer("units")

    @property
    def communities(self) -> gpd.GeoDataFrame:
        """The communities of the plan with households and what happens to them."""
        return self.layer("communities_after")

    @property
    def moves(self) -> pd.DataFrame:
        """The change list: which units go from where to where."""
        rows = self.record.moves
        names = {row.id: row.name for row in self.record.communities}
        return pd.DataFrame(
            {
                "subdistrict": [row.subdistrict for row in rows],
                "before": [names.get(row.before, row.before) for row in rows],
                "after": [names.get(row.after, row.after) for row in rows],
                "units": [len(row.units) for row in rows],
                "households": [row.households for row in rows],
                "to_new": [row.to_new for row in rows],
            }
        )

    @property
    def alternatives(self) -> pd.DataFrame:
        """All alternatives side by side, today first."""
        listed = self.record.alternatives
        return pd.DataFrame(
            {
                "communities": [totals.communities_after for _, totals, _ in listed],
                "out_of_band": [totals.out_of_band for _, totals, _ in listed],
                "exceptions": [totals.exceptions for _, totals, _ in listed],
                "touched_communities": [totals.touched_communities for _, totals, _ in listed],
                "moved_households": [totals.moved_households for _, totals, _ in listed],
                "status": [
                    "" if name == TODAY else outcome.status.value for name, _, outcome in listed
                ],
            },
            index=pd.Index([name for name, _, _ in listed], name="alternative"),
        )

    def write(self, out: str | os.PathLike[str]) -> Record:
        """Verify against the raw files and write the folder, as ``redistrict propose`` does.

        Raises
        ------
        Failure
            The verifier refuses the plan, or the folder cannot be written.
        """
        district = self.district
        return conclude(district.prepared, self.solutions, Path(out), district.wish)


def read(
    scenario: str | os.PathLike[str],
    subdistricts: Sequence[str] = (),
    language: str | None = None,
) -> District:
    """Read a scenario and all the files it names.

    Parameters
    ----------
    subdistricts
        Names of the subdistricts wanted; all where empty.
    language
        ``"zh"`` or ``"en"`` for what is written; the scenario's own where ``None``.

    Raises
    ------
    Failure
        With everything that is wrong in ``findings``.
    """
    names = tuple(subdistricts)
    return District(prepare(Path(scenario), names), Wish(names, language=language))

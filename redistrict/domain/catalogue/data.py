"""Codes about the units, communities, ledger and adjacency."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

_IDS = {
    "COLUMN_MISSING": error(
        N_("The column {column}, which [{table}] names, is not in the file."),
        N_("Correct the name; the columns are: {known}."),
    ),
    "COLUMN_MISSING_NEAR": error(
        N_("The column {column}, which [{table}] names, is not in the file."),
        N_("Did you mean {nearest}? The columns are: {known}."),
    ),
    "UNITS_NONE": error(
        N_("The file holds no units."),
        N_("Check the layer or sheet that the scenario names."),
    ),
    "UNIT_ID_EMPTY": error(
        N_("A unit has no id."),
        N_("Give every unit its own id."),
    ),
    "UNIT_ID_TWICE": error(
        N_("The id {id} stands in rows {rows}."),
        N_("Give every unit its own id, or delete the row that was entered twice."),
    ),
    "UNIT_ID_LOOKALIKE": error(
        N_("The id {id} differs from {other} only in width, case or blanks."),
        N_("Write both alike if they are one unit; else change one so that readers see it."),
    ),
    "LEDGER_ID_EMPTY": error(
        N_("A row of the ledger has no id."),
        N_("Fill in the id of its unit, or delete the row (totals belong in another sheet)."),
    ),
    "LEDGER_ROW_WITHOUT_UNIT": error(
        N_("The ledger's {id} is not among the units of the layer."),
        N_(
            "Draw the unit or correct the id; to leave such rows out, state"
            ' unmatched = "drop" in [ledger].'
        ),
    ),
    "LEDGER_ROW_DROPPED": warning(
        N_("The ledger's {id} is not among the units of the layer and was left out."),
        N_("Check that its households are not missing in the plan."),
    ),
    "UNIT_NOT_IN_PLAN": error(
        N_("The unit {id} has no community in the earlier plan {plan}."),
        N_("Name the right plan, or state in plan_unit which of its units this one is part of."),
    ),
    "BASELINE_UNIT_MISSING": error(
        N_("The unit {id} is not in the earlier plan {plan}, which covers its subdistrict."),
        N_("Name the right plan under [baseline], or add the unit's row to its units.csv."),
    ),
    "BASELINE_UNITS_GONE": warning(
        N_("Units of the earlier plan that are not among the units today: {count} ({ids})"),
        N_("Check that no unit was lost or got another id."),
    ),
    "BASELINE_UNNAMED": error(
        N_("Communities set up by the earlier plan that have no name yet: {count} ({ids})"),
        N_('Name each in the scenario, under [baseline.names]: "{first}" = "..."'),
    ),
    "BASELINE_NAME_UNKNOWN": error(
        N_("The earlier plan has no community {name}."),
        N_("Correct the id under [baseline.names]; it stands in its units.csv."),
    ),
    "BASELINE_TAKEN": notice(
        N_(
            "Units with the community of the earlier plan: {count}; communities set up by it:"
            " {new}, set up or changed: {changed}."
        ),
    ),
    "UNIT_WITHOUT_LEDGER": error(
        N_("The unit {id} is not in the ledger {ledger}."),
        N_("Add its row to the ledger, or correct the id."),
    ),
    "UNIT_WITHOUT_LEDGER_ZERO": warning(
        N_("The unit {id} is not in the ledger {ledger}; what is missing counts as zero."),
        N_("Add its row to the ledger where households live there."),
    ),
}
_CELLS = {
    "NUMBER_WRONG": error(
        N_("{value} in column {column} is not a whole number ({id})."),
        N_("Write the number in plain digits, such as 1234."),
    ),
    "NUMBER_SPELLED": error(
        N_("{value} in column {column} is not written in plain digits ({id})."),
        N_("If it means {meant}, write that; redistrict import proposes it for the whole file."),
    ),
    "HOUSEHOLDS_MISSING": error(
        N_("The unit {id} has no number of households."),
        N_(
            "Fill it in (0 where nobody lives); to count empty cells as 0, state"
            ' missing_households = "zero" in [units].'
        ),
    ),
    "HOUSEHOLDS_TAKEN_AS_ZERO": warning(
        N_("The unit {id} has no number of households; it counts as 0 by the scenario's rule."),
        N_("Fill it in where households live there."),
    ),
    "WEIGHTED_COUNT_EMPTY": warning(
        N_("The unit {id} has no {column}, which has a weight; it counts as 0."),
        N_("Fill it in."),
    ),
    "SUBDISTRICT_EMPTY": error(
        N_("The unit {id} has no subdistrict."),
        N_("Fill in the name; land outside the plan is marked in the column outside."),
    ),
    "ANSWER_UNKNOWN": error(
        N_("{value} is neither yes nor no."),
        N_("Write 是 or 否 (yes or no, 1 or 0), or leave the cell empty."),
    ),
}
_COMMUNITIES = {
    "COMMUNITY_NAMES_DIFFER": error(
        N_("One community has several names: {names}."),
        N_("Give one name to all its units, or two ids to two communities."),
    ),
    "COMMUNITY_STRAYS": warning(
        N_(
            "Outside the community's own subdistrict {home}, in {elsewhere}, it has"
            " {households} households; units: {count} ({units}). They count as units without"
            " community."
        ),
        N_("Correct their subdistrict or community, or agree them with the neighbours."),
    ),
    "COMMUNITY_TWO_HOMES": error(
        N_(
            "The community lies in {home}, but {households} households of it lie in"
            " {elsewhere}; units: {count} ({units})."
        ),
        N_(
            "If it is one community and these units carry its name by mistake, correct their"
            " column. If two communities share the name, one in {home} and one in {elsewhere},"
            " write community_unique = false in [units]. If it is one community whose land lies in"
            " both, write community_unique = true: its units in {elsewhere} then count as units"
            " without community, and a community of {elsewhere} takes them in."
        ),
    ),
    "COMMUNITY_IN_PIECES": warning(
        N_("{name} lies in {pieces} separate pieces today; the smallest: {units}."),
        N_(
            "Add a bridge where people can cross, or freeze the community with a reason (代管)."
            " Units that are only aslant from each other across a crossing do not meet."
        ),
    ),
    "COMMUNITY_NOT_IN_LEDGER": warning(
        N_("{name} is not in the ledger of communities."),
        N_("Add its row, or correct the name there."),
    ),
    "LEDGER_COMMUNITY_UNKNOWN": error(
        N_("{name} in the ledger of communities has no units."),
        N_("Correct the name or id; most like it: {near}."),
    ),
    "LEDGER_COMMUNITY_TWICE": error(
        N_("{name} stands in rows {rows} of the ledger of communities."),
        N_("Keep one row."),
    ),
    "OVERLOAD_WITHOUT_EVIDENCE": warning(
        N_("Whether {name} is overloaded is stated without evidence."),
        N_("State the evidence in its column: it is printed with the verdict."),
    ),
    "OFFICE_UNKNOWN": error(
        N_("No community is called {office}."),
        N_("Write the community whose office stands here; most like it: {near}."),
    ),
    "OFFICE_OUTSIDE": warning(
        N_("The office of {community} stands outside its own community."),
        N_("Check the cell; the plan takes the community's identity from its households instead."),
    ),
    "OFFICE_TWICE": error(
        N_("{community} has offices in several units: {units}."),
        N_("Keep the unit of its main office."),
    ),
}
_SHAPES = {
    "UNIT_WITHOUT_SHAPE": error(
        N_("The unit has no polygon."),
        N_("Draw it, or take it out of the layer."),
    ),
    "UNIT_NOT_POLYGON": error(
        N_("The unit is a {kind}, not a polygon."),
        N_("Give polygons; redistrict import derives them from points and roads."),
    ),
    "UNIT_SHAPE_INVALID": error(
        N_("The polygon is not valid: {why}."),
        N_("Mend it (redistrict import proposes the repair and shows what changes)."),
    ),
    "UNIT_IN_PARTS": warning(
        N_("The unit has {parts} separate parts."),
        N_("Make several units of it, or check that the parts belong together."),
    ),
    "UNIT_SLIVER": warning(
        N_("The unit is a sliver: {area_m2} m2, {width_m} m wide on average."),
        N_("Join it to a neighbour if it is left from drawing."),
    ),
    "UNITS_SAME_SHAPE": error(
        N_("The unit has the same polygon as {other}."),
        N_("Delete one if it was drawn twice; else cut the polygon."),
    ),
    "UNITS_OVERLAP": error(
        N_("The unit overlaps {other} by {area_m2} m2 ({percent} % of the smaller)."),
        N_("Draw the border once (redistrict import proposes the repair)."),
    ),
    "UNITS_OVERLAP_THIN": warning(
        N_("The unit overlaps {other} by {area_m2} m2 ({percent} % of the smaller)."),
        N_("Draw the border once if the place matters."),
    ),
    "UNITS_GAP": warning(
        N_("There is a gap of {area_m2} m2 between {units}."),
        N_("Close it, or draw a unit there; the map gives it to the nearest community."),
    ),
}
_TOGETHER = {
    "UNIT_ISLAND": warning(
        N_("The unit {id} meets no other unit of its subdistrict."),
        N_("Check the drawing, add a bridge, or take more gap in [adjacency]."),
    ),
    "SUBDISTRICT_IN_PIECES": warning(
        N_(
            "The subdistrict falls into {pieces} parts that do not meet. Units in the largest:"
            " {largest}; in the others: {count}; other parts: {cut_off} (first unit of each:"
            " {first})."
        ),
        N_(
            "Communities are planned inside each part. Where people can cross, add the place under"
            " [[adjacency.bridges]]; where they cannot (railway, river, open land), leave it so."
            " Units that are only aslant from each other across a crossing do not meet."
        ),
    ),
    "SUBDISTRICT_IN_PIECES_NEAR": warning(
        N_(
            "The subdistrict falls into {pieces} parts that do not meet: the largest has {largest}"
            " units; in the others: {count}; other parts: {cut_off} (first unit of each: {first})."
            " The parts lie up to {gap} m apart; max_gap_m is {reach}."
        ),
        N_(
            "Where only wide streets lie between, write max_gap_m = {gap} under [adjacency]. Where"
            " people can cross in one place, add it under [[adjacency.bridges]]; where they cannot"
            " (railway, river, open land), leave it so: communities are planned inside each part."
        ),
    ),
    "UNITS_WITHOUT_HOUSEHOLDS": notice(
        N_("Units without households: {count}, such as {units}."),
    ),
    "UNITS_WITHOUT_COMMUNITY": notice(
        N_("Units without a community today: {count}, such as {units}."),
        N_("They may join any community."),
    ),
    "GROUP_ACROSS": error(
        N_("The group {group} lies in several subdistricts: {subdistricts}."),
        N_("A group moves as a whole and no community crosses the limit: give it two names."),
    ),
    "CONTROL_DIFFERS": error(
        N_("[controls] states {stated} {what}, the files hold {counted} ({difference} more)."),
        N_("Find what is missing or counted twice, or correct the total."),
    ),
    "NEIGHBOUR_UNKNOWN": error(
        N_("The neighbour {neighbour} is no unit."),
        N_("Write the id or the name of a unit; separate several by 、 or ;"),
    ),
    "NEIGHBOUR_AMBIGUOUS": error(
        N_("Several units are called {neighbour}."),
        N_("Write the id of the one that is meant."),
    ),
    "NEIGHBOUR_ONE_SIDED": warning(
        N_("{neighbour} is listed as a neighbour but does not list this unit."),
        N_("They count as adjacent; check both rows."),
    ),
    "BARRIER_CUTS_NOTHING": warning(
        N_("The barrier ({reason}) cuts no two units."),
        N_("Check its place, [adjacency] barrier_within_m and where."),
    ),
    "BRIDGE_JOINS_NOTHING": warning(
        N_("The bridge ({reason}) joins no two units that are not adjacent already."),
        N_("Check its ends and [adjacency] bridge_reach_m, or give pairs."),
    ),
    "CROSSING_NEEDS_MAP": error(
        N_("The lines of {path} need a map of the units, and there is none."),
        N_("Give the pairs of units instead."),
    ),
    "CROSSING_UNIT_UNKNOWN": error(
        N_("{id} is no unit."),
        N_("Write ids as they stand in the layer, in quotes."),
    ),
    "LOCK_UNIT_UNKNOWN": error(
        N_("{id} is no unit."),
        N_("Write ids as they stand in the layer, in quotes."),
    ),
    "LOCK_COMMUNITY_UNKNOWN": error(
        N_("{name} is no community, or several are called so."),
        N_("Write its id, or its name and subdistrict; most like it: {near}."),
    ),
    "LOCK_ACROSS": error(
        N_("The lock binds units or communities of several subdistricts: {subdistricts}."),
        N_("No community crosses the limit: lock what lies in one subdistrict."),
    ),
}

ENTRIES: dict[str, Entry] = _IDS | _CELLS | _COMMUNITIES | _SHAPES | _TOGETHER

"""Codes of `redistrict import`: repairs to confirm, and what only the planner can mend."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

_TABLES: dict[str, Entry] = {
    "IMPORT_TITLE": notice(
        N_("The column names stand in this row; above it: {titles}"),
    ),
    "IMPORT_MERGED": warning(N_("The merged cells {cells} all get {value}.")),
    "IMPORT_COLUMN_REFUSED": warning(
        N_("The column is left out: personal or sensitive data ({reason})."),
        N_("Delete it from files that are passed on."),
        words=("reason",),
    ),
    "IMPORT_COLUMN_OPEN": error(
        N_("No column tells the {meaning} of the units."),
        N_(
            "Say in answers.xlsx which column it is (answer: {meaning}), or add the column. There"
            " are: {known}."
        ),
    ),
    "IMPORT_NUMBER": warning(N_("{before} is read as {after}.")),
    "IMPORT_NUMBER_WRONG": error(
        N_("{value} is no whole number."), N_("Correct the cell in the ledger.")
    ),
    "IMPORT_TOTAL_ROW": warning(
        N_("The row of totals ({label}) is no unit; it is compared with the sum of its rows."),
    ),
    "IMPORT_NOTE_ROW": warning(N_("The row is a note under the table, no unit: {text}")),
    "IMPORT_TOTAL_DIFFERS": error(
        N_("{label} says {stated}; the rows it stands for add up to {found}."),
        N_("Find the missing or doubled row, or correct the total."),
    ),
    "IMPORT_FILES": notice(N_("{count} files are taken together: {files}")),
    "IMPORT_FILES_ALIKE": error(
        N_("Two files have this name; no list could tell them apart."),
        N_("Rename one, for example after its subdistrict."),
    ),
    "IMPORT_STATED_FILE": error(
        N_("--{option} is stated of {file}, which is no layer of this import."),
        N_("Write it as FILE=VALUE with the name of one of these: {known}."),
    ),
    "IMPORT_STATED_TWICE": error(
        N_("--{option} is stated more than once of the same files: {values}."),
        N_("Keep one; for single files write FILE=VALUE."),
    ),
    "IMPORT_FOLDER_EMPTY": error(
        N_("The folder holds no file that can be read here: {known}."),
        N_("Name the files, or a folder with layers, and after --ledger one with ledgers."),
    ),
    "IMPORT_FOLDER_LEFT": warning(
        N_("Files of the folder that are not read: {count} ({files})"),
        N_("Name those that belong to the import: --ledger, --roads, --limit, --buildings."),
    ),
    "IMPORT_LAYER_LINES": error(
        N_("The layer holds lines; units are outlines or points."),
        N_("Give roads after --roads; take the file out of the folder of units."),
    ),
    "IMPORT_IDS_PREFIXED": warning(
        N_("{count} ids stand in several files ({ids}): every id gets its file's name before it."),
    ),
    "IMPORT_LEDGERS_DIFFER": error(
        N_("{unit}: {before} by an earlier ledger, {after} by this one."),
        N_("Correct the ledger that is wrong, or take the row out of one."),
    ),
    "IMPORT_IDS_MADE": notice(N_("The ledger has no ids; units numbered by row: {count}.")),
}
_ROWS: dict[str, Entry] = {
    "IMPORT_KEY_MISSING": error(
        N_("Layer and ledger share no column of ids or names."),
        N_(
            "Name the columns alike, for example 网格编号 or 小区名称. A table with one row per"
            " community is not read here: it belongs into [community_ledger] of the scenario."
        ),
    ),
    "IMPORT_MATCHED": warning(N_("{name} of the ledger is taken as {unit} of the layer.")),
    "IMPORT_MATCH_DOUBTFUL": error(
        N_("{name} may mean any of {candidates}; nothing is joined on a guess."),
        N_("Write the unit's id into answers.xlsx, or the same name into both files."),
    ),
    "IMPORT_ROW_WITHOUT_UNIT": error(
        N_("{name} is not in the layer."),
        N_("Write the unit's id into answers.xlsx (drop to leave the row out), or add the unit."),
    ),
    "IMPORT_ROW_TWICE": error(
        N_("{name} stands in the ledger twice, before in row {first}."),
        N_("Keep one row, or give each its own id."),
    ),
    "IMPORT_ROW_LEFT_OUT": warning(N_("The row of {name} is left out, as answered.")),
    "IMPORT_ROW_NOWHERE": error(
        N_("The row has no longitude and latitude that lie in the layer."),
        N_("Fill them in, or delete the row."),
    ),
    "IMPORT_PLACED": warning(
        N_(
            "Rows joined to units by where they lie: {count}; units: {units}; the counts of a"
            " unit's rows are added up."
        )
    ),
    "IMPORT_ANSWER_UNKNOWN": error(
        N_("The answer {answer} fits nothing."), N_("Correct it in answers.xlsx.")
    ),
    "IMPORT_ANSWERED": notice(N_("{unit}: {before} becomes {after}, as answered.")),
    "IMPORT_ANSWERS_COLUMNS": error(
        N_("The table of answers lacks the columns {columns}."),
        N_("Take answers.xlsx as the tool wrote it, or delete it and run again."),
    ),
    "IMPORT_ANSWERS_ROW": error(
        N_("{kind} is no kind of question, or the row is no number."),
        N_("Kinds are {known}. Change only the columns of answer and reason."),
    ),
    "IMPORT_INSTEAD": warning(
        N_("Some of this can be mended by an import, which lists every repair: {command}"),
    ),
    "IMPORT_CELLS_REFUSED": warning(
        N_("Cells with identity or mobile numbers, left empty: {count}."),
        N_("Delete such numbers from files that are passed on."),
    ),
    "IMPORT_NOTHING": error(
        N_("There is nothing to import."),
        N_("Name a layer, a ledger (--ledger) or roads (--roads)."),
    ),
    "IMPORT_ACCEPT": error(
        N_("Repairs that wait for confirmation: {count} ({codes})"),
        N_("Read report.html, then run again with --accept all, or --accept and single codes."),
    ),
}
_HOMES: dict[str, Entry] = {
    "IMPORT_PARENT_UNKNOWN": error(
        N_("The layer knows no subdistrict {name}; it knows {known}."),
        N_("Write its name alike in both files."),
    ),
    "IMPORT_PARENT_DIFFERS": error(
        N_("{unit} lies in {layer} by the layer and in {ledger} by the ledger."),
        N_("Correct the file that is wrong."),
    ),
    "IMPORT_COMMUNITY_DIFFERS": error(
        N_("{unit} belongs to {layer} by the layer and to {ledger} by the ledger."),
        N_("Write the right community into answers.xlsx, or correct the file that is wrong."),
    ),
    "IMPORT_COMMUNITY_SLIP": error(
        N_("{unit} belongs to {name}, which differs from {other} in one sign only."),
        N_("Write the right community into answers.xlsx."),
    ),
    "IMPORT_SUBDISTRICT_OPEN": error(
        N_("No column tells the subdistrict of the units of {file} ({count})."),
        N_(
            "Write it into answers.xlsx (kind subdistrict) for the whole file, say there which"
            " column tells it, or add the column. There are: {known}."
        ),
    ),
    "IMPORT_SUBDISTRICT_FILE": notice(
        N_("The units of {file} ({count}) lie in {name}, as answered."),
    ),
    "IMPORT_COMMUNITY_MISSING": error(
        N_("{unit} has no community."),
        N_(
            "Write it into answers.xlsx (none where there is none today); or state a rule:"
            " --missing-community none (any may take the unit in) or nearest."
        ),
    ),
    "IMPORT_COMMUNITY_NONE": warning(
        N_("{unit} has no community today; a plan may give it to any of its subdistrict."),
    ),
    "IMPORT_COMMUNITY_NEAREST": warning(
        N_("{unit} has no community stated; taken as {community}, that of the nearest unit."),
    ),
    "IMPORT_COMMUNITY_ALIKE": warning(
        N_(
            "{a} (units: {count_a}) and {b} (units: {count_b}) differ in one sign and are"
            " taken as two communities."
        ),
        N_("If they are one, write one name in layer and ledger."),
    ),
    "IMPORT_ENDINGS": warning(
        N_(
            "Names that differ only in their ending: {count}; the layer's, after the arrow, stays:"
            " {pairs}"
        )
    ),
    "IMPORT_SPELLINGS": warning(
        N_("Other spellings of a name: {count}; the usual one, after the arrow, stays: {pairs}")
    ),
    "IMPORT_OUTSIDE": warning(N_("{unit} is {state}: land outside the plan, no unit and no gap.")),
    "IMPORT_LOOKED_AFTER": warning(
        N_("{unit} is {state}: it belongs to {community}, though it may lie apart."),
        N_(
            "Join it in the scenario by [[adjacency.bridges]] with pairs and reason, or freeze the"
            " community by a [[locks]] entry."
        ),
    ),
    "IMPORT_ENCLAVE": warning(
        N_("{unit} is {state} ({community}): it may lie apart from its community."),
        N_("Agree it with the neighbours, or join it in the scenario by [[adjacency.bridges]]."),
    ),
    "IMPORT_VILLAGE_CODE": notice(
        N_("{unit} has the code of a village committee and no community."),
        N_("If it is land outside the plan, write 村委会辖区 into its column 地块状态."),
    ),
}
_HOUSEHOLDS: dict[str, Entry] = {
    "IMPORT_HOUSEHOLDS_MISSING": error(
        N_("{unit} has no households in layer or ledger."),
        N_(
            "Write them into answers.xlsx; or state a rule: --missing zero (nobody lives there) or"
            " --missing estimate --buildings FILE."
        ),
    ),
    "IMPORT_HOUSEHOLDS_ZERO": warning(N_("{unit} has no households stated; taken as 0.")),
    "IMPORT_HOUSEHOLDS_ESTIMATED": warning(
        N_(
            "{unit}: {households} households are estimated from {floor_m2} m² of floor, at"
            " {per_household} m² a household as in the median unit."
        )
    ),
    "IMPORT_ROADS_KIND": error(
        N_("--roads needs lines; this layer has none."), N_("Give the layer of the roads' lines.")
    ),
    "IMPORT_OUTLINES_KIND": error(
        N_("--{part} needs outlines only; this layer holds points or lines, too."),
        N_("Make closed lines into polygons, or give another layer."),
    ),
    "IMPORT_PART_MENDED": warning(
        N_("Outlines that cross themselves were made valid for measuring: {count}.")
    ),
    "IMPORT_ESTIMATE_THIN": error(
        N_(
            "Units with households to estimate from: {count}; with buildings, at least {least}"
            " are needed."
        ),
        N_("Fill the missing numbers in, in answers.xlsx."),
    ),
}
_PLACES: dict[str, Entry] = {
    "IMPORT_POINTS_SHIFTED": error(
        N_(
            "The points are shifted as a whole by about {metres} m. Of {count} whose unit is known"
            " by name, {share_true} % lie in it as they stand, {share_gcj02} % if they are GCJ-02,"
            " {share_bd09} % if they are BD-09."
        ),
        N_("Run again with --points-crs {kind}; the raw file stays as it is."),
    ),
    "IMPORT_LAYER_SHIFTED": error(
        N_(
            "The layer seems to be in GCJ-02: of {count} points whose unit is known by name,"
            " {share_true} % lie in it as it stands, {share_layer} % with the shift undone."
        ),
        N_("Run again with --crs gcj02, or ask who made the layer."),
    ),
    "IMPORT_LAYER_OFF": error(
        N_(
            "The layer seems to be in GCJ-02: it differs from the limit by {true} ha as it stands,"
            " by {undone} ha with the shift undone."
        ),
        N_("Run again with --crs gcj02, or ask who made the layer."),
    ),
    "IMPORT_LIMIT_OFF": error(
        N_(
            "The limit seems to be in GCJ-02: it differs from the layer by {true} ha as it stands,"
            " by {undone} ha with the shift undone."
        ),
        N_("Take the limit from the survey office, or leave --limit out."),
    ),
    "IMPORT_POINTS_UNSTATED": error(
        N_("Rows with longitude and latitude, but no word of their system: {count}."),
        N_("State --points-crs: gcj02 (Amap, Tencent), bd09 (Baidu) or cgcs2000 (survey)."),
    ),
    "IMPORT_POINTS_CONVERTED": warning(N_("Points brought from {kind} to CGCS2000: {count}.")),
    "IMPORT_POINTS_ALIKE": error(
        N_("Points that lie exactly on another one: {count}."),
        N_("Geocode them anew, or give outlines."),
    ),
    "IMPORT_POINT_ELSEWHERE": warning(
        N_("The point of {unit} lies {metres} m outside its outline."),
        N_("Check whether the row belongs to another unit."),
    ),
    "IMPORT_CELLS": warning(
        N_(
            "The ground of the units ({count}) is derived: what is nearest to each point"
            " inside its block. Blocks without a point, which are units without households:"
            " {blocks}."
        ),
        N_("It says who is near whom, not where a property ends; draw outlines where it matters."),
    ),
    "IMPORT_BLOCKS": warning(
        N_("Units derived, the blocks between the roads: {count}."),
        N_("Draw outlines where a block holds several compounds."),
    ),
    "IMPORT_SHAPE_REPAIRED": warning(
        N_("The outline of {unit} was made valid; its area changed by {change_m2} m²."),
    ),
    "IMPORT_SHAPE_LIMIT": error(
        N_("Making the outline of {unit} valid would change its area by {percent} percent."),
        N_("Repair it in a GIS program; the tool stops at one percent."),
    ),
    "IMPORT_SHAPE_HUGE": error(
        N_("The outline of {unit} ({points} points) crosses itself more than {limit} times."),
        N_("Draw it again; such an outline is no place's."),
    ),
    "IMPORT_SEAM_CLOSED": warning(
        N_(
            "The border of {unit} was made one with its neighbour's: moved by at most {moved_m} m,"
            " area changed by {change_m2} m²."
        )
    ),
    "IMPORT_DRAWN_TWICE": error(
        N_("{unit} is drawn twice: {other} covers the same ground."),
        N_("Delete one of the two in the layer."),
    ),
    "IMPORT_SEAM_LIMIT": error(
        N_(
            "Closing seams of {width_m} m would change {unit} by {percent} percent and move its"
            " border by {moved_m} m."
        ),
        N_("Repair the border in a GIS program, or run with a smaller --seam (0 leaves all)."),
    ),
}
_NEIGHBOURS: dict[str, Entry] = {
    "IMPORT_SIDE_NAMES": warning(
        N_("{a} and {b} are neighbours: one names the other among its four sides."),
        N_("Correct the sides or the neighbours in the ledger where it is wrong."),
    ),
    "IMPORT_SAME_BLOCK": warning(
        N_("{a} and {b} are taken as neighbours: their four sides are the same block."),
        N_("Correct the sides or the neighbours in the ledger where it is wrong."),
    ),
    "IMPORT_ACROSS": warning(
        N_("{a} and {b} are taken as neighbours: they face each other across {line}."),
        N_("Correct the sides or the neighbours in the ledger where it is wrong."),
    ),
    "IMPORT_NEIGHBOUR_MUTUAL": notice(
        N_("{a} names {b} as a neighbour, but not the other way round; it counts both ways.")
    ),
    "IMPORT_NEIGHBOUR_UNKNOWN": error(
        N_("{unit} names the neighbour {name}; rows that may be meant: {found}."),
        N_("Write the id or the full name of the neighbour."),
    ),
    "IMPORT_NEIGHBOURS_NONE": error(
        N_("{unit} has no neighbour."),
        N_("Write the ids of its neighbours into answers.xlsx, separated by ; ."),
    ),
}
ENTRIES: dict[str, Entry] = {
    **_TABLES, **_ROWS, **_HOMES, **_HOUSEHOLDS, **_PLACES, **_NEIGHBOURS,
}  # fmt: skip
REPAIRS = frozenset(
    {
        "IMPORT_MERGED", "IMPORT_COLUMN_REFUSED", "IMPORT_CELLS_REFUSED",
        "IMPORT_NUMBER", "IMPORT_TOTAL_ROW", "IMPORT_NOTE_ROW",
        "IMPORT_MATCHED", "IMPORT_ROW_LEFT_OUT", "IMPORT_PLACED", "IMPORT_ENDINGS",
        "IMPORT_IDS_PREFIXED", "IMPORT_COMMUNITY_NONE", "IMPORT_COMMUNITY_NEAREST",
        "IMPORT_COMMUNITY_ALIKE",
        "IMPORT_SPELLINGS", "IMPORT_OUTSIDE", "IMPORT_HOUSEHOLDS_ZERO",
        "IMPORT_HOUSEHOLDS_ESTIMATED", "IMPORT_POINTS_CONVERTED", "IMPORT_CELLS", "IMPORT_BLOCKS",
        "IMPORT_SHAPE_REPAIRED", "IMPORT_SEAM_CLOSED", "IMPORT_SIDE_NAMES",
        "IMPORT_SAME_BLOCK", "IMPORT_ACROSS",
    }
)  # fmt: skip
"""Codes that change what comes in; each must be confirmed."""

"""Codes of `redistrict import`: repairs to confirm, and what only the planner can mend."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

ENTRIES: dict[str, Entry] = {
    "IMPORT_TITLE": notice(
        N_("The column names stand in this row; above it: {titles}"),
    ),
    "IMPORT_MERGED": warning(N_("The merged cells {cells} all get {value}.")),
    "IMPORT_COLUMN_REFUSED": warning(
        N_("The column is left out: personal or sensitive data ({reason})."),
        N_("Delete it from files that are passed on."),
    ),
    "IMPORT_NUMBER": warning(N_("{before} is read as {after}.")),
    "IMPORT_NUMBER_WRONG": error(
        N_("{value} is no whole number."), N_("Correct the cell in the ledger.")
    ),
    "IMPORT_TOTAL_ROW": warning(
        N_("The row of totals ({label}) is no unit; it is compared with the sum of its rows."),
    ),
    "IMPORT_TOTAL_DIFFERS": error(
        N_("{label} says {stated}; the rows it stands for add up to {found}."),
        N_("Find the missing or doubled row, or correct the total."),
    ),
    "IMPORT_KEY_MISSING": error(
        N_("Layer and ledger share no column of ids or names."),
        N_("Name the columns alike, for example 网格编号 or 小区名称."),
    ),
    "IMPORT_MATCHED": warning(N_("{name} of the ledger is taken as {unit} of the layer.")),
    "IMPORT_MATCH_DOUBTFUL": error(
        N_("{name} may mean any of {candidates}; nothing is joined on a guess."),
        N_("Write the same id or name in both files."),
    ),
    "IMPORT_ROW_WITHOUT_UNIT": error(
        N_("{name} is not in the layer."), N_("Add the unit to the layer, or correct the name.")
    ),
    "IMPORT_ROW_TWICE": error(
        N_("{name} stands in the ledger twice."), N_("Keep one row, or give each its own id.")
    ),
    "IMPORT_HOUSEHOLDS_MISSING": error(
        N_("{unit} has no households in layer or ledger."),
        N_("Fill them in, or run with --missing zero if nobody lives there."),
    ),
    "IMPORT_HOUSEHOLDS_ZERO": warning(N_("{unit} has no households stated; taken as 0.")),
    "IMPORT_SHAPE_REPAIRED": warning(
        N_("The outline of {unit} was made valid; its area changed by {change_m2} m²."),
    ),
    "IMPORT_SHAPE_LIMIT": error(
        N_("Making the outline of {unit} valid would change its area by {percent} percent."),
        N_("Repair it in a GIS program; the tool stops at one percent."),
    ),
    "IMPORT_ACCEPT": error(
        N_("{count} repairs wait for confirmation: {codes}"),
        N_("Read repairs.csv, then run again with --accept all, or --accept and single codes."),
    ),
}

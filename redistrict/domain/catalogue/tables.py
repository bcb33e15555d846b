"""Codes about reading tables: workbooks and CSV."""

from redistrict.domain.catalogue.entry import N_, Entry, error, warning

ENTRIES: dict[str, Entry] = {
    "TABLE_XML": error(
        N_("{member} inside the workbook is not plain XML."),
        N_("Open the workbook in Excel or WPS and save it as .xlsx again."),
    ),
    "TABLE_HIDDEN_SHEET": warning(
        N_("The sheet is hidden; it is not read."),
        N_("Show it and name it if it belongs to the data."),
    ),
    "TABLE_HIDDEN_ROWS": error(
        N_("Rows hidden or filtered away: {count}, from row {first} on."),
        N_("Show all rows, or delete those that do not count."),
    ),
    "TABLE_HIDDEN_COLUMN": warning(
        N_("The column is hidden; it is read like the others."),
    ),
    "TABLE_ROW_ORDER": error(
        N_("The rows of the workbook are not in order; programs disagree on what they hold."),
        N_("Open the workbook in Excel or WPS and save it again."),
    ),
    "TABLE_FORMULA_EMPTY": error(
        N_("The formula has no computed value."),
        N_("Open the workbook in Excel or WPS, let it compute, and save it."),
    ),
    "TABLE_CELL_ERROR": error(
        N_("The cell shows {value}."), N_("Correct the formula or type the value.")
    ),
    "TABLE_NUMBER_LONG": error(
        N_("{value} is a number of more than 15 digits; the last ones are lost."),
        N_("Format the column as text and fill in the codes again."),
    ),
    "TABLE_MERGED": error(
        N_("The cells {cells} are merged; all but the first are empty."),
        N_("Unmerge them and fill every cell."),
    ),
    "TABLE_TITLE": error(
        N_("The column names stand in row {header}, below a title."),
        N_("Delete the rows above the column names."),
    ),
    "TABLE_TOTAL_ROW": error(
        N_("This is a row of totals ({label}); it would be counted as a unit."),
        N_("Delete the row; the total can be stated in [controls] of the scenario."),
    ),
    "TABLE_NO_HEADER": error(
        N_("No row with column names was found."), N_("Write the column names above the data.")
    ),
    "TABLE_NO_ROWS": error(N_("The table has no rows."), N_("Check that it is the right sheet.")),
    "TABLE_RAGGED": error(
        N_("The row has {found} cells, the header {wanted}."),
        N_("Check commas inside cells: put such cells in quotation marks."),
    ),
    "TABLE_QUOTE": error(
        N_("A quotation mark is not closed or stands inside a cell."),
        N_("Export the table again, or correct the line."),
    ),
    "TABLE_DELIMITER": error(
        N_("The cells are separated by full-width commas or semicolons."),
        N_("Save the table as .xlsx, or as CSV with plain commas."),
    ),
    "TABLE_PASSWORD": error(
        N_("The workbook is protected by a password."), N_("Save it without a password.")
    ),
}

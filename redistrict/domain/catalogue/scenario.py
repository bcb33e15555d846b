"""Codes about the scenario file and the profiles."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "SCENARIO_UNREADABLE": error(
        N_("The file {path} cannot be opened: {why}."),
        N_("Check the path and that the file may be read."),
        words=("why",),
    ),
    "SCENARIO_TOO_LONG": error(
        N_("The file is longer than {limit} bytes, which no scenario needs."),
        N_("Give the scenario file (TOML, a page or two of text), not a data file."),
    ),
    "SCENARIO_NOT_UTF8": error(
        N_("The file is not UTF-8 text."),
        N_("Open it in a text editor and save it again with the encoding UTF-8."),
    ),
    "SCENARIO_BACKSLASH": error(
        N_("A backslash in double quotes starts a special character, as in: {line}"),
        N_("Write paths with / or in single quotes: 'C:\\data\\units.gpkg'."),
    ),
    "SCENARIO_NOT_TOML": error(
        N_("The line is not TOML ({why}): {line}"),
        N_('Write key = "text" or key = 123, one key a line, each key once.'),
    ),
    "SCENARIO_OTHER_FILE": error(
        N_("This is not a scenario file but {what}."),
        N_("Give a file that ends in .toml, such as `redistrict init` writes. Here lies: {near}."),
        words=("what",),
    ),
    "ALTERNATIVE_TWIN": notice(
        N_(
            "“{alternative}” is not made: with the actions allowed it would be the same as"
            " “{twin}”."
        ),
        N_('Allow more in [goals] actions ("reshape"), or take it out of the alternatives.'),
    ),
    "STATEMENT_MISSING": error(
        N_("{key} is not stated, and nothing is computed before it is."),
        N_(
            "State at the top of the file what counts as a household (households_definition, such"
            ' as "常住户"), the date of the counts (as_of = "2026-09") and who counted (source).'
        ),
    ),
    "SCENARIO_KEY_MISSING": error(
        N_("The key {key} is missing."),
        N_("Add it."),
    ),
    "SCENARIO_KEY_UNKNOWN": error(
        N_("The key {key} is not known."),
        N_("Did you mean {nearest}?"),
    ),
    "SCENARIO_KEY_STRANGE": error(
        N_("The key {key} is not known here, nor any like it."),
        N_("Known here: {known}."),
    ),
    "SCENARIO_VALUE_CHOICE": error(
        N_("{key} cannot be {value}."),
        N_("Allowed: {allowed}."),
    ),
    "SCENARIO_VALUE_DATE": error(
        N_("{key} = {value} is not a month or a day."),
        N_('Write the year and month, or the day: "2026-09" or "2026-09-30".'),
    ),
    "SCENARIO_VALUE_RANGE": error(
        N_("{key} = {value} is out of range."),
        N_("It must be {limit}."),
    ),
    "SCENARIO_VALUE_EMPTY": error(
        N_("{key} is empty."),
        N_("Fill it in, or leave the key out if it may be left out."),
    ),
    "SCENARIO_VALUE_WHOLE": error(
        N_("{key} = {value} is not a whole number."),
        N_("Write it without quotes, separators and decimals, such as 3000."),
    ),
    "SCENARIO_VALUE_NUMBER": error(
        N_("{key} = {value} is not a number."),
        N_("Write it without quotes, such as 1.5."),
    ),
    "SCENARIO_VALUE_FLAG": error(
        N_("{key} = {value} is neither true nor false."),
        N_("Write true or false, without quotes."),
    ),
    "SCENARIO_VALUE_TEXT": error(
        N_("{key} = {value} is not text."),
        N_("Write it in quotes; ids like 001 keep their zeros only so."),
    ),
    "SCENARIO_VALUE_LIST": error(
        N_("{key} = {value} is not a list of the right length."),
        N_('Write it in brackets, such as ["a", "b"].'),
    ),
    "SCENARIO_VALUE_TABLE": error(
        N_("{key} = {value} is not a table."),
        N_("Write [name] on a line of its own with the keys below it, or {{ key = value }}."),
    ),
    "SCENARIO_VALUE_OTHER": error(
        N_("{key} = {value} cannot be read ({why})."),
        N_("Compare it with a bundled scenario."),
    ),
    "SCENARIO_NO_UNITS": error(
        N_("Neither [units] nor [ledger] names a file to read."),
        N_("Give the path of the layer of units in [units], or of a table in [ledger]."),
    ),
    "SCENARIO_LEDGER_KEY": error(
        N_("[community_ledger] names no column that finds the community."),
        N_("Give the column of the community's id (id) or name (name)."),
    ),
    "SCENARIO_PATH_OR_PAIRS": error(
        N_("A barrier or bridge is given by a layer or by pairs of units: one of both."),
        N_('Give either path, or pairs = [["unit a", "unit b"]].'),
    ),
    "SCENARIO_LOCK_UNITS": error(
        N_("Units that a lock of the kind {kind} needs at least: {needed}."),
        N_('Give them as units = ["id", "id"].'),
    ),
    "SCENARIO_ORDER_BAND": error(
        N_("The order of goals has to begin with the range of households."),
        N_('Put "0a", "0b" first.'),
    ),
    "SCENARIO_LOCK_COMMUNITY": error(
        N_("A lock of the kind {kind} needs a community."),
        N_("Give the community's id or name."),
    ),
    "RULES_NO_BAND": error(
        N_("No profile gives {keys}, and [rules] does not state it."),
        N_("Name a profile, or state min and max in [rules]."),
    ),
    "RULES_OUT_OF_ORDER": error(
        N_("{low} = {low_value} is more than {high} = {high_value}."),
        N_("Correct one of them in [rules]; what is not stated there comes from the profile."),
    ),
    "PROFILE_UNKNOWN": error(
        N_("There is no profile {name}."),
        N_("Known: {known}. A profile of your own is a path that ends in .toml."),
    ),
    "PROFILE_KEY": error(
        N_("{key} of the profile is not in order: {why}."),
        N_("Compare it with a bundled profile."),
    ),
}

"""Codes about the proposal's folder: writing it, finding it, holding it."""

from redistrict.domain.catalogue.entry import N_, Entry, error

ENTRIES: dict[str, Entry] = {
    "TILES_MADE_UP": error(
        N_("Made-up data cannot be shown on a base map of a real place."),
        N_("Leave out --tiles; the planner's own layers are drawn."),
    ),
    "TILES_ADDRESS": error(
        N_("{url} is not the address of map tiles."),
        N_("Give an http(s) address with {{x}}, {{y}} and {{z}}, in quotation marks."),
    ),
    "FOLDER_NOT_OURS": error(
        N_("The folder {path} holds files that redistrict did not write."),
        N_("Give an empty or a new folder; nothing was changed."),
    ),
    "FOLDER_IS_FILE": error(
        N_("A file stands where the folder {path} should be."),
        N_("Give another name for the folder."),
    ),
    "FOLDER_IN_USE": error(
        N_("Another run is writing to {path}."),
        N_("Wait until it has finished, or give another folder."),
    ),
    "FOLDER_CANNOT_WRITE": error(
        N_("Cannot write to {path}: {reason}"),
        N_("Check rights and free space, and close files that are open in Excel or WPS."),
        words=("reason",),
    ),
    "FOLDER_HELD": error(
        N_("Cannot replace {path}: {reason}. What is finished stands in {kept}."),
        N_("Close the files that are open in Excel or WPS; use {kept}, or rename it to {path}."),
        words=("reason",),
    ),
    "FOLDER_MISSING": error(
        N_("There is no proposal in {path}."),
        N_("Give the folder that `redistrict propose` has written."),
    ),
    "FOLDER_UNREADABLE": error(
        N_("The file {path} cannot be read as part of a proposal: {reason}"),
        N_("Copy the folder again, or run `redistrict propose` again."),
    ),
    "FOLDER_OLDER": error(
        N_("The file {path} lacks {keys}: another version of the program wrote it."),
        N_("Run `redistrict propose` again with this version, then repeat the command."),
    ),
    "FOLDER_INCOMPLETE": error(
        N_("The proposal in {path} is not complete: no plan was found for {subdistricts}."),
        N_(
            "Run `redistrict propose` again with more time, with more actions or with another"
            " recommended alternative in [goals], then repeat this command."
        ),
    ),
    "INPUT_CHANGED": error(
        N_("The input file {path} was changed after the proposal was made."),
        N_("Run `redistrict propose` again, or put the old file back."),
    ),
    "INPUT_CHANGED_MEANWHILE": error(
        N_("The input file {path} was changed meanwhile."),
        N_(
            "Nothing was written. Run `redistrict propose` with the file as it is now, or put the"
            " old file back and repeat this command."
        ),
    ),
    "SUBDISTRICT_UNKNOWN": error(
        N_("There is no subdistrict {name}."),
        N_("Known are: {known}."),
    ),
    "NO_PLAN": error(
        N_("The run ended before any plan of the recommended kind was found."),
        N_(
            "Give it more time (--time-limit), allow more (actions in [goals]), or recommend"
            " another alternative (recommended in [goals])."
        ),
    ),
    "SPLIT_NO_MAP": error(
        N_("The scenario has no layer of units, so no road can divide a community."),
        N_("Give the layer ([units] path) and the roads ([context.roads])."),
    ),
    "SPLIT_ROAD_UNKNOWN": error(
        N_("No road named {road} meets this community."),
        N_("Named lines that meet it: {known}."),
    ),
    "SPLIT_NO_ROADS": error(
        N_("The scenario names no roads, rivers, railways or walls along which to split."),
        N_(
            "Add the layer of roads: [context.roads] with path and name (the column of names), as"
            " docs/en/scenario.md shows."
        ),
    ),
    "COMMUNITY_UNKNOWN": error(
        N_("There is no community {name}."),
        N_("Give the id or the whole name; `redistrict check --all` lists every one."),
    ),
    "COMMUNITY_UNKNOWN_NEAR": error(
        N_("There is no community {name}. Did you mean: {near}?"),
        N_("Give the id or the whole name; `redistrict check --all` lists every one."),
    ),
    "COMMUNITY_TWICE": error(
        N_("{name} names more than one community."),
        N_("Give the id instead of the name."),
    ),
    "INIT_THERE": error(
        N_("There is a scenario already: {path}."),
        N_("Give another folder, or edit the file that is there."),
    ),
    "INIT_COLUMN": error(
        N_("The file has no column {column}."),
        N_("Its columns are: {known}."),
    ),
}

"""Codes about the verifier: the plan, its figures, the witness's raw files, checksums."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

AGAIN = N_("Run `redistrict propose` again; do not change its files by hand.")
INPUT = N_("Correct the file, or export it again, and run the command again.")
PLANNER = N_("Change the plan so that it keeps the rule, or change the rule in the scenario.")

ENTRIES: dict[str, Entry] = {
    "PLAN_SITE_FALSE": error(
        N_("The site is not dealt with as the tiers of its rule say ({text})."), AGAIN
    ),
    "PLAN_RESOURCE_FALSE": error(
        N_(
            "What is said of work, staff, rooms, walks or money is not what ledgers, standard and"
            " plan give ({code}: {fact})."
        ),
        AGAIN,
    ),
    "PLAN_REMARK_FALSE": error(
        N_(
            "findings.json says of the plan ({code}): {found}. By the raw files and the plan it"
            " is: {expected}."
        ),
        AGAIN,
    ),
    # The plan
    "PLAN_UNIT_MISSING": error(
        N_("The unit {name} (households: {households}) is missing from the plan."), AGAIN
    ),
    "PLAN_UNIT_TWICE": error(
        N_("The unit stands in the plan {times} times ({communities})."), AGAIN
    ),
    "PLAN_UNIT_UNKNOWN": error(N_("The input data have no unit {text}."), AGAIN),
    "PLAN_COMMUNITY_BLANK": error(N_("The unit has no community in the plan."), AGAIN),
    "PLAN_COMMUNITY_UNKNOWN": error(
        N_("{text} is neither a community of today nor a provisional number (units: {units})."),
        AGAIN,
    ),
    "PLAN_ACROSS": error(
        N_("The community belongs to the subdistrict {home}; no community crosses a limit."),
        PLANNER,
    ),
    "PLAN_NOT_CONTIGUOUS": error(
        N_("The community is in {pieces} pieces; units apart from the rest: {count} ({units})"),
        PLANNER,
    ),
    "PLAN_GROUP_CUT": error(N_("The compound {group} is cut between {communities}."), PLANNER),
    "PLAN_CUTS_COLLECTIVE": warning(
        N_("The plan cuts collective economic bodies more than today: {names}."),
        N_("Keep the units of each together by a lock, or have the cut agreed with its members."),
    ),
    "PLAN_LOCK_TOGETHER": error(
        N_("These units must stay together ({reason}) and do not: {units}"), PLANNER
    ),
    "PLAN_LOCK_APART": error(
        N_("These units must be apart ({reason}) and are not: {units}"), PLANNER
    ),
    "PLAN_LOCK_FIXED": error(
        N_("These units are fixed to the community ({reason}) and lie elsewhere: {units}"), PLANNER
    ),
    "PLAN_LOCK_FROZEN": error(
        N_("The community must stay as it is ({reason}); these units changed: {units}"), PLANNER
    ),
    "PLAN_OUT_OF_BAND": error(
        N_(
            "The community has {households} households, {deviation} outside {min}-{max}; it is"
            " neither tolerated nor named as an exception."
        ),
        PLANNER,
    ),
    "PLAN_EXEMPTION_TWICE": error(N_("The exception is named twice."), AGAIN),
    "PLAN_EXEMPTION_UNKNOWN": error(
        N_("The exception names a community that the plan does not have."), AGAIN
    ),
    "PLAN_EXEMPTION_NEEDLESS": error(
        N_("An exception ({why}) is claimed, but {households} households need none."), AGAIN
    ),
    "PLAN_EXEMPTION_FALSE": error(
        N_("The reason {why} for the exception ({households} households) does not hold."), AGAIN
    ),
    "PLAN_EXEMPTION_FACT": error(
        N_("The exception states {claimed} for {fact}; it is {value}."), AGAIN
    ),
    "PLAN_ACTION_NOT_ALLOWED": error(
        N_("The allowed actions cannot make this community out of {owners} (cut: {cut})."), PLANNER
    ),
    "PLAN_NOT_ALONG_ROAD": error(
        N_("No one road or other named line runs between its parts {parts}."), PLANNER
    ),
    "PLAN_NAME_NOT_DUE": error(
        N_("Its units ({units}) must go by the name {due}: most households are kept that way."),
        AGAIN,
    ),
    "PLAN_NUMBER_NOT_DUE": error(
        N_("The provisional number of its units ({units}) is {due}."), AGAIN
    ),
    "PLAN_NUMBER_OF_COMMUNITIES": error(
        N_("Communities of the plan: {count}; the scenario asks for {wanted}."), PLANNER
    ),
    # Its figures
    "PLAN_TIER_VALUE": error(N_("The value {claimed} is printed; the plan has {value}."), AGAIN),
    "PLAN_FIGURE_DIFFERS": error(
        N_("The figure {claimed} is printed; the plan has {value}."), AGAIN
    ),
    "PLAN_TIERS_OTHER": error(
        N_("The goals {claimed} are printed; the alternative has {asked}."), AGAIN
    ),
    "PLAN_BOUND_ABOVE": error(
        N_("The bound {bound} does not lie between 0 and the value {value}."), AGAIN
    ),
    "PLAN_BOUND_AFTER_OPEN": error(
        N_("The bound {bound} stands after a goal that is open; it proves nothing."), AGAIN
    ),
    "PLAN_GAP_FALSE": error(N_("The gap {claimed} is printed; it is {gap}."), AGAIN),
    "PLAN_TOO_MANY_TOUCHED": error(
        N_("Communities that the plan touches: {touched}; the scenario allows {limit}."), AGAIN
    ),
    "PLAN_STATUS_FALSE": error(N_("The numbers do not bear out the status {status}."), AGAIN),
    "PLAN_EXEMPTIONS_DIFFER": error(
        N_("The exception {community} ({why}) is named in one place only."), AGAIN
    ),
    "PLAN_NOT_TODAY": error(
        N_("No plan was found, and yet the communities are not today's."), AGAIN
    ),
    "PLAN_ECHO_DIFFERS": error(
        N_("What is written here differs from the same figure elsewhere in the file."), AGAIN
    ),
    "PLAN_PART_MISSING": error(N_("The subdistrict is missing, or stands there twice."), AGAIN),
    "PLAN_PART_UNKNOWN": error(N_("The input data have no such subdistrict."), AGAIN),
    "PLAN_COMPLETE_FALSE": error(
        N_("Whether the proposal is complete is not said as its subdistricts are."), AGAIN
    ),
    "PLAN_ALTERNATIVE_UNKNOWN": error(
        N_("The scenario does not ask for the alternative {name}; it asks for {known}."), AGAIN
    ),
    "PLAN_WHOLE_TIERS": error(
        N_("Values and bounds of the whole are not the sums of the subdistricts."), AGAIN
    ),
    "PLAN_WHOLE_EXEMPTIONS": error(
        N_("The exceptions of the whole are not those of the subdistricts."), AGAIN
    ),
    "PLAN_TERMS_DIFFER": error(N_("{key} is not what the scenario and its files say."), AGAIN),
    "PLAN_EDGE_INVENTED": error(
        N_("{a} and {b} are said to be adjacent; on the map they are not."), AGAIN
    ),
    "PLAN_EDGE_MISSING": error(
        N_("{a} and {b} are adjacent on the map; the proposal does not know it."), AGAIN
    ),
    "PLAN_EDGE_UNSOUND": error(
        N_("The pair {a} and {b} is listed twice, contradicts itself or lacks its reason."), AGAIN
    ),
    "PLAN_EDGE_LINES": error(
        N_("Between {a} and {b} lie, as written, {claimed}; the layers show {lines}."), AGAIN
    ),
    "SHEET_ROW_MISSING": error(N_("The row {key} is missing."), AGAIN),
    "SHEET_ROW_TWICE": error(N_("The row {key} stands there twice."), AGAIN),
    "SHEET_ROW_UNKNOWN": error(N_("The row {key} does not belong to the plan."), AGAIN),
    "SHEET_CELL_DIFFERS": error(N_("{found} is written; the plan has {expected}."), AGAIN),
    "SHEET_ORDER": error(N_("The row {key} stands in the wrong place."), AGAIN),
    "CLAIM_BROKEN": error(N_("The file is not a proposal as redistrict writes it."), AGAIN),
    # Pages and papers
    "PRINTED_BROKEN": error(N_("{part} cannot be read back from the file."), AGAIN),
    "PRINTED_CODE": error(
        N_("The file prints the check code {found}; that of the proposal is {due}."), AGAIN
    ),
    "PRINTED_ALTERNATIVE": error(
        N_("The file shows the alternative {found}; the proposal holds {known}."), AGAIN
    ),
    "PRINTED_COVER": error(
        N_("The first sentence has the numbers {found}; the plan has {expected}."), AGAIN
    ),
    "PRINTED_RESOURCE": error(
        N_("What the plan gives on work, staff, rooms or money is not printed: {text}"), AGAIN
    ),
    "PRINTED_RESOURCE_FALSE": error(
        N_("What the file says on work, staff, rooms or money is not what the plan gives: {text}"),
        AGAIN,
    ),
    "PRINTED_CHANGE": error(
        N_("For {name} the file says {found}; the plan has {expected}."), AGAIN
    ),
    "PRINTED_HOUSEHOLDS": error(N_("No number of the plan is {found} households: {text}"), AGAIN),
    "PRINTED_FOREIGN": error(
        N_("This runs, reaches out or does not add up when the file is opened: {what}"), AGAIN
    ),
    "DRAWN_MISSING": error(N_("The file has no shapes of units and communities."), AGAIN),
    "DRAWN_UNIT_DIFFERS": error(
        N_(
            "The unit is drawn with {area} m², {metres} m from where the raw data have it; there"
            " it has {expected} m²."
        ),
        AGAIN,
    ),
    "DRAWN_COMMUNITY_SHORT": error(
        N_("{area} m² of its own units lie outside the shape of the community."), AGAIN
    ),
    "DRAWN_OVERLAP": error(N_("Communities overlap on {area} m²."), AGAIN),
    "DRAWN_LIMITS_DIFFER": error(N_("Communities and subdistricts differ on {area} m²."), AGAIN),
    "CHECK_CODE_DIFFERS": error(
        N_("The manifest gives the check code {claimed}; its files make {code}."), AGAIN
    ),
    # Checksums
    "CHECKSUM_OUTPUT_DIFFERS": error(
        N_("The file was changed after the proposal was written."), AGAIN
    ),
    "CHECKSUM_FILE_MISSING": error(N_("The file of the proposal is missing."), AGAIN),
    "CHECKSUM_FILE_FOREIGN": error(
        N_("The file does not belong to the proposal."), N_("Move it to another folder.")
    ),
    "CHECKSUM_INPUT_DIFFERS": error(
        N_("The input file was changed after the proposal was made."),
        N_("Run `redistrict propose` again with the new data, or put the old file back."),
    ),
    "CHECKSUM_INPUT_MISSING": error(
        N_("The input file is not there."),
        N_("Put it back, or give its folder: `redistrict verify DIR --inputs PATH`."),
    ),
    "CHECKSUM_INPUT_UNLISTED": error(
        N_("The scenario names this file; the proposal was made without it."), AGAIN
    ),
    # The witness's raw files
    "WITNESS_LINES_STATED": notice(
        N_(
            "The verifier cannot place the layer {layer} by itself; which of its lines run between"
            " units is taken from the proposal."
        ),
    ),
    "WITNESS_GROUND_STATED": notice(
        N_(
            "The verifier cannot place coordinates in {crs} by itself: neighbours are taken from"
            " the proposal, and distances and areas are not recomputed."
        ),
    ),
    "WITNESS_IMPORT_EDITED": warning(
        N_("The clean file was changed after its import: it cannot be traced to the raw files."),
        N_("Import again from the raw files, so that every number can be followed."),
    ),
    "WITNESS_IMPORT_NUMBER": error(
        N_("The clean file says {clean} households, the record of its import {recorded}."), INPUT
    ),
    "WITNESS_RAW_MISSING": error(
        N_("The raw file {path} of the import is not there: nothing can be followed to it."),
        N_(
            "Put it back where it was to the import, or import again; keep raw files and import in"
            " the same places to each other."
        ),
    ),
    "WITNESS_RAW_CHANGED": error(
        N_("The raw file was changed after its import."), N_("Import again.")
    ),
    "WITNESS_RAW_UNREAD": warning(
        N_("The verifier cannot read this raw file by itself ({why}): it is not traced."),
    ),
    "WITNESS_RAW_RECORD": error(
        N_("This record of the raw layer is not exactly one unit of the clean file."), INPUT
    ),
    "WITNESS_RAW_ROW": error(
        N_("This row of the raw ledger is no unit, no total and not left out."), INPUT
    ),
    "WITNESS_RAW_NUMBER": error(
        N_("The clean file says {clean} households; the raw files say {raw}."), INPUT
    ),
    "WITNESS_RAW_COMMUNITY": error(
        N_("The clean file says {clean}; the raw files say {raw}."), INPUT
    ),
    "WITNESS_IMPORT_FORMAT": error(
        N_("The record of the import has the format {format}; the verifier reads {known}."),
        N_(
            "Import again; if import.json is of another program, keep it in another folder than"
            " the clean file."
        ),
    ),
    "WITNESS_IMPORT_BROKEN": error(
        N_("The record of the import is not as redistrict writes it."),
        N_(
            "Import again; if import.json is of another program, keep it in another folder than"
            " the clean file."
        ),
    ),
    "WITNESS_HOMES_NEAREST": notice(
        N_("Units with the community of the nearest unit, by the planner's rule: {count}."),
    ),
    "WITNESS_RAW_PARENT": error(
        N_("The clean file puts the unit in {clean}; the raw files say {raw}."), INPUT
    ),
    "WITNESS_NEIGHBOUR_LOST": error(
        N_("The raw table makes this unit and {other} neighbours; the clean table does not."),
        INPUT,
    ),
    "WITNESS_NEIGHBOUR_EXTRA": error(
        N_(
            "The clean table makes this unit and {other} neighbours; neither the raw table nor an"
            " answer does."
        ),
        INPUT,
    ),
    "WITNESS_RAW_ESTIMATE": error(
        N_("The clean file estimates {clean} households; the rule gives {right}."), INPUT
    ),
    "WITNESS_GROUND_DERIVED": notice(
        N_(
            "The ground of the units was derived by the import from {files}; the verifier has held"
            " it to its points ({points}) and to the limit, but not divided it again."
        ),
    ),
    "WITNESS_GROUND_POINT": error(
        N_("The raw point of the unit lies in the derived ground of {other}."), INPUT
    ),
    "WITNESS_GROUND_OVERLAP": error(
        N_("The derived ground of the unit and that of {other} overlap by {m2} m²."), INPUT
    ),
    "WITNESS_GROUND_BEYOND": error(
        N_("{m2} m² of the derived ground of the unit lie outside the limit."), INPUT
    ),
    "WITNESS_GROUND_LEFT": error(
        N_("The derived ground leaves out {m2} m² of the limit, in pieces: {count}."), INPUT
    ),
    "WITNESS_RAW_SHAPE": error(
        N_("The unit has {clean_m2} m² in the clean file and {raw_m2} m² in the raw layer."), INPUT
    ),
    "WITNESS_ESTIMATED": notice(
        N_("Estimates of households from buildings, computed again by the verifier: {count}."),
    ),
    "WITNESS_FILE_MISSING": error(N_("There is no file {path}."), INPUT),
    "WITNESS_FILE_TOO_BIG": error(
        N_("The file has {bytes} bytes; at most {limit} are read."), INPUT
    ),
    "WITNESS_FILE_EMPTY": error(N_("The file holds no rows."), INPUT),
    "WITNESS_FILE_KIND": error(N_("The verifier does not read files of the kind {suffix}."), INPUT),
    "WITNESS_TEXT_BROKEN": error(
        N_("The text is neither UTF-8 nor GB18030, or holds zero bytes."), INPUT
    ),
    "WITNESS_CSV_BROKEN": error(N_("Line {line} is not proper CSV."), INPUT),
    "WITNESS_ROW_LENGTH": error(
        N_("The row has {cells} cells; the table has {columns} columns."), INPUT
    ),
    "WITNESS_CELL_BROKEN": error(N_("The cell cannot be read as it stands: {text}"), INPUT),
    "WITNESS_JSON_BROKEN": error(N_("The file is not proper JSON (line {line})."), INPUT),
    "WITNESS_TOML_BROKEN": error(N_("The file is not proper TOML."), INPUT),
    "WITNESS_KEY_TWICE": error(N_("The key {key} stands there twice."), INPUT),
    "WITNESS_KEY_WRONG": error(N_("The key is not of its kind."), INPUT),
    "WITNESS_NO_BAND": error(
        N_("Neither scenario nor standard gives a band."), N_("State min and max in [rules].")
    ),
    "WITNESS_NUMBER_BROKEN": error(N_("{text} is no number."), INPUT),
    "WITNESS_NUMBER_WRONG": error(N_("{text} is no whole number."), INPUT),
    "WITNESS_DATABASE_OPEN": error(
        N_("{other} beside the file holds changes that were not saved."), INPUT
    ),
    "WITNESS_DATABASE_DAMAGED": error(N_("The GeoPackage is damaged."), INPUT),
    "WITNESS_LAYER_OPEN": error(N_("One layer or sheet must be named; there are: {layers}"), INPUT),
    "WITNESS_LAYER_MISSING": error(N_("There is no layer {layer}; there are: {layers}"), INPUT),
    "WITNESS_LAYER_IS_VIEW": error(N_("{layer} is a view, not a table of its own."), INPUT),
    "WITNESS_COUNT_DIFFERS": error(
        N_("The file says it has {stated} records and holds {rows}."), INPUT
    ),
    "WITNESS_TYPE_DIFFERS": error(N_("{text} stands in a column of whole numbers."), INPUT),
    "WITNESS_GEOMETRY_BROKEN": error(N_("The shape is missing or broken."), INPUT),
    "WITNESS_COLUMN_MISSING": error(N_("There is no column {wanted}; there are: {columns}"), INPUT),
    "WITNESS_COLUMN_TWICE": error(N_("These columns stand there twice: {columns}"), INPUT),
    "WITNESS_DBF_BROKEN": error(N_("The header of the dBASE table is broken."), INPUT),
    "WITNESS_RECORD_DELETED": error(N_("The record is marked as deleted."), INPUT),
    "WITNESS_SHP_BROKEN": error(N_("The shapefile is cut off or contradicts itself."), INPUT),
    "WITNESS_WORKBOOK_BROKEN": error(N_("The workbook cannot be opened."), INPUT),
    "WITNESS_UNIT_UNMATCHED": error(
        N_("The unit {id} stands in the map or in the ledger, but not in both."), INPUT
    ),
    "WITNESS_ID_TWICE": error(N_("The id of the unit stands there twice."), INPUT),
    "WITNESS_ID_EMPTY": error(N_("The unit has no id."), INPUT),
    "WITNESS_HOUSEHOLDS_MISSING": error(N_("The unit has no number of households."), INPUT),
    "WITNESS_PARENT_MISSING": error(N_("The unit has no subdistrict."), INPUT),
}

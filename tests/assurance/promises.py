"""What is promised, and the tests that hold each promise; ``docs/ASSURANCE.md`` is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    """One promise with its tests.

    Parameters
    ----------
    tests
        Files, or ``file::test`` where only one test of the file is meant.
    figure
        Name of the figure in ``tests.assurance.report``, besides the count of tests.
    """

    text: str
    tests: tuple[str, ...]
    figure: str = ""


VERIFY, RUN = "tests/verify", "tests/run"
CORRUPTIONS = f"{VERIFY}/test_corruptions.py"
WHOLE = f"{RUN}/test_whole_run.py"
SURVIVAL = f"{RUN}/test_survival.py"

PROMISES: dict[str, tuple[Promise, ...]] = {
    "Nothing false is published": (
        Promise(
            "A unit left out, doubled, invented or renamed is told, by a reader that shares no "
            "code with the planner's readers.",
            (f"{CORRUPTIONS}::test_each_is_told_by_its_finding", f"{VERIFY}/test_any_cell.py"),
        ),
        Promise(
            "Whatever way a proposal is spoilt, singly or in pairs, the expected finding is told; "
            "sound proposals raise none.",
            (f"{VERIFY}/test_anywhere.py", f"{CORRUPTIONS}::test_pairs_are_told",
             f"{VERIFY}/test_folder.py"),
            "corruptions",
        ),
        Promise(
            "Every check is needed: take one away, and at least one corruption slips through.",
            (f"{CORRUPTIONS}::test_without_its_check_it_slips_through",
             f"{CORRUPTIONS}::test_every_check_is_the_only_one_to_tell_something",
             f"{CORRUPTIONS}::test_what_the_scenario_adds_is_held_by_its_check",
             f"{VERIFY}/test_edges.py::test_number_and_lines_are_told_by_their_check_alone",
             f"{VERIFY}/test_printed.py::test_each_is_told",
             f"{VERIFY}/test_printed.py::test_every_check_is_needed",
             f"{VERIFY}/test_shapes.py::test_shapes_that_contradict_the_plan"),
            "checks",
        ),
        Promise(
            "Each finding names code, file, row, column and numbers exactly.",
            (f"{VERIFY}/test_golden.py", f"{VERIFY}/test_printed.py::test_each_is_told",
             f"{VERIFY}/test_provided.py::test_a_changed_file_is_told",
             "tests/witness/test_faults.py"),
        ),
        Promise(
            "Map, summary, workbook and Word files print the plan: they are read back, also when "
            "someone changed one and made every checksum again.",
            (f"{VERIFY}/test_printed.py", f"{VERIFY}/test_provided.py", f"{VERIFY}/test_english.py",
             f"{VERIFY}/test_paper.py", f"{VERIFY}/test_tables.py", f"{VERIFY}/test_told.py",
             f"{VERIFY}/test_sheets.py", f"{VERIFY}/test_drawn.py", f"{VERIFY}/test_shapes.py",
             "tests/witness/test_papers.py"),
        ),
        Promise(
            "Every number on work, staff, rooms, walks and money is computed again.",
            (f"{VERIFY}/test_supply.py", f"{VERIFY}/test_needs.py", f"{VERIFY}/test_means.py"),
        ),
        Promise("A level that follows is verified like the first.", (f"{RUN}/test_levels.py",)),
        Promise(
            "The verifier accepts exactly the plans that others enumerated (FL25, New Mexico, "
            "Maine), and finds the published neighbours.",
            (f"{VERIFY}/test_oracles.py",),
        ),
        Promise(
            "Values, names and reasons are those of the definitions, on random plans.",
            (f"{VERIFY}/test_plan.py",),
        ),
        Promise(
            "`proven` with a gap, a bound above its value and a false reason for an exception are "
            "refused.",
            (f"{CORRUPTIONS}::test_each_is_told_by_its_finding",),
        ),
        Promise(
            "A plan made by hand is held to the same rules.",
            (f"{WHOLE}::test_a_plan_by_hand", f"{VERIFY}/test_hand.py"),
        ),
        Promise("The tests of the verifier notice changes of its code.", (), "verifier"),
    ),
    "Raw files are read strictly": (
        Promise(
            "Damaged, ambiguous and deceptive files are refused, each with its own finding.",
            ("tests/files/test_bad_input.py", "tests/files/test_spoilt_layers.py",
             "tests/files/test_spoilt_tables.py", "tests/files/test_import_faults.py",
             "tests/intake/test_faults.py", "tests/witness/test_faults.py",
             "tests/witness/test_formats.py", "tests/witness/test_layers.py"),
        ),
        Promise(
            "A file that `redistrict import` wrote is followed to the raw files behind it.",
            ("tests/witness/test_origins.py", "tests/witness/test_records.py",
             "tests/witness/test_recomputed.py", "tests/witness/test_sides.py"),
        ),
        Promise(
            "Two readers that share no code agree on every format and contact.",
            ("tests/witness/test_agreement.py", "tests/witness/test_places.py",
             "tests/witness/test_real_land.py", "tests/witness/test_thresholds.py"),
        ),
        Promise("The tests of the witness's readers notice changes of their code.", (), "readers"),
    ),
    "Runs survive": (
        Promise(
            "Killed at any moment, raced or out of space, the folder holds the old or the new "
            "result, whole.",
            ("tests/store/test_kills.py", "tests/store/test_staging.py"),
            "kills",
        ),
        Promise(
            "A solver that crashes, hangs, is killed or has no time left makes no plan, and claims "
            "none.",
            ("tests/solve/test_faults.py", "tests/solve/test_interrupt.py",
             "tests/cli/test_faults.py::test_no_time_at_all_claims_nothing"),
        ),
        Promise(
            "A solver that answers wrong is refused: a unit elsewhere or left out, a value or bound "
            "too good, `proven` with a gap; the result of before stays byte by byte.",
            (f"{SURVIVAL}::test_a_solver_that_answers_wrong_is_refused",),
        ),
        Promise(
            "A folder or a table that Excel holds open: said in words, the old result stays.",
            (f"{SURVIVAL}::test_a_folder_that_excel_holds_open",
             f"{SURVIVAL}::test_a_table_that_excel_holds_open"),
        ),
        Promise(
            "Workers are started anew as on Windows, and a console in GBK reads every word.",
            (f"{SURVIVAL}::test_workers_are_started_anew", f"{WHOLE}::test_a_plan_by_hand"),
        ),
        Promise(
            "A file that makes a reader hang or grow without end is refused in time.",
            ("tests/cli/test_guard.py",),
        ),
    ),
    "The same input gives the same bytes": (
        Promise(
            "Hash seed, time zone, locale, workers and order of rows change no file, Word, Excel, "
            "GeoPackage, picture and page included.",
            (f"{RUN}/test_same_bytes.py", "tests/dossier/test_files.py::test_same_plan_same_bytes",
             "tests/solve/test_faults.py::test_same_result_for_any_number_of_workers"),
        ),
    ),
    "Every file can be traced": (
        Promise("`sha256sum -c` accepts the folder.",
                (f"{WHOLE}::test_checksums_without_our_program",)),
        Promise("A folder copied elsewhere verifies.", (f"{WHOLE}::test_a_copied_folder_verifies",)),
        Promise(
            "An input changed after the plan stops dossier, map and verify.",
            (f"{WHOLE}::test_a_changed_input_stops_the_dossier",),
        ),
        Promise(
            "The short code on map and papers is that of inputs and plan.",
            (f"{VERIFY}/test_printed.py::"
             "test_a_check_code_that_is_not_that_of_the_files",),
        ),
    ),
    "Nothing runs, nothing reaches out": (
        Promise(
            "No code of ours gives text from data to a template engine, evaluates it, or opens a "
            "connection; a lint holds this and is itself tested.",
            ("tests/test_safety.py",),
        ),
        Promise(
            "Hostile names stay text on the page, in the browser, in workbooks and documents.",
            ("tests/map/test_hostile.py::test_hostile_text_stays_text_in_every_place",
             "tests/map/test_page.py::test_a_name_cannot_leave_the_data",
             "tests/map/test_page.py::test_no_text_of_the_data_passes_through_the_template",
             "tests/dossier/test_files.py::test_hostile_names_stay_text", "tests/store/test_text.py"),
        ),
        Promise(
            "A whole run connects to nothing (the optional cluster apart).",
            (f"{WHOLE}::test_nothing_was_connected_to",),
        ),
        Promise(
            "Every dependency is locked with its hashes and listed (docs/sbom.cdx.json).",
            ("tests/assurance/test_sbom.py",),
        ),
        Promise(
            "Modules import downwards only; the verifier reaches neither solver nor map.",
            ("tests/test_imports.py",),
        ),
    ),
    "The code is exercised": (
        Promise("Branches that the tests go through.", (), "coverage"),
    ),
}  # fmt: skip

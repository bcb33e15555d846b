"""Codes about the papers that go up for approval."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "PAPERS_FILE": notice(
        N_("Tables and figures only: the scenario does not say for whom the papers are."),
        N_(
            "For the request, the plan, the notice and the other papers add [file] to the scenario"
            " (district, issuer, addressee, date ..., see docs/en/dossier.md), then propose again."
            " They are papers for places where the standard is in force."
        ),
    ),
    "PAPERS_STANDARD": notice(
        N_("Tables and figures only: papers are made under a published Chinese standard alone."),
        N_("Where one is in force, name it as profile in the scenario: `redistrict profiles`."),
    ),
    "PAPERS_LEVEL": notice(
        N_("Tables and figures only: the papers are those of communities, not of this level."),
    ),
    "PAPERS_LANGUAGE": notice(
        N_("Tables and figures only: the papers exist in Chinese."),
        N_("Run it with --lang zh."),
    ),
    "PDF_TOOL_MISSING": error(
        N_("Nothing on this machine can make a PDF."),
        N_("Install typst (`pip install redistrict[pdf]`) or LibreOffice, or leave out --pdf."),
    ),
    "PDF_FAILED": error(
        N_("LibreOffice could not convert {path} ({reason})."),
        N_("Close LibreOffice and try again, or install typst (`pip install redistrict[pdf]`)."),
    ),
    "TEMPLATES_MISSING": error(
        N_("The folder of templates {path} is not there."),
        N_("Correct [file] templates; the path is relative to the scenario file."),
    ),
    "TEMPLATE_UNREADABLE": error(
        N_("The template {path} is not a Word file that can be read."),
        N_("Save it again as .docx, or take it out of the folder of templates."),
    ),
    "OPINION_COLUMNS": error(
        N_("The tally sheet has no row with the column names {columns}."),
        N_("Fill in table 5 of the dossier's workbook; leave its column names as they are."),
    ),
    "OPINION_COUNT": error(
        N_("{value} is no whole number."), N_("Write digits only, or leave the cell empty.")
    ),
    "OPINION_SUM": error(
        N_("Agreeing, disagreeing and others make {sum}, the row says {people}."),
        N_("Correct the row; the counts must add up."),
    ),
    "OPINION_PERSON": error(
        N_("The cell holds what looks like a person's identity or mobile number."),
        N_("Take it out: tally sheets hold counts and matters, never persons."),
    ),
    "TEMPLATE_WITHOUT_BODY": error(
        N_("The template {path} has no paragraph 【正文】 for the text of the paper."),
        N_("Write 【正文】 as a paragraph of its own where the text belongs."),
    ),
}

"""Codes about a reviewer's file."""

from redistrict.domain.catalogue.entry import N_, Entry, error

AGAIN = N_("Save the review again from the map page; do not edit it by hand.")
OTHER = N_("Open the map page of this proposal, or take the folder the review was made from.")

ENTRIES: dict[str, Entry] = {
    "REVIEW_UNREADABLE": error(
        N_("The review file cannot be opened: {reason}."),
        N_("Check the path and that the file may be read."),
        words=("reason",),
    ),
    "REVIEW_NOT_JSON": error(
        N_("This is no review file: it is not JSON text in UTF-8, as the map page saves it."),
        AGAIN,
    ),
    "REVIEW_FIELD": error(N_("The review file lacks or misstates {field}."), AGAIN),
    "REVIEW_OTHER": error(
        N_("The review file belongs to proposal {code}, this one is {expected}."), OTHER
    ),
    "REVIEW_UNIT": error(N_("The review names {unit}, which is not in the proposal."), OTHER),
    "REVIEW_TWICE": error(N_("The review moves {unit} twice."), AGAIN),
    "REVIEW_FROM": error(
        N_("The review says {unit} is in {said}, the proposal has it in {community}."), OTHER
    ),
    "REVIEW_COMMUNITY": error(
        N_("The community {community} is in neither proposal nor review."), OTHER
    ),
    "REVIEW_LIMIT": error(
        N_("The review would take {unit} across the limit of subdistrict {subdistrict}."), OTHER
    ),
}

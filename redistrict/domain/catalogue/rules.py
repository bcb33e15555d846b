"""Codes of the diagnosis before solving: verdicts and possible numbers of communities."""

from redistrict.domain.catalogue.entry import N_, Entry, notice, warning

ENTRIES: dict[str, Entry] = {
    "FITS": notice(
        N_("{households} households lie within {min}-{max}."),
    ),
    "SPLIT_OVERLOADED": warning(
        N_(
            "{households} households exceed {split_over} and the community is overloaded"
            " (evidence: {evidence}); the standard asks for a split in principle."
        ),
        N_("Split it into about {parts} communities."),
    ),
    "SPLIT_OVER_LOAD": warning(
        N_(
            "{households} households exceed {split_over} and the community is overloaded (evidence:"
            " workload {load}, above the threshold of {threshold}); the standard asks for a split"
            " in principle."
        ),
        N_("Split it into about {parts} communities."),
    ),
    "SPLIT_OVER": warning(
        N_("{households} households exceed {split_over}; the standard asks for a split."),
        N_("Split it into about {parts} communities."),
    ),
    "MERGE_POSSIBLE": warning(
        N_(
            "{households} households lie below {merge_under} and a neighbour can take the"
            " community: {neighbours}."
        ),
        N_("Merge it with one of these neighbours."),
    ),
    "MERGE_OPEN": warning(
        N_(
            "{households} households lie below {merge_under}; whether a neighbour can take the"
            " community is not known without a map."
        ),
        N_("Check the neighbours, or give a layer with the limits."),
    ),
    "TOLERATED_SMALL": notice(
        N_(
            "{households} households lie below the general size of {min}, not below"
            " {merge_under}: the community may stay for now if it is not touched."
        ),
    ),
    "TOLERATED_NO_ROOM": notice(
        N_(
            "{households} households lie below {merge_under}, but no neighbour can take the"
            " community within {max} (neighbours: {neighbours}): it may stay for now."
        ),
    ),
    "TOLERATED_ALONE": notice(
        N_(
            "{households} households lie below {merge_under}, but the community has no neighbour"
            " inside its subdistrict: it may stay for now."
        ),
    ),
    "TOLERATED_LARGE": notice(
        N_(
            "{households} households lie above the general size of {max}, not above"
            " {split_over}: the community may stay for now if it is not touched."
        ),
    ),
    "TOLERATED_NOT_OVERLOADED": notice(
        N_(
            "{households} households exceed {split_over}, but the community is not overloaded"
            " (evidence: {evidence}): it may stay for now if it is not touched."
        ),
    ),
    "TOLERATED_UNDER_LOAD": notice(
        N_(
            "{households} households exceed {split_over}, but the community is not overloaded"
            " (evidence: workload {load}, not above the threshold of {threshold}): it may stay for"
            " now if it is not touched."
        ),
    ),
    "DISCONNECTED": warning(
        N_(
            "The community lies in {pieces} separate pieces today ({households} households);"
            " smaller piece: {units}."
        ),
        N_(
            "Add a bridge where people can cross, or freeze the community with a reason (代管)."
            " Units that are only aslant from each other across a crossing do not meet."
        ),
    ),
    "FROZEN_OUTSIDE": warning(
        N_("{households} households lie outside {min}-{max}, and a lock freezes it: {reason}"),
        N_("Lift the lock, or keep the community as a special case."),
    ),
    "UNIT_OVER": warning(
        N_(
            "Unit {unit} alone has {unit_households} households, more than {max}; no whole-unit"
            " plan can bring the community into the range."
        ),
        N_("Give the unit in parts (phases, buildings) if it may be cut along an inner road."),
    ),
    "POSSIBLE_NUMBERS": notice(
        N_("{households} households; communities possible: {fewest} to {most} ({today} today)."),
    ),
    "TOTAL_FITS_NONE": warning(
        N_(
            "{households} households fit no whole number of communities of {min}-{max}: {most}"
            " of them would need at least {least}, fewer would exceed the maximum."
        ),
        N_("Expect a special case here, or adjust the range for this subdistrict."),
    ),
    "CAUSE_SPLIT": notice(
        N_("Split because it has {households} households and should split."),
    ),
    "CAUSE_SPLIT_ALONG": notice(
        N_("Split along {roads} because it has {households} households and should split."),
    ),
    "CAUSE_DIVIDED": notice(N_("Split into {parts} communities.")),
    "CAUSE_SET_UP": notice(N_("Set up from parts of {parents}.")),
    "CAUSE_SET_UP_LOOSE": notice(N_("Set up from land that belonged to no community.")),
    "CAUSE_FIRST": notice(N_("Divided for the first time.")),
    "CAUSE_MERGED_IN": notice(N_("Goes into {into}: {households} households are too few.")),
    "CAUSE_TAKES_IN": notice(N_("Takes in {parents}: too few households.")),
    "CAUSE_TOO_SMALL": notice(
        N_("Takes in {parents}: it has {households} households itself, too few."),
    ),
    "CAUSE_JOINED": notice(N_("Takes in {parents}.")),
    "CAUSE_ABOLISHED": notice(N_("Its area goes to {into}.")),
    "CAUSE_TAKES_FROM": notice(
        N_("Takes households from {parents}, which must change."),
    ),
    "CAUSE_TAKES_LOOSE": notice(N_("Takes in land that belonged to no community.")),
    "CAUSE_GIVES_TO": notice(N_("Gives households to {into}.")),
    "CAUSE_EXCHANGES": notice(
        N_("Takes households from {parents} and gives households to {into}."),
    ),
}

"""What a plan means in work, staff, rooms, walks and money; and what its level asks for."""

from redistrict.domain.catalogue.entry import N_, Entry, notice

ENTRIES: dict[str, Entry] = {
    "RESOURCE_WORKLOAD": notice(
        N_(
            "Workload ({weights}): {least} to {most} per community, mean {mean}; the largest is"
            " {ratio} times the mean."
        )
    ),
    "RESOURCE_ITEMS": notice(
        N_("Work items of every community: {total} ({words}); source: {source}.")
    ),
    "RESOURCE_VISITS": notice(
        N_("Visits to households in a year: {before} today, {after} after the change; {source}.")
    ),
    "RESOURCE_OVERLOAD": notice(N_("Evidence of overload of {community}: {evidence}")),
    "RESOURCE_OVERLOAD_LOAD": notice(
        N_(
            "Evidence of overload of {community}: workload {load}, above the threshold of"
            " {threshold} (overload_over)."
        )
    ),
    "RESOURCE_STAFF": notice(
        N_(
            "Community workers: {before} needed today, {after} after the change, {present} present;"
            " lacking, added up over the communities that lack some: {gap_before} today, {gap}"
            " after; {source}."
        )
    ),
    "RESOURCE_COMMITTEE": notice(
        N_(
            "Residents' committees of {low} to {high} members: {least} to {most} in all. Committee"
            " members, full-time workers and grid workers overlap and are not added up."
        )
    ),
    "RESOURCE_GRID_WORKERS": notice(
        N_(
            "Grids of {low} to {high} households: {least} to {most} after the change, one worker"
            " each; {source}."
        )
    ),
    "RESOURCE_GRIDS": notice(
        N_(
            "{grids} communities in {parents} subdistricts ({each} each), {special} of them"
            " special ones; one grid worker each: {grids} needed, {present} present."
        )
    ),
    "RESOURCE_GRIDS_EACH": notice(N_("Communities of each subdistrict: {names}.")),
    "RESOURCE_GRIDS_PUBLISHED": notice(
        N_("Published for {place}: {published}; this plan of a made-up place has {grids}.")
    ),
    "RESOURCE_ROOMS": notice(
        N_(
            "Rooms: {needed} m² needed, {present} m² known; {short} of {count} communities have"
            " less than the standard or none; {source}."
        )
    ),
    "RESOURCE_ROOMS_EACH": notice(
        N_("Rooms below the standard, square metres lacking: {names}."),
    ),
    "RESOURCE_ROOMS_AIM": notice(
        N_(
            "{reached} of {count} communities ({share} %) have at least {aim} m²; the aim is"
            " {percent} %."
        )
    ),
    "RESOURCE_WALK_ROADS": notice(
        N_(
            "Within {metres} m (15 minutes on foot, along the roads given) of their office live"
            " {after} % of the households, {before} % today."
        )
    ),
    "RESOURCE_WALK_STRAIGHT": notice(
        N_(
            "Within {metres} m (15 minutes on foot, straight line: no roads given) of their office"
            " live {after} % of the households, {before} % today."
        )
    ),
    "RESOURCE_DEFERRED": notice(
        N_("Deferred, no office that exists or has a date: {names}."),
    ),
    "RESOURCE_SERVICE_CENTRE": notice(
        N_("Not ready for a street office, a regional service centre first: {names}."),
    ),
    "RESOURCE_MONEY": notice(
        N_(
            "Cost of the plan in a year: {after} yuan, {before} today ({each} per community),"
            " difference {more}; {source}."
        )
    ),
    "LEVEL_STREET_PROCEDURE": notice(
        N_(
            "Setting up, abolishing or changing a street office is a procedure of its own (State"
            " Council Decree 704, administrative divisions): consultation, risk assessment and"
            " expert review first; this proposal replaces none of them."
        )
    ),
}

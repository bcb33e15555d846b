"""Codes about the solver and the exceptions."""

from redistrict.domain.catalogue.entry import N_, Entry, error, notice, warning

ENTRIES: dict[str, Entry] = {
    "WORKER_RETRIED": warning(
        N_("The process that solved {alternative} ended ({cause}); it was started once more."),
    ),
    "WORKER_LOST": warning(
        N_("The process that solved {alternative} ended twice ({cause}); its best plan is kept."),
        N_("Try again with fewer workers, more memory or a time limit."),
    ),
    "CLUSTER_NOT_INSTALLED": error(
        N_("A cluster needs the package distributed, which is not installed."),
        N_("Run: pip install redistrict[cluster]"),
    ),
    "CLUSTER_SILENT": error(
        N_("No scheduler answers at {address} ({cause})."),
        N_("Start one with: dask scheduler; check the address and the firewall."),
    ),
    "CLUSTER_EMPTY": error(
        N_("The scheduler at {address} has no worker."),
        N_("Start one with: dask worker {address} --nthreads 1"),
    ),
    "CLUSTER_VERSION_OTHER": error(
        N_("The worker {worker} has {package} {found}; here it is {own}."),
        N_("Install the same release everywhere; else results could differ."),
    ),
    "LOCKS_CONTRADICT": error(
        N_("These locks cannot be kept together: {locks}."),
        N_("Take back one of them."),
    ),
    "STRICT_IMPOSSIBLE": error(
        N_(
            "With strict = true every community must lie within {min}-{max} households; at least"
            " {exceptions} cannot."
        ),
        N_("Set strict = false; a band of {low}-{high} would do."),
    ),
    "NUMBER_IMPOSSIBLE": error(
        N_(
            "Households: {households}; they cannot be divided into as many communities as asked"
            " for: {communities}."
        ),
        N_("Choose another number of communities."),
    ),
    "TOUCHED_LIMIT_BINDS": notice(
        N_(
            "Communities that may be touched, at most: {limit}; {exceptions} stay outside the"
            " range. Without this limit the plan touches {touched} and leaves {without}"
            " outside."
        ),
    ),
    "TOUCHED_LIMIT_IMPOSSIBLE": error(
        N_(
            "No plan keeps to the limit of communities touched ({limit}): locks and rules touch at"
            " least {needed}."
        ),
        N_("Set touched_max = {needed} or more, or take back a lock."),
    ),
    "TOUCHED_LIMIT_OPEN": error(
        N_(
            "No plan was found within the limit of communities touched ({limit}); one was that"
            " touches {needed}."
        ),
        N_("Set touched_max higher, or give more time."),
    ),
    "COMPOUND_CUT_BY_PHASES": notice(
        N_(
            "{compound} has {households} households, over the maximum of {max}; it is cut by its"
            " phases: {parts}."
        ),
    ),
    "FORECAST_OUTSIDE": notice(
        N_(
            "Communities within the range today that leave {min}-{max} by the forecast for"
            " {year}: {count} ({names})."
        ),
    ),
    "FORECAST_WITHIN": notice(
        N_("By the forecast for {year} no community within the range leaves it."),
    ),
    "NO_ROAD_CUTS": notice(
        N_("No named road goes right through this community of {households} households."),
        N_("See the alternative that splits along other limits, or redistrict split."),
    ),
    "NO_ROAD_FITS": notice(
        N_(
            "No road divides this community of {households} households into parts of"
            " {min}-{max}: {roads}."
        ),
        N_("See the alternative that splits along other limits, or redistrict split."),
    ),
    "MAXIMUM_OTHER_DOES": notice(
        N_(
            "A maximum of {high} instead of {max} would do: then no community but frozen ones"
            " is an exception."
        ),
    ),
    "MINIMUM_OTHER_DOES": notice(
        N_(
            "A minimum of {low} instead of {min} would do: then no community but frozen ones"
            " is an exception."
        ),
    ),
    "BAND_OTHER_DOES": notice(
        N_(
            "A band of {low}-{high} instead of {min}-{max} would do: then no community but"
            " frozen ones is an exception."
        ),
    ),
    "BAND_WOULD_DO": notice(
        N_("A band of {min}-{max} would leave no exception but frozen communities in this plan."),
    ),
}

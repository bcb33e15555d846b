"""The words of the domain in the reader's language."""

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.outcome import BY_HAND, Exemption, Outcome, Status, Why
from redistrict.domain.plan import Kind
from redistrict.domain.rules import Tier
from redistrict.domain.verdict import Verdict
from redistrict.domain.words import translator

VERDICTS = {
    Verdict.FITS: N_("fits"),
    Verdict.SPLIT: N_("should split"),
    Verdict.MERGE: N_("should merge"),
    Verdict.MERGE_OPEN: N_("should merge, condition to be checked"),
    Verdict.PIECES: N_("in separate pieces"),
    Verdict.TOLERATED: N_("may stay for now"),
    Verdict.EXCEPTION: N_("special case"),
}

KINDS = {
    Kind.UNTOUCHED: N_("untouched"),
    Kind.SPLIT: N_("split"),
    Kind.MERGED: N_("merged"),
    Kind.SET_UP: N_("set up"),
    Kind.ABOLISHED: N_("abolished"),
    Kind.RESHAPED: N_("reshaped"),
}

ALTERNATIVES = {
    "today": N_("stay as today"),
    "split-merge": N_("split and merge"),
    "least-change": N_("least change"),
    "balanced": N_("balanced"),
    "compact": N_("near and tidy"),
    "along-roads": N_("split along roads"),
    "revised": N_("as reviewed"),
}

TIERS = {
    Tier.EXCEPTIONS: N_("communities outside the range"),
    Tier.EXCESS: N_("households outside the range"),
    Tier.CHANGE: N_("weighted change"),
    Tier.UNITS: N_("units that change"),
    Tier.COMMUNITIES: N_("communities concerned"),
    Tier.WORKLOAD: N_("workload deviation"),
    Tier.PLACE: N_("distance and new limits"),
    Tier.CUT_EDGES: N_("cut edges"),
    Tier.INERTIA: N_("moment of inertia"),
    Tier.TOUCHED: N_("communities touched"),
    Tier.GROWTH: N_("households outside the range in later years"),
}

STATUSES = {
    Status.PROVEN: N_("proven"),
    Status.FEASIBLE: N_("feasible"),
    Status.IMPOSSIBLE: N_("impossible"),
    Status.STOPPED: N_("stopped"),
}

REASONS = {
    Why.UNIT: N_("one unit alone exceeds the maximum"),
    Why.PIECE: N_("an isolated piece fits no whole number of communities"),
    Why.LOCK: N_("a lock holds it"),
    Why.LIMIT: N_("no more communities may be touched"),
    Why.ACTION: N_("the allowed actions cannot bring it in"),
    Why.PROVEN: N_("no plan brings more communities into the range"),
    Why.OPEN: N_("not resolved"),
}


def alternative(name: str, language: str) -> str:
    """Return the name of an alternative as officials say it."""
    return translator(language)(ALTERNATIVES.get(name, name))


NUMBERS = {
    Why.UNIT: N_("{unit} alone has {unit_households} households"),
    Why.PIECE: N_(
        "its piece of land has {piece} households: at least {fewest} communities by the maximum,"
        " at most {most} by the minimum"
    ),
}


def reason(exemption: Exemption, language: str) -> str:
    """Return why a community stays outside the band, with the numbers that show it."""
    _ = translator(language)
    words = _(REASONS[exemption.why])
    if exemption.why not in NUMBERS or not exemption.facts:
        if exemption.why is Why.LOCK and "tied" in exemption.facts:
            tied = _("{tied} households are tied together").format(tied=exemption.facts["tied"])
            return f"{words} ({tied})"
        return words
    numbers = _(NUMBERS[exemption.why]).format(**exemption.facts)
    barriers = exemption.facts.get("barriers")
    if isinstance(barriers, tuple) and barriers:
        names = ("、" if language.startswith("zh") else ", ").join(map(str, barriers))
        numbers = _("cut off by {names}").format(names=names) + "; " + numbers
    return f"{words} ({numbers})"


STOPS = {
    "": N_("Stopped before a plan was found."),
    "time": N_("Stopped by the time limit before a plan was found."),
    "interrupt": N_("Stopped by Ctrl-C before a plan was found."),
    "nodes": N_("No plan of this kind was found; that there is none is not shown."),
}
"""Why a solve ended without a plan; running out of ways is not running out of time."""


def outcome_words(outcome: Outcome, language: str) -> str:
    """Return how a solve ended, in one sentence that claims no more than was shown."""
    _ = translator(language)
    if outcome.status is Status.PROVEN:
        solver = outcome.solver or _("exhaustive reasoning")
        return _("Proven best under the stated conditions and data (bound by {solver}).").format(
            solver=solver
        )
    if outcome.status is Status.IMPOSSIBLE:
        return _("Impossible under the stated locks and rules.")
    if outcome.status is Status.STOPPED:
        return _(STOPS.get(outcome.stopped_by, STOPS[""]))
    if outcome.method == BY_HAND:
        return _("Made by hand and verified; a better plan was not looked for.")
    first = next((tier for tier in outcome.tiers if not tier.proven), None)
    if first is None or first.gap is None:
        return _("Best plan found; not proven best.")
    return _("Best plan found; proven to be within {gap} of the best in “{tier}”.").format(
        gap=f"{first.gap:.2%}", tier=_(TIERS[first.tier])
    )

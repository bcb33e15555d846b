"""Plans that break a rule, with everything else made to agree."""

from dataclasses import replace

from redistrict.domain.outcome import Exemption, Why
from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import forge, join, reassign, with_part


@corruption("PLAN_NOT_CONTIGUOUS", "contiguous")
def in_two_pieces(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"d5": "A"}), witnessed)


@corruption("PLAN_GROUP_CUT", "compounds_whole")
def compound_cut(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"c3": "B"}), witnessed)


@corruption("PLAN_LOCK_TOGETHER", "locks_kept")
def together_apart(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"c2": "A"}), witnessed)


@corruption("PLAN_LOCK_APART", "locks_kept")
def apart_together(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"b3": "A"}), witnessed)


@corruption("PLAN_LOCK_FIXED", "locks_kept")
def fixed_elsewhere(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"a4": "A"}), witnessed)


@corruption("PLAN_LOCK_FROZEN")
def frozen_changed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return forge(reassign(claimed, {"d2": "E"}), witnessed)


@corruption("PLAN_OUT_OF_BAND", "in_band")
def exception_hidden(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    bare = replace(claimed, exemptions=())
    return forge(bare, witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_NEEDLESS", "needed")
def exception_needless(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    more = (*claimed.exemptions, Exemption("A", Why.PROVEN))
    return forge(replace(claimed, exemptions=more), witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_TWICE")
def exception_twice(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    more = (*claimed.exemptions, *claimed.exemptions)
    return forge(replace(claimed, exemptions=more), witnessed, exempt=False)


def _because(claimed: Claimed, witnessed: Witnessed, why: Why) -> Claimed:
    made = tuple(replace(item, why=why, facts={}) for item in claimed.exemptions)
    return forge(replace(claimed, exemptions=made), witnessed, exempt=False)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_unit(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.UNIT)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_piece(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.PIECE)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def no_such_lock(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.LOCK)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def actions_could(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.ACTION)


@corruption("PLAN_EXEMPTION_FALSE", "reasons_true")
def open_though_closed(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    return _because(claimed, witnessed, Why.OPEN)


@corruption("PLAN_EXEMPTION_FACT", "facts_true")
def fact_of_exception(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    made = tuple(replace(item, facts={"households": 1}) for item in claimed.exemptions)
    return forge(replace(claimed, exemptions=made), witnessed, exempt=False)


@corruption("PLAN_EXEMPTIONS_DIFFER", "exemptions")
def exception_in_one_place(claimed: Claimed, _: Witnessed) -> Claimed:
    return join(with_part(claimed, 0, exemptions=()))


@corruption("PLAN_ACTION_NOT_ALLOWED", "allowed")
def reshaped_without_leave(claimed: Claimed, witnessed: Witnessed) -> Claimed:
    moved = reassign(claimed, {"d3": "C"})
    return forge(replace(moved, alternative="split-merge"), witnessed)

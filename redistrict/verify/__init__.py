"""Pure checks of a proposal: witnessed facts and a plan give findings; no file, no map."""

from redistrict.verify.drawn import verify_drawn
from redistrict.verify.folder import verify
from redistrict.verify.hand import verify_hand
from redistrict.verify.paper import Proposal
from redistrict.verify.plan import verify_plan
from redistrict.verify.printed import verify_printed

__all__ = ["Proposal", "verify", "verify_drawn", "verify_hand", "verify_plan", "verify_printed"]

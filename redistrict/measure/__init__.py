"""Numbers per community and plan: the record that maps, tables and documents print."""

from redistrict.measure.case import Case
from redistrict.measure.record import compose

__all__ = ["Case", "compose"]

"""Before solving: who must split or merge and why, and what numbers are possible."""

from redistrict.diagnosis.numbers import expected_change, possible_numbers
from redistrict.diagnosis.verdicts import Diagnosis, diagnose

__all__ = ["Diagnosis", "diagnose", "expected_change", "possible_numbers"]

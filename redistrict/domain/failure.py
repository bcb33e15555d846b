"""The one exception that ends a command with findings instead of a traceback."""

from collections.abc import Sequence

from redistrict.domain.exits import Exit
from redistrict.domain.findings import Finding


class Failure(Exception):  # noqa: N818 - the word of the project
    """A command cannot go on; the findings say why and what to do.

    Parameters
    ----------
    exit_code
        What the shell is told.
    findings
        All problems of the stage that failed, never only the first.
    """

    def __init__(self, exit_code: Exit, findings: Sequence[Finding]) -> None:
        super().__init__(f"{exit_code.name}: {', '.join(finding.code for finding in findings)}")
        self.exit_code = exit_code
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[type["Failure"], tuple[Exit, tuple[Finding, ...]]]:
        """Let the failure travel between processes."""
        return type(self), (self.exit_code, self.findings)

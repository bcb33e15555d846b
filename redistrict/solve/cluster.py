"""Subdistricts solved on the machines of a Dask cluster (``dask scheduler``, ``dask worker``).

Each job is the same deterministic solve as in a child process, so the result is the same byte for
byte. Dask gives the jobs of a lost worker to another one.
"""

import importlib
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import metadata
from typing import TYPE_CHECKING, Any

from redistrict import __version__
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place
from redistrict.domain.outcome import Outcome, Status
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Solved

if TYPE_CHECKING:
    from redistrict.solve.campaign import Job

WAIT_S = 15.0
"""Seconds in which the scheduler has to answer."""
ALIKE = ("highspy", "numpy", "pulp")
"""Packages that must have the same version everywhere: they decide the result."""


@dataclass(frozen=True)
class Cluster:
    """A connection to a scheduler, such as ``tcp://10.0.0.5:8786``."""

    address: str

    def run(
        self,
        jobs: Mapping[int, "Job"],
        limits: Limits,
        done: Callable[[int, Solved], None],
    ) -> None:
        """Solve jobs, the first first, and hand over each result as it comes.

        Ctrl-C takes back what is not done; nothing is handed over for it.

        Raises
        ------
        Failure
            ``Exit.SCENARIO``: Dask is not installed, the scheduler does not answer, there is no
            worker, or one has other versions.
        """
        client = self._connect()
        try:
            self._check(client)
            limits = replace(limits, workers=1)
            futures = {
                client.submit(
                    solve_job, job, limits, key=f"redistrict-{number}", pure=False, retries=1,
                    priority=-place,
                ): number
                for place, (number, job) in enumerate(jobs.items())
            }  # fmt: skip
            try:
                for future in _dask().as_completed(futures, loop=client.loop):
                    number = futures[future]
                    done(number, _result(future, jobs[number]))
            except KeyboardInterrupt:
                client.cancel(list(futures), force=True)
        finally:
            client.close()

    def _connect(self) -> Any:
        dask = _dask()
        try:
            return dask.Client(self.address, timeout=WAIT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            facts = {"address": self.address, "cause": type(error).__name__}
            raise Failure(Exit.SCENARIO, [Finding("CLUSTER_SILENT", facts=facts)]) from None

    def _check(self, client: Any) -> None:
        try:
            client.wait_for_workers(1, timeout=WAIT_S)
        except TimeoutError:
            facts = {"address": self.address}
            raise Failure(Exit.SCENARIO, [Finding("CLUSTER_EMPTY", facts=facts)]) from None
        own = versions()
        wrong = [
            Finding(
                "CLUSTER_VERSION_OTHER",
                facts={"worker": worker, "package": name, "found": found[name], "own": own[name]},
            )
            for worker, found in sorted(_asked(client).items())
            for name in own
            if found[name] != own[name]
        ]
        if wrong:
            raise Failure(Exit.SCENARIO, wrong)


def _dask() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise Failure(Exit.SCENARIO, [Finding("CLUSTER_NOT_INSTALLED")]) from None


def _asked(client: Any) -> dict[str, dict[str, str]]:
    """Return the versions of every worker; one without this package has none."""
    answers = client.run(versions, on_error="return")
    nothing = dict.fromkeys(versions(), "-")
    return {
        worker: answer if isinstance(answer, dict) else nothing
        for worker, answer in answers.items()
    }


def versions() -> dict[str, str]:
    """Return what decides a result beside the problem."""
    found = {name: metadata.version(name) for name in ALIKE}
    python = ".".join(platform.python_version_tuple()[:2])
    return {"redistrict": __version__, "python": python, **found}


def solve_job(job: "Job", limits: Limits) -> Solved:
    """Solve one job; what a worker runs."""
    return solve(job.problem, job.alternative, limits, reference=job.reference)


def _result(future: Any, job: "Job") -> Solved:
    if future.status == "finished":
        solved: Solved = future.result()
        return solved
    cause = type(future.exception()).__name__ if future.status == "error" else future.status
    facts = {"alternative": job.alternative.name, "cause": cause}
    finding = Finding("WORKER_LOST", Place(subdistrict=job.problem.subdistrict), facts)
    return Solved(None, Outcome(Status.STOPPED, stopped_by="crash"), (finding,))

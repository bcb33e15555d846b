"""A child process that solves one job after the other and sends what it finds."""

import multiprocessing
import os
import signal
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from threading import Thread
from typing import TYPE_CHECKING, Self

from redistrict.solve.clock import Clock
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Progress, Solved

if TYPE_CHECKING:
    from redistrict.solve.campaign import Job

SPAWN = multiprocessing.get_context("spawn")
GRACE_S = 30.0
"""Seconds a child may take to hand over after it was asked to stop."""


@dataclass
class Child:
    """A process, and its attempt at the job it has now.

    Parameters
    ----------
    best
        Last plan sent before the end.
    cause
        Why it ended without a result.
    """

    job: "Job"
    process: SpawnProcess
    pipe: Connection
    stop: Event
    attempt: int
    best: Solved | None = None
    result: Solved | None = None
    cause: str = ""
    messages: list[Progress] = field(default_factory=list)

    @classmethod
    def start(cls, job: "Job", limits: Limits, attempt: int) -> Self:
        """Start a child process on a job."""
        receiver, sender = SPAWN.Pipe()
        stop = SPAWN.Event()
        process = SPAWN.Process(
            target=ENTRY, args=(job, limits, sender, stop, attempt), daemon=True
        )
        process.start()
        sender.close()
        return cls(job, process, receiver, stop, attempt)

    def give(self, job: "Job") -> None:
        """Hand over the next job to a child that has delivered."""
        self.job, self.attempt = job, 1
        self.best, self.result, self.cause = None, None, ""
        with suppress(OSError):  # one that has just died is found out by `receive`
            self.pipe.send(job)

    def dismiss(self) -> None:
        """Let a child that has delivered end by itself."""
        with suppress(OSError):
            self.pipe.send(None)
        self._end()

    def receive(self) -> bool:
        """Take one message; return ``False`` when the child has delivered or ended."""
        try:
            kind, content = self.pipe.recv()
        except (EOFError, OSError):
            self._end()
            return False
        if kind == "progress":
            self.messages.append(content)
        elif kind == "plan":
            self.best = content
        elif kind == "failed":
            self.cause = content
        else:
            self.result = content
            return False
        return True

    def _end(self) -> None:
        self.process.join(GRACE_S)
        code = self.process.exitcode
        if self.result is None and not self.cause:
            self.cause = f"signal {-code}" if code is not None and code < 0 else f"exit {code}"
        self.pipe.close()

    def cancel(self) -> None:
        """Ask the child to stop and hand over its best plan."""
        self.stop.set()

    def kill(self) -> None:
        """End the child at once."""
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(GRACE_S)


def work(job: "Job | None", limits: Limits, pipe: Connection, stop: Event, attempt: int) -> None:
    """Solve a job and those handed over after it; send progress, plans and results."""
    del attempt
    # Ctrl-C reaches the whole group; only the parent answers it, through ``stop``.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        while job is not None:
            pipe.send(("result", _solved(job, limits, pipe, stop)))
            job = pipe.recv()
    except MemoryError:
        pipe.send(("failed", "out of memory"))
    except EOFError:
        pass  # the parent is gone
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{last.name}, line {last.lineno}"
        pipe.send(("failed", f"{type(error).__name__}: {error} ({where})"))
    finally:
        pipe.close()


def _end_with_parent() -> None:
    """End at once where the parent does: one that is killed asks nobody to stop."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _solved(job: "Job", limits: Limits, pipe: Connection, stop: Event) -> Solved:
    clock = Clock(
        job.problem.subdistrict, job.alternative.name, limits,
        report=lambda item: pipe.send(("progress", item)),
        cancelled=stop.is_set,
        keep=lambda item: pipe.send(("plan", item)),
    )  # fmt: skip
    clock.tell(None, None, None)  # Begun: from here on a long silence is told.
    return solve(job.problem, job.alternative, limits, reference=job.reference, clock=clock)


ENTRY = work
"""What a child runs."""

"""Reading within a stated time and memory: whatever a file does, the command ends and says why."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import shapely

from redistrict.cli.language import language
from redistrict.cli.show import show_failure
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.step import Say, Stage, Step, unheard

try:
    import resource
except ImportError:  # Windows knows no limits of this kind
    resource = None  # type: ignore[assignment]

MOST_SECONDS = 600
MOST_BYTES = 8 << 30
"""A city of 11,490 units is read in 4 seconds of work with 0.2 GB."""
LAST_SECONDS = 60


READING = frozenset({Stage.READ, Stage.UNITS, Stage.LAND, Stage.VERIFY, Stage.CHECK})
"""Stages in which files are read; solving and printing have limits of their own."""


@contextmanager
def guarded(
    say: Say = unheard,
    *,
    most_seconds: float = MOST_SECONDS,
    most_bytes: int = MOST_BYTES,
    as_json: bool = False,
) -> Iterator[Say]:
    """End the command where it reads longer or takes more memory for it than stated.

    Parameters
    ----------
    say
        Told every stage, after the limits were set or lifted for it.
    most_seconds
        Of one stage of reading. A watching thread refuses then; where the interpreter itself is
        held up, the system ends the process a minute of work later (POSIX).
    most_bytes
        Of address space (POSIX); elsewhere only the limits of file sizes and counts hold.

    Yields
    ------
    Say
        To be told the stages of the command: the limits hold in :data:`READING`, and before the
        first stage; they are lifted in the others, so that no solver inherits them.

    Raises
    ------
    Failure
        ``READING_TOO_LARGE``.
    """
    watch = _Watch(most_seconds, most_bytes, as_json)

    def staged(step: Step) -> None:
        watch.end()
        if step.stage in READING:
            watch.begin()
        say(step)

    watch.begin()
    try:
        yield staged
    except MemoryError:
        if not watch.on:
            raise
        raise _too_large(most_bytes) from None
    except shapely.errors.GEOSException as error:
        if not watch.on or "bad_alloc" not in str(error):
            raise
        raise _too_large(most_bytes) from None
    finally:
        watch.end()


class _Watch:
    """The limits of one stage, set and lifted."""

    def __init__(self, most_seconds: float, most_bytes: int, as_json: bool) -> None:
        self._limits = (most_seconds, most_bytes)
        self._as_json = as_json
        self._timer: threading.Timer | None = None
        self._before: dict[int, tuple[int, int]] = {}

    @property
    def on(self) -> bool:
        """Whether the limits hold now."""
        return self._timer is not None

    def begin(self) -> None:
        """Set the limits."""
        seconds = self._limits[0]
        self._timer = threading.Timer(seconds, _expire, (seconds, self._as_json))
        self._timer.daemon = True
        self._before = _limit(*self._limits)
        self._timer.start()

    def end(self) -> None:
        """Lift them, if they hold."""
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        for kind, limits in self._before.items():
            resource.setrlimit(kind, limits)


def _too_large(most_bytes: int) -> Failure:
    facts = {"gigabytes": most_bytes >> 30}
    return Failure(Exit.INPUT, [Finding("READING_TOO_LARGE", facts=facts)])


def _limit(most_seconds: float, most_bytes: int) -> dict[int, tuple[int, int]]:
    """Set the system's limits where it has them; return those before."""
    if resource is None:
        return {}
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    wanted = {
        resource.RLIMIT_AS: most_bytes,
        resource.RLIMIT_CPU: int(used + (most_seconds + LAST_SECONDS) * (os.cpu_count() or 1)),
    }
    before = {}
    for kind, most in wanted.items():
        soft, hard = resource.getrlimit(kind)
        if soft == resource.RLIM_INFINITY or soft > most:
            before[kind] = (soft, hard)
            resource.setrlimit(kind, (most, hard))
    return before


def _expire(seconds: float, as_json: bool) -> None:
    """Refuse from beside the work, which cannot be asked any more."""
    facts = {"seconds": round(seconds)}
    failure = Failure(Exit.INPUT, [Finding("READING_TOO_LONG", facts=facts)])
    show_failure(failure, language(), as_json=as_json)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(Exit.INPUT)

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

try:
    import resource
except ImportError:  # Windows knows no limits of this kind
    resource = None  # type: ignore[assignment]

MOST_SECONDS = 600
MOST_BYTES = 8 << 30
"""A city of 11,490 units is read in 4 seconds of work with 0.2 GB."""
LAST_SECONDS = 60


@contextmanager
def guarded(
    most_seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES, *, as_json: bool = False
) -> Iterator[None]:
    """End the command where what is done inside takes longer or more memory than stated.

    Parameters
    ----------
    most_seconds
        A watching thread refuses then; where the interpreter itself is held up, the system ends
        the process a minute of work later (POSIX).
    most_bytes
        Of address space (POSIX); elsewhere only the limits of file sizes and counts hold.

    Raises
    ------
    Failure
        ``READING_TOO_LARGE``.
    """
    watch = threading.Timer(most_seconds, _expire, (most_seconds, as_json))
    watch.daemon = True
    before = _limit(most_seconds, most_bytes)
    watch.start()
    try:
        yield
    except MemoryError:
        raise _too_large(most_bytes) from None
    except shapely.errors.GEOSException as error:
        if "bad_alloc" not in str(error):
            raise
        raise _too_large(most_bytes) from None
    finally:
        watch.cancel()
        for kind, limits in before.items():
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

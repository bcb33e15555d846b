"""Waiting for child processes and passing on what they say."""

from collections.abc import Callable, Mapping
from multiprocessing import connection
from typing import TYPE_CHECKING

from redistrict.solve.solved import Progress

if TYPE_CHECKING:
    from redistrict.solve.child import Child


def watch(
    running: Mapping[int, "Child"],
    progress: Callable[[Progress], None] | None,
    patience: float,
) -> list[int]:
    """Return the children that have delivered or ended, after taking in what is there to read.

    Parameters
    ----------
    patience
        Seconds to wait for the first message.
    """
    pipes = {child.pipe: number for number, child in running.items()}
    ended = []
    for pipe in connection.wait(list(pipes), patience):
        number = pipes[pipe]  # type: ignore[index]  # wait() returns what it was given
        child = running[number]
        if not child.receive():
            ended.append(number)
        if progress is not None:
            for message in child.messages:
                progress(message)
        child.messages.clear()
    return sorted(ended)

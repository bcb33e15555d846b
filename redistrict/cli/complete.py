"""What the shell offers on TAB."""

from pathlib import Path

import click

from redistrict.domain.failure import Failure
from redistrict.run.prepare import prepare
from redistrict.run.profiles import profiles


def of_profiles(context: click.Context, option: click.Parameter, begun: str) -> list[str]:
    """Return the published standards that begin so."""
    del context, option
    return [item.name for item in profiles() if item.name.startswith(begun)]


def of_communities(context: click.Context, option: click.Parameter, begun: str) -> list[str]:
    """Return names and ids of the scenario's communities that begin so; none where it is faulty."""
    del option
    # click leaves the arguments aside while the option at the end has no value yet
    scenario = context.params.get("scenario") or next(iter(context.args), None)
    try:
        problems = prepare(Path(scenario), land=False).problems if scenario else ()
    except Failure:
        return []
    words = {word for problem in problems for item in problem.communities
             for word in (item.name, item.id)}  # fmt: skip
    return sorted(word for word in words if word.startswith(begun))

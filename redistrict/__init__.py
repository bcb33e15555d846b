"""Plan urban communities by integer programming, verify every plan, print the papers."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redistrict.run.notebook import District, Proposal, read

__version__ = "0.1.0"
__all__ = ["District", "Proposal", "read"]


def __getattr__(name: str) -> Any:
    """Load what notebooks use only when it is asked for: commands start without it."""
    if name in __all__:
        from redistrict.run import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

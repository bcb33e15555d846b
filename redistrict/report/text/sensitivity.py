"""How firm the recommended plan is, in a few lines."""

from collections.abc import Sequence

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.trial import Asked, Trial
from redistrict.domain.words import translator

FEW = 6
WEIGHTS = {
    "moved": N_("weight of a household moved"),
    "touched": N_("weight of a community touched"),
    "new": N_("weight of a community set up"),
    "abolished": N_("weight of a community abolished"),
}


def sensitivity_lines(trials: Sequence[Trial], language: str) -> list[str]:
    """Return a line per trial that changes something, and how many change nothing."""
    _ = translator(language)
    lines = []
    calm = 0
    for trial in trials:
        if trial.asked is Asked.WEIGHT and not trial.changed and trial.solved:
            calm += 1
        else:
            colon = "：" if language.startswith("zh") else ": "
            lines.append(f"  {_asked(trial, language)}{colon}{_found(trial, language)}")
    if calm:
        lines.insert(
            0,
            "  " + _("Trials with other weights that give the same plan: {count} of {of}.").format(
                count=calm, of=sum(trial.asked is Asked.WEIGHT for trial in trials)
            ),
        )  # fmt: skip
    return lines


def _asked(trial: Trial, language: str) -> str:
    _ = translator(language)
    if trial.asked is Asked.WEIGHT:
        return f"{_(WEIGHTS[trial.name])} × {trial.factor}"
    if trial.asked is Asked.FORECAST:
        return _("counted by {column} (later year)").format(column=trial.name)
    return _("counted by {column}").format(column=trial.name)


def _found(trial: Trial, language: str) -> str:
    _ = translator(language)
    words = []
    if trial.outside:
        words.append(
            _("this plan leaves the range in {count}: {names}").format(
                count=len(trial.outside), names=_names(trial.outside, language)
            )
        )
    elif trial.asked is not Asked.WEIGHT:
        words.append(_("this plan stays as much within the range"))
    if not trial.solved:
        words.append(_("no plan was found for every subdistrict"))
    elif trial.changed:
        words.append(
            _("the best plan would differ in {count}: {names}").format(
                count=len(trial.changed), names=_names(trial.changed, language)
            )
        )
    else:
        words.append(_("the best plan is the same"))
    return ("；" if language.startswith("zh") else "; ").join(words)


def _names(names: Sequence[str], language: str) -> str:
    separator = "、" if language.startswith("zh") else ", "
    return separator.join(names[:FEW]) + ("…" if len(names) > FEW else "")

"""Levers, their settings and what they bring, in words."""

from quickscan.analysis.effects import moved
from quickscan.domain.comparison import Difference
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Lever
from quickscan.domain.sweep import Setting
from quickscan.interview.wording import number_in_words
from quickscan.web.money import euros
from quickscan.web.pages.levers.words import at_most, decimals_of, is_share, setting_in_words, unit_of
from quickscan.web.wording import Wording

SHARES = frozenset({"follow_up.contact_chance_mean", "nurture.returns_alone_share", "routing.misrouted_lost_share"})
"""Uncertain numbers that are shares."""


def setting_of(lever: Lever, setting: Setting | None, say: Wording) -> str:
    """Where a lever stands, as on the page of the levers; today where that is no setting."""
    return say("as today") if setting is None else setting_in_words(lever, setting, say)


def tick_of(lever: Lever, setting: Setting | None, say: Wording) -> str:
    """A setting beside an axis that carries the unit."""
    if isinstance(setting, str) or setting is None or not _has_unit(lever):
        return setting_of(lever, setting, say)
    return at_most(setting, decimals_of(lever), say)


def axis_of(lever: Lever, say: Wording) -> str:
    """A lever with its unit."""
    unit = f", {unit_of(lever, say).strip()}" if _has_unit(lever) else ""
    return say.of(lever.title) + unit


def _has_unit(lever: Lever) -> bool:
    return lever.unit is not None and lever.moves == "value" and not is_share(lever)


def end_in_words(name: str, bar: str, lever: Lever | None, say: Wording) -> str:
    """An end of a bar of the tornado: a setting of a lever, or a value of a number that nobody knows well."""
    if lever is not None:
        return setting_of(lever, name if lever.options else float(name), say)
    return say.percent(float(name)) if bar in SHARES else number_in_words(float(name), say.language)


def estimated(value: Estimate, say: Wording, decimals: int = 1) -> str:
    """A difference with half of its interval."""
    return f"{say.signed(value.mean, decimals)} ± {say.number(value.half_width, decimals)}"


def difference(found: Difference | None, say: Wording, decimals: int = 1) -> str:
    """A difference with half of its interval, and whether chance alone may explain it."""
    if found is None:
        return say("unknown")
    if not moved(found):
        return say("no change")
    words = estimated(found.change, say, decimals)
    return say("{change}, inside the noise", change=words) if found.inside_noise else words


def euros_with_interval(value: Estimate, say: Wording) -> str:
    """Whole euros with half of their interval."""
    return f"{euros(value.mean, say)} ± {euros(value.half_width, say)}"


def quoted(words: str, say: Wording) -> str:
    """A name in quotation marks."""
    return say("“{words}”", words=words)


def listed(names: list[str], say: Wording) -> str:
    """Names one after the other."""
    return names[0] if len(names) == 1 else say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])

"""The figures of scenarios in words: what they are called, how they are written, how they stand against today."""

from quickscan.analysis.compare import AFTER_COST
from quickscan.analysis.scenario_figures import DECIMALS, SHOWN, Standing, Unit, factor, standing, too_small
from quickscan.domain.comparison import Difference
from quickscan.domain.result import Estimate
from quickscan.web.money import change_in_euros, euros
from quickscan.web.wording import Wording

NOTHING = "–"


def figure_name(figure: str, say: Wording) -> str:
    """What a figure is called."""
    names = {
        "won": say("Customers won a year"),
        "loss_rate": say("Loss rate"),
        "response_median_hours": say("Response time, median"),
        "response_p90_hours": say("Response time, nine in ten leads"),
        "cost_per_new_customer": say("Cost per new customer"),
        "contribution_eur": say("Contribution a year"),
        AFTER_COST: say("Contribution of the first year after the measure's cost"),
    }
    return names[figure]


def figure_with_unit(figure: str, say: Wording) -> str:
    """What a figure is called, with the unit of its plain numbers."""
    unit = {"share": " (%)", "hours": " (h)", "euro": " (€)"}.get(SHOWN[figure], "")
    return figure_name(figure, say) + unit


def value_in_words(figure: str, estimate: Estimate | None, say: Wording) -> str:
    """A figure with its unit; a dash where it is unknown."""
    if estimate is None:
        return NOTHING
    unit = SHOWN[figure]
    decimals = DECIMALS[unit][0]
    if unit == "euro":
        return euros(estimate.mean, say)
    return say.percent(estimate.mean, decimals) if unit == "share" else _with_unit(say.number(estimate.mean, decimals), unit, say)


def difference_in_words(figure: str, difference: Difference | None, say: Wording) -> str:
    """By how much a figure differs from today, with half of its interval."""
    how = standing(figure, difference)
    if difference is None or how == "unknown":
        return NOTHING
    if how == "same":
        return say("no change")
    if too_small(figure, difference):
        return say("hardly any change")
    unit = SHOWN[figure]
    change, times, decimals = difference.change, factor(figure), DECIMALS[unit][1]
    if unit == "euro":
        return change_in_euros(change, say)
    number = say.number(times * abs(change.mean), decimals)
    both = f"{'−' if change.mean < 0.0 else '+'}{number} ± {say.number(times * change.half_width, decimals)}"
    return say("{number} points", number=both) if unit == "share" else _with_unit(both, unit, say)


def standing_in_words(how: Standing, say: Wording) -> str | None:
    """Whether a difference is for the better, or may be chance; nothing where that says itself."""
    words: dict[Standing, str] = {
        "better": say("better"),
        "worse": say("worse"),
        "noise": say("inside the noise"),
    }
    return words.get(how)


def _with_unit(number: str, unit: Unit, say: Wording) -> str:
    return say("{number} h", number=number) if unit == "hours" else number

"""The limits and terms that people state: what there is to spend, and how money and work are judged."""

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.choices import StatedTerms
from quickscan.domain.valuation import Valuation
from quickscan.interview.deciding import PERCENTAGES
from quickscan.interview.wording import number_in_words
from quickscan.web import ids
from quickscan.web.pages.recommendations.rows import WAIT_MS
from quickscan.web.widgets import card
from quickscan.web.wording import Wording

EXACT_DECIMALS = 6


def term_names(say: Wording) -> dict[str, str]:
    """The limits and terms in the order shown."""
    return {
        "budget_eur": say("First-year budget, €"),
        "person_days": say("Person-days in all"),
        "person_days_per_month": say("Person-days a month"),
        "person_day_eur": say("A person-day, €"),
        "list_price_eur": say("List price, €"),
        "discount_rate": say("Discount rate, %"),
    }


def limits_card(stated: StatedTerms, field: Valuation, say: Wording) -> Component:
    """The fields; each is kept by itself."""
    return card(
        say("Limits and terms"),
        html.Div([_field(name, label, stated, field, say) for name, label in term_names(say).items()], className="stated-terms"),
        note=say("What stands here holds for this page, the report and the commands. Empty: no limit, or as assumed in grey."),
        name="terms",
    )


def _field(name: str, label: str, stated: StatedTerms, field: Valuation, say: Wording) -> Component:
    box = dmc.TextInput(
        id=ids.term_entry(name),
        label=label,
        value=_shown(name, getattr(stated, name), say),
        placeholder=_shown(name, getattr(field, name, None), say) or _without(name, say),
        debounce=WAIT_MS,
        autoComplete="off",
    )
    said = html.Div(id=ids.term_part("said", name), role="status", className="small recommendations-said")
    fault = html.Div(id=ids.term_part("fault", name), role="alert", className="measure-faults")
    return html.Div([box, said, fault], className="term")


def _shown(name: str, value: float | None, say: Wording) -> str:
    if value is None:
        return ""
    return number_in_words(100.0 * value if name in PERCENTAGES else value, say.language, EXACT_DECIMALS)


def _without(name: str, say: Wording) -> str:
    """What an empty field means where the field assumes nothing."""
    words = {
        "budget_eur": say("no limit"),
        "person_days": say("no limit"),
        "person_day_eur": say("counted in days only"),
        "list_price_eur": say("not known"),
    }
    return words.get(name, "")

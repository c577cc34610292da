"""The list of measures: what each brings and costs, whether it is in the programme, and what people decide about it."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.advice import Recommendation
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, Verdict
from quickscan.web import ids
from quickscan.web.pages.recommendations.asked import Found
from quickscan.web.pages.recommendations.words import (
    DASH,
    amount,
    days,
    from_to,
    gain,
    in_it_in_words,
    left_out_in_words,
    money,
    payback,
    verdict_in_words,
)
from quickscan.web.widgets import HIDDEN, Piece, aria, card, link, more
from quickscan.web.wording import Wording

WAIT_MS = 600
VERDICTS: tuple[Verdict, ...] = ("open", "accepted", "rejected")


def rows_card(found: Found, choices: ProgrammeChoices, say: Wording) -> Component:
    """All measures of the library: those that were valued by their gain, the others on request."""
    measures = found.measures
    entries = [_row(found.knowledge.recommendation(name), found, choices, say, rank) for rank, name in enumerate(measures, 1)]
    rest = [entry for entry in found.knowledge.recommendations if entry.id not in measures]
    others = [_row(entry, found, choices, say, None) for entry in rest]
    summary = say.plural(
        "{number} more measure of the library that no finding calls for",
        "{number} more measures of the library that no finding calls for",
        len(rest),
    )
    return card(
        say("The measures"),
        html.Ol(entries, className="measures"),
        more(summary, html.Ol(others, className="measures"), kind="other-measures") if others else None,
        note=say("Accepted ones are in the programme whatever else; rejected ones, and what needs them, are not."),
        name="measures",
    )


def _row(entry: Recommendation, found: Found, choices: ProgrammeChoices, say: Wording, rank: int | None) -> Component:
    title: list[Piece | None] = [html.Strong(entry.code), " ", say.of(entry.title)]
    name = html.H3([html.Span(f"{rank}.", className="rank") if rank else None, link(title, found.address(entry.id))])
    figures = html.Div(figures_of(entry.id, found, say), id=ids.measure_part("figures", entry.id), className="measure-figures")
    return html.Li([name, figures, decision(entry, choices.of(entry.id), say, found.address(entry.id))], className="measure")


def figures_of(name: str, found: Found, say: Wording) -> list[Component]:
    """What a measure brings and costs, and whether it is in the programme."""
    measure = found.measures.get(name)
    if measure is None:
        return [html.P(say("Not valued, as no finding calls for it. Accept it to see what it brings."), className="small place")]
    return [html.Dl([_term(*term) for term in _terms(measure, say)]), html.P(_place(measure, found, say), className="place")]


def _terms(measure: ValuedMeasure, say: Wording) -> Sequence[tuple[str, str, str]]:
    base = measure.case.base
    return [
        (
            say("More sales a year"),
            gain(base.sales_gain, say),
            from_to(measure.sales_gain_low, measure.sales_gain_high, say, 1),
        ),
        (say("More contribution a year"), money(base.contribution_gain_eur, say), ""),
        (say("Cost of the first year"), amount(base.first_year_cost_eur, say), ""),
        (say("Person-days"), days(base.effort_person_days, say), ""),
        (say("Paid back after"), payback(base, say), ""),
    ]


def _term(name: str, figure: str, below: str) -> Component:
    return html.Div([html.Dt(name), html.Dd([html.Span(figure), *([html.Span(below, className="small")] if below else [])])])


def _place(measure: ValuedMeasure, found: Found, say: Wording) -> list[Component | str]:
    portfolio = found.programme.portfolio
    chosen = next((entry for entry in portfolio.chosen if entry.id == measure.id), None)
    if chosen is not None:
        return [html.Span(className="measure-sign chosen", **HIDDEN), html.Strong(in_it_in_words(chosen, say))]
    left = next((entry for entry in portfolio.not_chosen if entry.id == measure.id), None)
    state = "rejected" if left is not None and "rejected" in left.reasons else "left"
    words = left_out_in_words(left, found.measures, say) if left is not None else DASH
    return [html.Span(className=f"measure-sign {state}", **HIDDEN), words]


def decision(entry: Recommendation, choice: MeasureChoice, say: Wording, sheet: str | None = None) -> Component:
    """What people decide, why, and whether it is kept; with the way to the sheet where more can be changed."""
    title = f"{entry.code} {say.of(entry.title)}"
    verdict = dmc.Select(
        id=ids.measure_entry(entry.id, "verdict"),
        data=[{"value": name, "label": verdict_in_words(name, say)} for name in VERDICTS],
        value=choice.verdict,
        allowDeselect=False,
        **aria(label=say("{measure}: decision", measure=title)),
    )
    reason = dmc.TextInput(
        id=ids.measure_entry(entry.id, "reason"),
        value=choice.reason or "",
        placeholder=say("Reason; needed to reject"),
        debounce=WAIT_MS,
        autoComplete="off",
        **aria(label=say("{measure}: reason", measure=title)),
    )
    adjust = [link(say("Adjust"), f"{sheet}#adjust", "quiet small")] if sheet is not None else []
    fields = [html.Div(verdict, className="measure-verdict"), html.Div(reason, className="measure-reason"), *adjust]
    return html.Div([html.Div(fields, className="measure-deciding"), *kept(entry.id)], className="measure-decision editing")


def kept(measure: str) -> list[Component]:
    """Whether what was typed about a measure is kept, and why it is not."""
    return [
        html.Div(id=ids.measure_part("said", measure), role="status", className="small recommendations-said"),
        html.Div(id=ids.measure_part("fault", measure), role="alert", className="measure-faults"),
    ]

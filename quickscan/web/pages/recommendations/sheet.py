"""The sheet of one measure: what and why, its business case, what it needs, how to begin, and what people change about it."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.advice import Recommendation, Span
from quickscan.domain.business_case import Case
from quickscan.domain.choices import MeasureChoice
from quickscan.domain.problem import ScanError
from quickscan.interview.deciding import SPANS
from quickscan.interview.wording import number_in_words
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.recommendations.asked import Found, calibration_here
from quickscan.web.pages.recommendations.page import SHEET, about, working
from quickscan.web.pages.recommendations.rows import WAIT_MS, decision, figures_of
from quickscan.web.pages.recommendations.words import amount, days, gain, missing_in_words, money, months, payback
from quickscan.web.pages.rooms import Query, analysis_room_page
from quickscan.web.pages.trace.address import trace_address
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, card, icon, link, more, table
from quickscan.web.wording import Wording

EXACT_DECIMALS = 6


def sheet_page(services: Services, engagement_id: str, measure: str, query: Query, say: Wording) -> Page:
    """The sheet of a measure. Raises ScanError where there is no such engagement or measure."""
    engagement = services.store.get(engagement_id)
    library = {entry.id: entry for entry in services.knowledge.recommendations}
    if measure not in library:
        raise ScanError.of(measure, "there is no such measure", "choose one from the list of measures")
    entry, choice = library[measure], engagement.programme.of(measure)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    content = [
        *about(engagement_id, calibration_here(query), SHEET, measure),
        _head(engagement_id, entry, choice, say),
        *working(SHEET, say),
        html.Div(id=ids.recommend("result", SHEET), className="recommendations-result working"),
        html.Div(_adjust(entry, choice, say), className="recommendations-part"),
    ]
    return analysis_room_page(material, "recommendations", f"{entry.code} {choice.title or say.of(entry.title)}", content)


def _head(engagement_id: str, entry: Recommendation, choice: MeasureChoice, say: Wording) -> Component:
    back = link([icon("arrow-left"), say("All measures")], f"/engagements/{engagement_id}/recommendations", "back")
    return html.Div(
        [
            back,
            html.H1(f"{entry.code} {choice.title or say.of(entry.title)}", tabIndex=-1),
            html.P(choice.description or say.of(entry.description), className="measure-what"),
        ],
        className="page-head",
    )


def sheet_cards(name: str, found: Found, material: Material) -> list[Component]:
    """What is known of a measure here."""
    say, entry = material.say, found.knowledge.recommendation(name)
    return [
        card
        for card in (_standing(name, found, say), _why(name, found, material), _case(name, found, say), _how(entry, found, say))
        if card
    ]


def _standing(name: str, found: Found, say: Wording) -> Component:
    address = trace_address(found.engagement_id, f"measure.{name}.sales_gain", found.programme.calibration)
    onward = link(say("Where does this number come from?"), address, "small") if name in found.measures else None
    return card(say("At a glance"), html.Div(figures_of(name, found, say), className="measure-figures alone"), onward)


def _why(name: str, found: Found, material: Material) -> Component | None:
    say, measure = material.say, found.measures.get(name)
    if measure is None:
        return None
    causes = [material.cause_name(cause) for cause in measure.causes]
    findings = [html.Li(say.of(text)) for text in measure.findings]
    sure = (
        say(
            "How sure the answers are: {level} of 3, from {answers}.",
            level=say.number(measure.confidence, 1),
            answers=say.plural("{number} answer", "{number} answers", measure.answers),
        )
        if measure.confidence is not None
        else say("No answer says how sure this is.")
    )
    uncalled = say("No finding calls for it; it comes first for others, or was accepted.")
    return card(
        say("Why this measure"),
        html.Ul(findings, className="measure-findings") if findings else html.P(uncalled),
        html.P(say("Works against: {causes}", causes=", ".join(causes))) if causes else None,
        html.P(sure, className="small"),
    )


def _case(name: str, found: Found, say: Wording) -> Component | None:
    measure = found.measures.get(name)
    if measure is None:
        return None
    cases = (measure.case.low, measure.case.base, measure.case.high)
    terms = found.programme.terms
    columns = [say("Case"), say("Cautious"), say("Middle case"), say("Hopeful")]
    caption = say("Business case over {years} years at {rate}", years=terms.years, rate=say.percent(terms.discount_rate, 1))
    likely = say(
        "With {share} likelihood between {low} and {high} more sales a year.",
        share=say.percent(measure.case.likely_share),
        low=say.signed(measure.case.likely_gain_low, 1),
        high=say.signed(measure.case.likely_gain_high, 1),
    )
    return card(
        say("Business case"),
        table(caption, columns, _case_rows(cases, say)),
        html.P(likely, className="small"),
        *(html.P(missing_in_words(missing, say), className="small") for missing in measure.case.missing),
        name="case",
    )


def _case_rows(cases: Sequence[Case], say: Wording) -> list[list[str]]:
    return [
        [say("More sales a year"), *(gain(case.sales_gain, say) for case in cases)],
        [say("More contribution a year"), *(money(case.contribution_gain_eur, say) for case in cases)],
        [say("Cost once"), *(amount(case.one_off_eur, say) for case in cases)],
        [say("Cost a year"), *(amount(case.per_year_eur, say) for case in cases)],
        [say("Cost of the first year"), *(amount(case.first_year_cost_eur, say) for case in cases)],
        [say("Person-days"), *(days(case.effort_person_days, say) for case in cases)],
        [say("Works after"), *(months(case.months_to_effect, say) for case in cases)],
        [say("Paid back after"), *(payback(case, say) for case in cases)],
        [say("Present value"), *(money(case.net_present_value_eur, say) for case in cases)],
    ]


def _how(entry: Recommendation, found: Found, say: Wording) -> Component:
    first = [found.knowledge.recommendation(name) for name in entry.requires]
    before = [link(f"{one.code} {say.of(one.title)}", found.address(one.id)) for one in first]
    terms: list[tuple[str, list[Component] | str]] = [(say("Led by"), say.of(entry.owner_role))]
    if before:
        terms.append((say("Must come first"), [html.Div(one) for one in before]))
    if entry.preconditions is not None:
        terms.append((say("Also needed"), say.of(entry.preconditions)))
    terms += [
        (say("Key figure of success"), say.of(entry.kpi)),
        (say("First steps"), [html.Ol([html.Li(say.of(step)) for step in entry.first_steps], className="numbered")]),
    ]
    if entry.running_cost_note is not None:
        terms.append((say("About the cost"), say.of(entry.running_cost_note)))
    source = more(say("Where this comes from"), html.P(say.of(entry.provenance.source), className="small"))
    return card(
        say("How"), html.Dl([html.Div([html.Dt(name), html.Dd(told)]) for name, told in terms], className="measure-how"), source
    )


def field_labels(say: Wording) -> dict[str, str]:
    """The fields that people change, as they are shown."""
    return {
        "verdict": say("Decision"),
        "reason": say("Reason"),
        "title": say("Title"),
        "description": say("What is done"),
        "owner_role": say("Led by"),
        "effort_person_days": say("Person-days"),
        "one_off_keur": say("Cost once, thousand €"),
        "per_year_keur": say("Cost a year, thousand €"),
        "months_to_effect": say("Months until it works"),
    }


def _adjust(entry: Recommendation, choice: MeasureChoice, say: Wording) -> Component:
    labels = field_labels(say)
    spans = [_span(name, labels[name], entry, choice, say) for name in SPANS]
    words = [_words(name, labels[name], entry, choice, say) for name in ("title", "owner_role", "description")]
    return html.Div(
        card(
            say("Decide and adjust"),
            decision(entry, choice, say),
            html.Div(spans, className="spans editing"),
            html.Div(words, className="own-words editing"),
            note=say("What stands in grey is the library's; what you write counts in its place, here and in the report."),
        ),
        id="adjust",
    )


def _span(name: str, label: str, entry: Recommendation, choice: MeasureChoice, say: Wording) -> Component:
    own: Span | None = getattr(choice, name)
    library: Span = getattr(entry, name)
    boxes = []
    for end, told in (("low", say("from")), ("high", say("to"))):
        boxes.append(
            dmc.TextInput(
                id=ids.measure_entry(entry.id, f"{name}.{end}"),
                label=told,
                value=_number(getattr(own, end), say) if own is not None else "",
                placeholder=_number(getattr(library, end), say),
                debounce=WAIT_MS,
                autoComplete="off",
                **aria(label=f"{label}, {told}"),
            )
        )
    return html.Fieldset([html.Legend(label), html.Div(boxes, className="span-ends")])


def _words(name: str, label: str, entry: Recommendation, choice: MeasureChoice, say: Wording) -> Component:
    common = {
        "id": ids.measure_entry(entry.id, name),
        "label": label,
        "value": getattr(choice, name) or "",
        "placeholder": say.of(getattr(entry, name)),
        "debounce": WAIT_MS,
    }
    one: Component = dmc.Textarea(autosize=True, minRows=3, **common) if name == "description" else dmc.TextInput(**common)
    return one


def _number(value: float, say: Wording) -> str:
    return number_in_words(value, say.language, EXACT_DECIMALS)

"""What the programme brings and costs as a whole, in a few figures."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from quickscan.domain.programme import Portfolio
from quickscan.web.money import euros
from quickscan.web.pages.recommendations.asked import Found
from quickscan.web.pages.recommendations.words import amount, days, from_to, gain, money, payback
from quickscan.web.widgets import card, icon, link
from quickscan.web.wording import Wording

Term = tuple[str, str, str]
"""A name, its figure, and what stands below."""


def summary_card(found: Found, say: Wording) -> Component:
    """The programme in a few figures, or why there is none."""
    portfolio = found.programme.portfolio
    if not found.measures:
        return nothing_found(found, say)
    terms = [
        html.Div([html.Dt(name), html.Dd([html.Strong(figure), html.Span(below)])]) for name, figure, below in _terms(found, say)
    ]
    return card(
        say("The programme"),
        *over_limits(portfolio, say),
        html.Dl(terms, className="programme-figures"),
        note=_sentence(found, say),
        name="programme",
    )


def nothing_found(found: Found, say: Wording) -> Component:
    """What stands where no finding calls for a measure."""
    return html.Section(
        [
            icon("clipboard"),
            html.H2(say("No measure is called for yet")),
            html.P(say("Measures follow from findings. Record more answers, or accept a measure of the library below.")),
            link(say("To the questions"), f"/engagements/{found.engagement_id}/interview", "button"),
        ],
        className="card empty",
        id="programme",
    )


def over_limits(portfolio: Portfolio, say: Wording) -> list[Component]:
    """Where accepted measures break the limits: by how much."""
    over = []
    if portfolio.over_budget_eur:
        over.append(
            say("The accepted measures cost {amount} more than the budget.", amount=euros(portfolio.over_budget_eur, say))
        )
    if portfolio.over_person_days:
        over.append(
            say("The accepted measures take {days} person-days more than there are.", days=days(portfolio.over_person_days, say))
        )
    return [html.P([icon("alert"), html.Span(words)], className="over-limits") for words in over]


def _sentence(found: Found, say: Wording) -> str:
    portfolio = found.programme.portfolio
    number = len(portfolio.chosen)
    words = say.plural("{number} measure", "{number} measures", number)
    if portfolio.budget_eur is None and portfolio.person_days_limit is None:
        return say("{measures}, chosen without a limit on budget or person-days.", measures=words)
    limits = []
    if portfolio.budget_eur is not None:
        limits.append(say("{amount} in the first year", amount=euros(portfolio.budget_eur, say)))
    if portfolio.person_days_limit is not None:
        limits.append(say("{days} person-days", days=days(portfolio.person_days_limit, say)))
    return say("{measures}, the best ones within {limits}.", measures=words, limits=", ".join(limits))


def _terms(found: Found, say: Wording) -> Sequence[Term]:
    portfolio, today = found.programme.portfolio, found.programme.roadmap.loss_rate_today.mean
    low, base, high = portfolio.low, portfolio.interaction.simulated_gain, portfolio.high
    returns = portfolio.returns
    return [
        (
            say("More sales a year"),
            gain(base, say),
            say("cautious to hopeful: {range}", range=from_to(low.sales_gain.mean, high.sales_gain.mean, say)),
        ),
        (
            say("More contribution a year"),
            money(portfolio.contribution_gain_eur, say),
            say("{low} to {high}", low=money(low.contribution_gain_eur, say), high=money(high.contribution_gain_eur, say)),
        ),
        (
            say("Loss rate"),
            say.percent(portfolio.loss_rate_after.mean, 1),
            say("today {today}", today=say.percent(today, 1)),
        ),
        (
            say("Cost of the first year"),
            amount(portfolio.first_year_cost_eur, say),
            say("{days} person-days", days=days(portfolio.person_days, say)),
        ),
        (
            say("Paid back after"),
            payback(returns.base, say),
            say("{low} to {high}", low=payback(returns.low, say), high=payback(returns.high, say)),
        ),
        (
            say("Present value over {years} years", years=found.programme.terms.years),
            money(returns.base.net_present_value_eur, say),
            say(
                "{low} to {high}",
                low=money(returns.low.net_present_value_eur, say),
                high=money(returns.high.net_present_value_eur, say),
            ),
        ),
    ]

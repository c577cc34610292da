"""The capacity guard: a calm card that says who has too little time, in which weeks, and how many more sellers would do."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from quickscan.domain.drivers import Guard, LeverCurve, PeopleLoad, Relief
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Lever
from quickscan.web.pages.drivers.words import listed, quoted, setting_of
from quickscan.web.widgets import icon
from quickscan.web.wording import Wording


def notice(sentences: Sequence[str], warns: bool = False) -> Component:
    """Sentences in a calm card; with a sign where they warn."""
    sign = [icon("alert")] if warns else []
    kind = "card capacity-guard warns" if warns else "card capacity-guard"
    return html.Div([*sign, html.Div([html.P(words) for words in sentences])], className=kind)


def guard_card(guard: Guard, relief: Relief | None, say: Wording) -> Component:
    """Whether people can bear it, in sentences."""
    busy = [load for load in (guard.sellers, guard.call_centre) if load.state != "room"]
    sentences = [_load(guard.sellers, say), _load(guard.call_centre, say)]
    if guard.costs_sales:
        sentences.append(say("This change sells less than today, because sellers have no time for it."))
    elif guard.sellers.pushed:
        sentences.append(say("This change makes sellers busier than today."))
    if relief is not None:
        sentences.append(relief_in_words(relief, say))
    nobody = guard.sellers.people == 0
    return notice(sentences, warns=bool(busy) or nobody or guard.costs_sales)


def relief_in_words(relief: Relief, say: Wording) -> str:
    """What more sellers would do."""
    more = say.percent(relief.more_share)
    if not relief.enough:
        return say("Even with {more} more sellers there is too little time; less work per lead would help.", more=more)
    before, after = relief.loss_rate_before.mean, relief.loss_rate.mean
    number = say.number(relief.sellers)
    if relief.won.inside_noise:
        return say("With {more} more sellers ({number}) there is time again; sales stay the same.", more=more, number=number)
    return say(
        "With {more} more sellers ({number}) the loss falls from {before} to {after}: {sales} sales a year.",
        more=more,
        number=number,
        before=say.percent(before, 1),
        after=say.percent(after, 1),
        sales=say.signed(relief.won.change.mean, 1),
    )


def load_sentences(curve: LeverCurve, lever: Lever, say: Wording) -> Component | None:
    """What the settings of a lever make of sellers' time, from the figures of the curve alone."""
    heaviest = max(curve.points, key=lambda point: point.sellers_utilisation.mean)
    name = setting_of(lever, heaviest.setting, say)
    load = say.percent(heaviest.sellers_utilisation.mean)
    tight = [point for point in curve.points if point.sellers_state != "room"]
    if not tight:
        return notice([say("Sellers have time at every setting: at most {load} busy (“{setting}”).", load=load, setting=name)])
    names = listed([quoted(setting_of(lever, point.setting, say), say) for point in tight], say)
    sentences = [say("Sellers are more than 85% busy at {names}, so leads wait: up to {load}.", names=names, load=load)]
    costly = [point for point in tight if point.overload_costs_sales]
    if costly:
        names = listed([quoted(setting_of(lever, point.setting, say), say) for point in costly], say)
        sentences.append(say("{names}: here more work costs sales; a setting with less of it sells more.", names=names))
    return notice(sentences, warns=True)


def _load(load: PeopleLoad, say: Wording) -> str:
    if load.who == "sellers" and load.people == 0:
        return say("There are no sellers, so nobody follows up a lead.")
    share = say.percent(load.utilisation.mean)
    words = say("Sellers {share} busy", share=share) if load.who == "sellers" else say("Call centre {share} busy", share=share)
    weeks = _weeks(load, say)
    return f"{words}: {weeks}" if weeks else f"{words}."


def _weeks(load: PeopleLoad, say: Wording) -> str:
    if load.weeks_tight is None or load.weeks_overloaded is None:
        return ""
    tight, over = _whole(load.weeks_tight), _whole(load.weeks_overloaded)
    if tight == 0:
        return say("in no week of the year do leads wait for time.")
    waiting = say.plural("in {number} week of the year leads wait", "in {number} weeks of the year leads wait", tight)
    if over == 0:
        return f"{waiting}."
    return waiting + say.plural(
        ", in {number} of them there is more work than time.", ", in {number} of them there is more work than time.", over
    )


def _whole(weeks: Estimate) -> int:
    return round(weeks.mean)

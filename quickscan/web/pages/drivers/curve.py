"""One lever over its range: what each setting brings, how busy it makes sellers, and what it may cost so that it pays."""

from collections.abc import Sequence

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component
from plotly.subplots import make_subplots  # type: ignore[import-untyped]  # ships no types

from quickscan.domain.drivers import TIGHT, BreakEven, LeverCurve, LeverPoint
from quickscan.domain.scenario import Lever
from quickscan.web.charts import LOSS, SCENARIO, TODAY, Cell, ChartData, chart_card
from quickscan.web.money import euros
from quickscan.web.pages.drivers.guard import load_sentences, notice
from quickscan.web.pages.drivers.words import (
    axis_of,
    difference,
    euros_with_interval,
    listed,
    quoted,
    setting_of,
    tick_of,
)
from quickscan.web.widgets import card, table
from quickscan.web.wording import Wording


def curve_cards(curve: LeverCurve, lever: Lever, say: Wording) -> list[Component]:
    """The picture, what it may cost, and a warning where sellers have too little time."""
    if not curve.moves_sales:
        return [card(say.of(curve.title), html.P(_cannot(curve, say)))]
    pieces = [_picture(curve, lever, say), load_sentences(curve, lever, say), _price(curve, lever, say)]
    if curve.left_out:
        names = listed([setting_of(lever, entry.settings[0], say) for entry in curve.left_out], say)
        pieces.append(notice([say("This process cannot have: {names}.", names=names)]))
    return [piece for piece in pieces if piece is not None]


def _cannot(curve: LeverCurve, say: Wording) -> str:
    if curve.calibration == "deck":
        return say("By the deck waiting costs no sale, so this lever cannot move sales. By evidence it can.")
    return say("This lever moves no sale in this process.")


def _picture(curve: LeverCurve, lever: Lever, say: Wording) -> Component:
    best = max(curve.points, key=lambda point: point.won.change.mean)
    told = say(
        "Sales a year at {number} settings, against today; most at {setting}: {change}.",
        number=len(curve.points),
        setting=setting_of(lever, best.setting, say),
        change=difference(best.won, say),
    )
    return chart_card(
        say("{lever}: what each setting brings", lever=say.of(curve.title)),
        _figure(curve, lever, say),
        _data(curve, lever, say),
        say,
        name="lever-curve",
        told=told,
        note=say("Sales a year against today, with 95% intervals, and below how busy sellers are. Grey is today."),
    )


def _figure(curve: LeverCurve, lever: Lever, say: Wording) -> go.Figure:
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.66, 0.34], vertical_spacing=0.09)
    names = [_wrapped(tick_of(lever, point.setting, say)) for point in curve.points]
    colours = [_colour(point) for point in curve.points]
    figure.add_scatter(
        x=names,
        y=[point.won.change.mean for point in curve.points],
        mode="lines+markers",
        line={"color": SCENARIO if not _has_options(curve) else "rgba(0,0,0,0)", "width": 2},
        marker={"color": colours, "size": 11, "symbol": [_symbol(point) for point in curve.points]},
        error_y={"type": "data", "array": [point.won.change.half_width for point in curve.points], "color": TODAY},
        hovertext=[f"{name}: {difference(point.won, say)}" for name, point in zip(names, curve.points, strict=True)],
        hoverinfo="text",
        row=1,
        col=1,
    )
    figure.add_scatter(
        x=names,
        y=[point.won.change.high for point in curve.points],
        mode="text",
        text=[say.signed(point.won.change.mean, 1) for point in curve.points],
        textposition="top center",
        hoverinfo="skip",
        cliponaxis=False,
        row=1,
        col=1,
    )
    _people_below(figure, curve, names, say)
    figure.add_hline(y=0, line={"color": TODAY, "width": 2}, row=1, col=1)
    figure.update_yaxes(title={"text": say("Sales a year"), "font": {"size": 12}}, gridcolor="#e3e8ee", row=1, col=1)
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_xaxes(title={"text": axis_of(lever, say), "font": {"size": 12}}, row=2, col=1)
    figure.update_layout(height=440, margin={"l": 8, "r": 12, "t": 26, "b": 8})
    return figure


def _people_below(figure: go.Figure, curve: LeverCurve, names: Sequence[str], say: Wording) -> None:
    """How busy sellers are at each setting, below its sales."""
    figure.add_bar(
        x=names,
        y=[100 * point.sellers_utilisation.mean for point in curve.points],
        marker={"color": [_colour(point) for point in curve.points]},
        text=[say.percent(point.sellers_utilisation.mean) for point in curve.points],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
        width=0.5,
        row=2,
        col=1,
    )
    most = max(100 * point.sellers_utilisation.mean for point in curve.points)
    if most > 60:
        figure.add_hline(y=100 * TIGHT, line={"color": LOSS, "dash": "dash", "width": 1}, row=2, col=1)
    figure.update_yaxes(
        title={"text": say("Sellers, %"), "font": {"size": 12}}, range=[0, max(1.35 * most, 10)], showgrid=False, row=2, col=1
    )


def _wrapped(words: str) -> str:
    """A name of an option over several lines."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > 14 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _has_options(curve: LeverCurve) -> bool:
    return curve.unit is None


def _colour(point: LeverPoint) -> str:
    return TODAY if point.is_today else LOSS if point.won.change.high < 0.0 or point.overload_costs_sales else SCENARIO


def _symbol(point: LeverPoint) -> str:
    if point.is_today:
        return "diamond"
    return "circle-open" if point.won.inside_noise else "circle"


def _data(curve: LeverCurve, lever: Lever, say: Wording) -> ChartData:
    columns = [
        say("Setting"),
        say("Sales a year"),
        "±",
        say("Contribution, €"),
        "±",
        say("Loss rate, points"),
        "±",
        say("Sellers, %"),
        say("Call centre, %"),
        say("Pays up to, €"),
        say("cautiously, €"),
    ]
    return ChartData(columns, [_row(point, lever, say) for point in curve.points])


def _row(point: LeverPoint, lever: Lever, say: Wording) -> list[Cell]:
    contribution, loss, pays = point.contribution_eur, point.loss_rate, point.pays_up_to_eur
    return [
        setting_of(lever, point.setting, say),
        point.won.change.mean,
        point.won.change.half_width,
        *((contribution.change.mean, contribution.change.half_width) if contribution else (None, None)),
        *((100 * loss.change.mean, 100 * loss.change.half_width) if loss else (None, None)),
        100 * point.sellers_utilisation.mean,
        100 * point.call_centre_utilisation.mean,
        *((pays.mean, pays.cautious) if pays else (None, None)),
    ]


def _price(curve: LeverCurve, lever: Lever, say: Wording) -> Component:
    """What each setting may cost, and with a cost what is left."""
    others = [point for point in curve.points if not point.is_today]
    in_euros = all(point.pays_up_to_eur is not None for point in others)
    columns = [say("Setting"), say("pays up to, a year"), say("cautiously")]
    columns += [say("costs a year"), say("left a year")] if curve.cost is not None else []
    rows = [_price_row(point, lever, curve.cost is not None, in_euros, say) for point in others]
    note = say("The most a setting may cost a year so that it pays; cautiously: at the lower end of the 95% interval.")
    if not in_euros:
        note = say("What a sale contributes is not known, so this is in sales: a setting may cost as much as they are worth.")
    caption = say("What may it cost?")
    return card(caption, _verdict(curve, lever, say), table(caption, columns, rows), note=note, name="lever-price")


def _price_row(point: LeverPoint, lever: Lever, costs: bool, in_euros: bool, say: Wording) -> Sequence[str]:
    pays = point.pays_up_to_eur if in_euros and point.pays_up_to_eur else point.pays_up_to_sales
    row = [setting_of(lever, point.setting, say), *_worth(pays, in_euros, say)]
    if not costs:
        return row
    left = euros_with_interval(point.net_eur.change, say) if point.net_eur else say("unknown")
    return [*row, euros(point.cost_eur or 0.0, say), left]


def _worth(pays: BreakEven, in_euros: bool, say: Wording) -> list[str]:
    return [_amount(amount, in_euros, say) for amount in (pays.mean, pays.cautious)]


def _amount(amount: float, in_euros: bool, say: Wording) -> str:
    if amount <= 0.0:
        return say("does not pay")
    return euros(amount, say) if in_euros else say("{sales} sales", sales=say.number(amount, 1))


def _verdict(curve: LeverCurve, lever: Lever, say: Wording) -> Component | None:
    """The best setting at the cost given."""
    best = curve.best
    if best is None:
        return None
    points = {point.setting: point for point in curve.points}
    if best.is_today:
        return html.P(say("At this cost no setting pays: today's stays the best."), className="drivers-verdict")
    words = say(
        "At this cost “{setting}” is best: {left} a year are left.",
        setting=setting_of(lever, points[best.setting].setting, say),
        left=euros_with_interval(best.net_eur.change, say),
    )
    if best.net_eur.inside_noise:
        words += " " + say("That is inside the noise: chance alone may explain it.")
    elif best.as_good:
        names = listed([quoted(setting_of(lever, points[setting].setting, say), say) for setting in best.as_good], say)
        words += " " + say("Not told apart from it: {names}.", names=names)
    return html.P(words, className="drivers-verdict")

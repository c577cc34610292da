"""Links to the scenarios that are compared: made, copied, ended."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component
from flask import has_request_context, request

from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import ScenarioCalibration
from quickscan.store.shares import Mode, Share
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.services import Services
from quickscan.web.widgets import aria, badge, card
from quickscan.web.wording import Wording


def sharing_card(services: Services, engagement_id: str, say: Wording) -> Component:
    """The links there are, and the way to another one."""
    note = say("A link shows what is compared above and nothing else of the engagement: no interview, no answers, no names.")
    modes = dmc.RadioGroup(
        html.Div([dmc.Radio(label=words, value=mode) for mode, words in _modes(say).items()], className="modes"),
        id=ids.SHARE_MODE,
        value="read",
        label=say("What can be done behind the link"),
    )
    make = html.Button(say("Make a link"), id=ids.SHARE_BUTTON, type="button", className="button")
    return card(
        say("Share with the client"),
        html.Div([modes, make], className="make-share"),
        html.Div(id=ids.SHARE_FAULT, role="alert"),
        html.Div(share_list(services, engagement_id, say), id=ids.SHARES),
        note=note,
        name="share",
    )


def make_share(
    services: Services, engagement_id: str, mode: str, calibration: ScenarioCalibration, chosen: Sequence[str]
) -> Share:
    """A new link to the scenarios chosen. Raises ScanError where none is."""
    there = {one.id for one in services.store.get(engagement_id).scenarios if one.calibration == calibration}
    scenarios = [name for name in chosen if name in there]
    if not scenarios:
        raise ScanError.of("link", "no scenario is chosen", "choose above at least one that the link shows")
    now = services.clock()
    allowed: Mode = "play" if mode == "play" else "read"
    return services.shares.make(engagement_id, allowed, calibration, scenarios, now=now, by=asked_by())


def share_list(services: Services, engagement_id: str, say: Wording) -> list[Component]:
    """The links that work, the newest first."""
    shares = services.shares.list(engagement_id)
    names = {one.id: say.of(one.name) for one in services.store.get(engagement_id).scenarios}
    if not shares:
        return [html.P(say("There is no link yet."), className="small")]
    return [html.Ul([_share(one, names, say) for one in shares], className="shares")]


def address_of(share: Share) -> str:
    """The whole address of a link, as it is sent to somebody."""
    root = request.host_url.rstrip("/") if has_request_context() else ""
    return f"{root}/shared/{share.token}"


def _modes(say: Wording) -> dict[str, str]:
    return {"read": say("look at it"), "play": say("move the levers too, without saving")}


def _share(share: Share, names: dict[str, str], say: Wording) -> Component:
    address = address_of(share)
    shown = ", ".join(names.get(name, say("a deleted scenario")) for name in share.scenarios)
    made = say("made on {day}", day=say.date(share.made_at))
    label = say("Link to {scenarios}", scenarios=shown)
    copied: dict[str, Any] = {"data-copy": address, "data-copied": say("copied")}
    field = html.Label(
        [html.Span(label, className="unseen"), dcc.Input(value=address, readOnly=True, type="text", className="words")]
    )
    copy = _button(say("Copy"), label, "quiet small copy-link", copied)
    end = _button(say("End"), label, "quiet small", {"id": ids.share_end(share.token)})
    about = html.Div([badge(_modes(say)[share.mode], "accent"), html.Span(shown)], className="about")
    told = html.P(f"{calibration_in_words(share.calibration, say)} · {made}", className="small")
    return html.Li([about, html.Div([field, copy, end], className="address"), told])


def _button(words: str, label: str, look: str, more: dict[str, Any]) -> Component:
    return html.Button(words, type="button", className=look, **aria(label=f"{words}: {label}"), **more)

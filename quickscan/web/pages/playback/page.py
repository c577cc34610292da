"""The page on which leads move through the process over a week. The browser draws it (assets/playback*.js)."""

import json
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.analysis.playback import WEEKS
from quickscan.domain.scenario import OwnScenario
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.playback.words import page_words
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName
from quickscan.web.widgets import Page
from quickscan.web.wording import Wording

USUAL_WEEK = 20
"""Shown unless another one is asked for: an ordinary week in May."""


def playback_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """A week of one engagement's process. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    title = say("Playback")
    lead = say("One week of your lead process, lead by lead.")
    head = html.Div([html.H1(title, tabIndex=-1), html.P(lead, className="small")], className="page-head")
    return analysis_room_page(material, "playback", title, [head, _stage(engagement_id, query, engagement.scenarios, say)])


def week_asked(query: Query) -> int:
    """The week an address asks for; the usual one unless it names one of the year."""
    asked = query.get("week", "")
    week = int(asked) if asked.isdecimal() else USUAL_WEEK
    return week if 1 <= week <= WEEKS else USUAL_WEEK


def _stage(engagement_id: str, query: Query, own: Sequence[OwnScenario], say: Wording) -> Component:
    """Where the browser draws; the address of its numbers and all its words stand in it."""
    given: dict[str, Any] = {
        "data-address": f"/engagements/{engagement_id}/playback",
        "data-week": str(week_asked(query)),
        "data-weeks": str(WEEKS),
        "data-choices": json.dumps(_choices(query, own, say), ensure_ascii=False),
        "data-words": json.dumps(page_words(say), ensure_ascii=False),
    }
    return html.Div(id="playback", className="playback", **given)


def _choices(query: Query, own: Sequence[OwnScenario], say: Wording) -> list[dict[str, Any]]:
    """What can be shown: by calibration, and the process as it is or one of the client's scenarios in it."""
    calibration = calibration_asked(query)
    names: dict[CalibrationName, str] = {"evidence": say("By evidence"), "deck": say("Consulting deck")}
    scenarios = [scenario for scenario in own if scenario.calibration == calibration]
    asked = query.get("scenario", "")
    known = [("", say("As it is today")), *((scenario.id, say.of(scenario.name)) for scenario in scenarios)]
    gone = [] if asked in dict(known) else [(asked, asked)]
    return [
        _choice("calibration", say("Calibration"), list(names.items()), calibration),
        _choice("scenario", say("Shown"), [*known, *gone], asked),
    ]


def _choice(name: str, label: str, options: Sequence[tuple[str, str]], value: str) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options, "value": value}

"""The page on which leads move through the process over a week. The browser draws it (assets/playback*.js)."""

import json
import re
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.analysis.playback import WEEKS
from quickscan.domain.scenario import OwnScenario
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.playback.words import page_words
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import CALIBRATIONS, CalibrationName
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
    week = week_number(query)
    return week if 1 <= week <= WEEKS else USUAL_WEEK


def week_number(query: Query) -> int:
    """The number an address gives for the week; 0 where it gives none."""
    asked = query.get("week", "")
    return int(asked) if re.fullmatch("[0-9]{1,4}", asked) else 0


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
    """What can be shown: by calibration, and the process as it is or one of the client's scenarios, each with its calibration."""
    asked = query.get("scenario", "")
    calibrations = [(name, calibration_in_words(name, say)) for name in CALIBRATIONS]
    scenarios = [("", say("Today")), *((one.id, say.of(one.name), one.calibration) for one in own)]
    gone = [] if asked in {one[0] for one in scenarios} else [(asked, asked)]
    return [
        {"name": "scenario", "label": say("Shown"), "options": [*scenarios, *gone], "value": asked},
        {"name": "calibration", "label": say("Calibration"), "options": calibrations, "value": _calibration(query, own)},
    ]


def _calibration(query: Query, own: Sequence[OwnScenario]) -> CalibrationName:
    """The calibration asked for, else that of the scenario asked for."""
    made_with = next((one.calibration for one in own if one.id == query.get("scenario")), None)
    return calibration_asked(query) if made_with is None or "calibration" in query else made_with

"""A week of the process for the browser that draws it, and its steps as a file."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Flask, Response, jsonify, request

from quickscan.analysis.compare import AsIs, Change
from quickscan.analysis.own_scenarios import catalogue_with
from quickscan.analysis.playback import week_of
from quickscan.analysis.playback_story import moment
from quickscan.domain.playback import NONE, Playback
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Catalogue
from quickscan.files.read import read_catalogue
from quickscan.web.charts import Cell, ChartData, csv_text
from quickscan.web.document import asked_language
from quickscan.web.pages.playback.page import week_number
from quickscan.web.pages.rooms import Query, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import PLAN
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

UNPROCESSABLE = 422


def hand_out_weeks(server: Flask, services: Services) -> None:
    """Opens the ways to the weeks of an engagement: as JSON, as the command line prints it, and as CSV."""

    def as_json(engagement_id: str) -> Response | Any:
        return _answered(services, engagement_id, lambda week, say: Response(week, mimetype="application/json"))

    def as_file(engagement_id: str) -> Response | Any:
        return _answered(services, engagement_id, _file)

    server.add_url_rule("/engagements/<engagement_id>/playback.json", "playback_json", as_json)
    server.add_url_rule("/engagements/<engagement_id>/playback.csv", "playback_csv", as_file)


def week_json(services: Services, engagement_id: str, query: Query) -> str:
    """The week asked for, made once for each state of the engagement. Raises ScanError where it cannot be simulated."""
    number, scenario = week_number(query), query.get("scenario", "")
    catalogue = catalogue_with(read_catalogue(), services.store.get(engagement_id).scenarios) if scenario else {}
    made: str = services.simulations.kept(
        engagement_id,
        calibration_asked(query),
        f"playback {number} {scenario}",
        partial(_simulated, number=number, scenario=scenario, catalogue=catalogue),
    )
    return made


def events(week: Playback, say: Wording) -> ChartData:
    """Every step of every lead shown, one a row."""
    columns = (
        say("Lead"),
        say("Channel"),
        say("When"),
        say("Minute of the week"),
        say("Where"),
        say("What happens"),
        say("Outlet"),
    )
    return ChartData(columns, list(_rows(week, say)))


def _rows(week: Playback, say: Wording) -> Iterator[list[Cell]]:
    leads = week.leads
    for lead, way in enumerate(leads.way):
        channel, cause = week.channels[leads.channel[lead]], leads.cause[lead]
        for minute, station, kind, outlet in way:
            who = say.of(week.outlet).format(number=outlet + 1)
            told = say.of(week.causes[cause].told) if cause != NONE else ""
            what = say.of(week.kinds[kind].text).format(channel=say.of(channel.name), outlet=who, cause=told)
            yield [
                f"{channel.id}-{leads.number[lead]}", say.of(channel.name), say.of(moment(minute)), minute,
                say.of(week.stations[station].name), what, who if outlet != NONE else None,
            ]  # fmt: skip


def _simulated(as_is: AsIs, number: int, scenario: str, catalogue: Catalogue) -> str:
    if scenario and scenario not in catalogue:
        raise ScanError.of("scenario", f"there is no scenario {scenario} any more", "choose another one")
    subject = as_is.changed(Change.of(catalogue[scenario], catalogue).overrides) if scenario else as_is
    return week_of(subject, PLAN, number).model_dump_json()


def _answered(services: Services, engagement_id: str, answer: Any) -> Response | Any:
    query = request.args.to_dict()
    say = services.wording(query.get("language", asked_language()))
    try:
        return answer(week_json(services, engagement_id, query), say)
    except ScanError as error:
        return jsonify(faults=[problem_in_words(problem, say) for problem in error.problems]), UNPROCESSABLE


def _file(made: str, say: Wording) -> Response:
    week = Playback.model_validate_json(made)
    # The mark at the beginning tells spreadsheets how letters are written.
    content = "\N{ZERO WIDTH NO-BREAK SPACE}" + csv_text(events(week, say), say)
    headers = {"Content-Disposition": f'attachment; filename="{say("playback")}-{say("week")}-{week.week}.csv"'}
    return Response(content, mimetype="text/csv", headers=headers)

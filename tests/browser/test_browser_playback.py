"""A person watches a week: plays and stops it, follows one lead, reads the same numbers in picture, table and command."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from quickscan.analysis.playback_story import story
from quickscan.domain.base import Language
from quickscan.domain.playback import NONE, WEEK_MINUTES, Playback
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
ADDRESS = "/engagements/car_maker/playback"
SIMULATED_MS = 120_000.0
"""A first simulation compiles what it runs."""
SAMPLED_MINUTE = 3000
CLICKS = 10
BETWEEN_CLICKS_MS = 200


@pytest.fixture(scope="module")
def week(program: Program) -> Playback:
    """The week that the page shows, from the same address as the page has it."""
    with urllib.request.urlopen(f"{program.address}{ADDRESS}.json?week=20&calibration=evidence", timeout=300) as reply:
        return Playback.model_validate_json(reply.read())


@pytest.fixture
def open_week(program: Program, open_page: OpenPage, week: Playback) -> OpenPage:
    def open_at(**how: Any) -> Page:
        page = open_page(f"{program.address}{ADDRESS}", **how)
        expect(page.locator(".play-station.lost")).to_be_visible(timeout=SIMULATED_MS)
        return page

    return open_at


@pytest.fixture
def still_page(browser: Browser, program: Program, week: Playback) -> Iterator[Page]:
    """The page of somebody who wants no motion."""
    context = browser.new_context(reduced_motion="reduce", locale="de-DE", viewport={"width": 1366, "height": 850})
    page = context.new_page()
    page.goto(program.address + ADDRESS)
    expect(page.locator(".play-station.lost")).to_be_visible(timeout=SIMULATED_MS)
    yield page
    context.close()


def box_of(page: Page, place: str) -> FloatRect:
    box = page.locator(place).bounding_box()
    assert box is not None
    return box


def go_to(page: Page, minute: int) -> None:
    page.get_by_label("Zeit in der Woche").evaluate(
        "(slider, minute) => { slider.value = minute; slider.dispatchEvent(new Event('input')); }", minute
    )


def count_of(page: Page, station: str) -> int:
    return int(page.locator(f".play-station.{station} .station-count").inner_text().replace(".", ""))


def click_dot(page: Page, station: str, above_floor: float) -> int:
    """Clicks the first dot of the pile at a station and gives the lead then followed.

    Whoever misses clicks again: letters that are loaded late move the picture between a look and a click.
    """
    followed = page.get_by_label("Einen Lead verfolgen")
    for _ in range(CLICKS):
        box = box_of(page, f".play-station.{station}")
        page.mouse.click(box["x"] + 20, box["y"] + box["height"] - above_floor)
        if followed.input_value() != str(NONE):
            break
        page.wait_for_timeout(BETWEEN_CLICKS_MS)
    expect(followed).not_to_have_value(str(NONE))
    return int(followed.input_value())


def test_counts_at_the_stations_are_those_of_the_week(still_page: Page, week: Playback) -> None:
    assert week.share_shown == 1.0
    for minute in (0, 1000, SAMPLED_MINUTE, WEEK_MINUTES - 10):
        go_to(still_page, minute)
        for station in week.stations:
            expected = week.queues[station.id][minute // 10]
            assert count_of(still_page, station.id) == expected, (station.id, minute)
    still_page.get_by_text("Zahlen und Dateien").click()
    rows = still_page.locator(".week-numbers table").first.locator("tbody tr")
    assert rows.count() == 8
    for day, numbers in enumerate(week.days):
        cells = rows.nth(day).locator("td").all_inner_texts()
        assert [int(cell) for cell in cells[:4]] == list(numbers)
    whole = rows.nth(7).locator("td").all_inner_texts()
    counts = week.counts
    assert [int(cell) for cell in whole[:4]] == [counts.created, counts.won, counts.lost, counts.no_sale]
    causes = still_page.locator(".week-numbers table").nth(1).locator("tbody tr")
    assert causes.count() == len(counts.lost_by_cause)


def test_space_plays_and_stops_and_the_clock_moves(open_week: OpenPage) -> None:
    page = open_week()
    expect(page.get_by_role("button", name="Anhalten")).to_be_visible()
    page.locator("h1").click(position={"x": 5, "y": 5})
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Abspielen")).to_be_visible()
    before = page.locator(".playback-clock").inner_text()
    page.keyboard.press("Space")
    expect(page.locator(".playback-clock")).not_to_have_text(before)
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Abspielen")).to_be_visible()
    page.get_by_role("button", name="Von vorn").click()
    expect(page.locator(".playback-clock")).to_have_text("Montag, 0:00")
    page.get_by_role("button", name="Zu Mittwoch springen").click()
    expect(page.locator(".playback-clock")).to_have_text("Mittwoch, 0:00")
    slider = page.get_by_label("Zeit in der Woche")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".playback-clock")).to_have_text("Mittwoch, 0:10")
    expect(slider).to_have_attribute("aria-valuetext", "Mittwoch 0:10")


def test_a_week_ends_by_itself_and_begins_again(open_week: OpenPage) -> None:
    page = open_week()
    page.get_by_label("1 Tag je Sekunde").check()
    go_to(page, WEEK_MINUTES - 200)
    expect(page.locator(".playback-clock")).to_have_text("Sonntag, 23:59")
    page.get_by_role("button", name="Abspielen").click()
    expect(page.locator(".playback-clock")).not_to_have_text("Sonntag, 23:59")
    expect(page.get_by_role("button", name="Anhalten")).to_be_visible()


def test_who_wants_no_motion_gets_a_picture_that_stands(still_page: Page) -> None:
    expect(still_page.get_by_role("button", name="Abspielen")).to_be_visible()
    expect(still_page.locator(".playback-clock")).to_have_text("Montag, 0:00")
    still_page.get_by_role("button", name="Abspielen").click()
    expect(still_page.locator(".playback-clock")).to_have_text("Montag, 4:00")
    still_page.get_by_role("button", name="Anhalten").click()
    expect(still_page.locator(".playback > .unseen[role=status]")).to_contain_text("Montag 4:00. Eingang ")


@pytest.mark.parametrize(("locale", "language"), [("de-DE", "de"), ("en-GB", "en")])
def test_every_story_on_the_page_is_the_one_of_the_command(
    open_week: OpenPage, week: Playback, locale: str, language: Language
) -> None:
    page = open_week(locale=locale)
    told = page.evaluate(
        """address => fetch(address).then(reply => reply.json()).then(data => {
            const words = JSON.parse(document.getElementById("playback").dataset.words);
            const all = data.leads.way.map((_, lead) => window.quickscan_playback.story(data, lead, words));
            return all.map(lines => lines.map(line => [line.minute, line.text]));
        })""",
        f"{ADDRESS}.json?week=20&calibration=evidence",
    )
    expected = [[[minute, text.in_language(language)] for minute, text in story(week, lead)] for lead in range(week.shown)]
    assert told == expected


def test_one_lead_is_followed_with_its_story(open_week: OpenPage, week: Playback) -> None:
    page = open_week()
    page.get_by_role("button", name="Anhalten").click()
    page.get_by_role("button", name="Einer, der verloren geht").click()
    chosen = int(page.get_by_label("Einen Lead verfolgen").input_value())
    assert week.stations[week.leads.outcome[chosen]].id == "lost"
    lines = [text.de for _, text in story(week, chosen)]
    assert page.locator(".story-lines li").all_inner_texts() == lines
    last = page.locator(".story-lines li").last
    expect(last).to_have_class("to-come")
    last.get_by_role("button").click()
    expect(last).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="Einer, der kauft").click()
    assert week.stations[week.leads.outcome[int(page.get_by_label("Einen Lead verfolgen").input_value())]].id == "won"
    page.get_by_label("Einen Lead verfolgen").select_option(str(NONE))
    expect(page.locator(".story-lines li")).to_have_count(0)
    expect(page.get_by_text("Klicken Sie auf einen Punkt")).to_be_visible()


def test_a_dot_is_clicked_and_followed(still_page: Page, week: Playback) -> None:
    lead = click_dot(still_page, "nurture", above_floor=14)
    at_start = [step for step in week.leads.way[lead] if step[0] <= 0][-1]
    assert week.stations[at_start[1]].id == "nurture"


def test_who_presents_sees_it_larger_and_a_click_still_means_its_dot(still_page: Page, program: Program, week: Playback) -> None:
    page = still_page
    page.set_viewport_size({"width": 1920, "height": 1080})
    small = box_of(page, ".play-station.sales .station-name")
    page.locator(".present").click()
    page.goto(program.address + ADDRESS)
    expect(page.locator(".play-station.lost")).to_be_visible(timeout=SIMULATED_MS)
    assert box_of(page, ".play-station.sales .station-name")["height"] > 1.2 * small["height"]
    lost = box_of(page, ".play-station.lost")
    assert lost["y"] + lost["height"] < box_of(page, ".presenter")["y"]
    lead = click_dot(page, "sales", above_floor=18)
    assert week.stations[[step for step in week.leads.way[lead] if step[0] <= 0][-1][1]].id == "sales"


def test_another_week_loads_and_stands_in_the_address(open_week: OpenPage, program: Program) -> None:
    page = open_week()
    page.get_by_role("button", name="Woche danach").click()
    expect(page).to_have_url(f"{program.address}{ADDRESS}?week=21&calibration=evidence")
    expect(page.locator(".playback-status")).to_contain_text("Gezeigt sind", timeout=SIMULATED_MS)
    page.get_by_label("Kalibrierung").select_option("deck")
    expect(page.locator(".playback-stage")).not_to_have_attribute("aria-busy", "true", timeout=SIMULATED_MS)
    page.reload()
    expect(page.get_by_role("combobox", name="Woche", exact=True)).to_have_value("21")
    expect(page.get_by_label("Kalibrierung")).to_have_value("deck")


def test_a_scenario_that_is_gone_is_said_so_and_another_choice_helps(program: Program, browser: Browser, week: Playback) -> None:
    page = browser.new_page(locale="de-DE")  # a browser complains of an answer that refuses
    page.goto(f"{program.address}{ADDRESS}?scenario=deleted")
    expect(page.locator(".playback-fault")).to_contain_text("das Szenario deleted gibt es nicht mehr, wählen Sie ein anderes.")
    page.get_by_role("combobox", name="Gezeigt").select_option("")
    expect(page.locator(".play-station.lost")).to_be_visible(timeout=SIMULATED_MS)
    expect(page.locator(".playback-fault")).to_have_count(0)
    page.close()


def test_a_server_that_is_away_is_said_so_and_asked_again(
    start_program: Callable[..., Program], folder: Path, open_page: OpenPage
) -> None:
    own = start_program(folder)
    page = open_page(f"{own.address}{ADDRESS}", server_may_end=True)
    expect(page.locator(".play-station.lost")).to_be_visible(timeout=SIMULATED_MS)
    own.end()
    page.get_by_role("button", name="Woche danach").click()
    expect(page.locator(".playback-fault")).to_contain_text("Das Programm antwortet nicht.")
    start_program(folder, own.port)
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".playback-fault")).to_have_count(0, timeout=SIMULATED_MS)
    expect(page.get_by_role("combobox", name="Woche", exact=True)).to_have_value("21")


def test_on_a_phone_stations_stand_below_each_other(open_week: OpenPage) -> None:
    page = open_week(width=390, height=844)
    tops = [page.locator(f".play-station.{name}").bounding_box() for name in ("inquiry", "call_centre", "lead_system", "dealers")]
    found = [box["y"] for box in tops if box]
    assert found == sorted(found)
    assert len(set(found)) == 4
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_dark_colours_reach_the_picture(still_page: Page) -> None:
    light = still_page.locator(".playback-stage canvas").evaluate("canvas => canvas.toDataURL()")
    still_page.get_by_role("button", name="Zwischen hell und dunkel wechseln").click()
    expect(still_page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert still_page.locator(".playback-stage canvas").evaluate("canvas => canvas.toDataURL()") != light


def test_the_file_of_steps_is_handed_out(still_page: Page, week: Playback) -> None:
    still_page.get_by_text("Zahlen und Dateien").click()
    with still_page.expect_download() as download:
        still_page.get_by_role("link", name="Jeder Schritt jedes gezeigten Leads").click()
    assert download.value.suggested_filename == "ablauf-woche-20.csv"
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(map(len, week.leads.way))


def test_the_week_s_address_answers_what_the_page_shows(program: Program, week: Playback) -> None:
    with urllib.request.urlopen(f"{program.address}{ADDRESS}.json?week=20", timeout=300) as reply:
        assert json.loads(reply.read())["counts"] == week.counts.model_dump()

"""The levers as a client moves them: how soon numbers and picture follow, alone and among ten, and what a thousand moves leave.

The thousand moves take a while and are asked for by themselves: python -m tests.benchmarks.levering --moves 1000
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_example, shipped_levers
from quickscan.files.read import read_engagement, read_levers
from quickscan.store.engagements import Store
from quickscan.web import ids
from tests.benchmarks.measuring import Row, tell
from tests.running import Program, chromium, chromium_path, serving

LEADS_A_YEAR = 20_000
LEADS_OF_THE_EXAMPLE = 7_864
"""Inquiries a year that the example would attract at most, as `quickscan simulate` prints them."""
SCALED = ("ch.volume", "cl.sales")
LEVERS = "/engagements/car_maker/levers"
MOVES, CLIENTS, MOVES_EACH, VISITS = 60, 10, 6, 5
THINKING_SECONDS = 2.0
"""Between an answer and the next move of one of several clients, on average."""
PATIENCE_MS, PATIENCE_SECONDS = 120_000, 120.0
WATCH = """() => {
  window.answers = { first: [], whole: [] };
  let since = null, asked = false, shown = false;
  document.addEventListener("keydown", () => { since = performance.now(); asked = shown = false; }, true);
  const results = document.getElementById("levers-results");
  const note = (list, began) => requestAnimationFrame(() => requestAnimationFrame(() => list.push(performance.now() - began)));
  new MutationObserver(() => {
    if (since === null) { return; }
    if (results.hasAttribute("data-waiting")) { asked = true; return; }
    if (asked && !shown) { shown = true; note(window.answers.first, since); }
    if (asked && results.getAttribute("aria-busy") === "false") { note(window.answers.whole, since); since = null; }
  }).observe(results, { attributes: true });
}"""
OPENED = """() => {
  window.there = {};
  const asked = { levers: ".lever [role=slider]", figures: "[data-figure=loss_rate]" };
  new MutationObserver(() => {
    Object.keys(asked).forEach((name) => {
      if (!(name in window.there) && document.querySelector(asked[name])) { window.there[name] = performance.now(); }
    });
  }).observe(document, { childList: true, subtree: true });
}"""
"""Notes when the parts of a page are there, as the browser sees it: who asks from outside asks every half second or so."""
OUTPUTS = (
    (ids.LEVERS_FIGURES, "children"), (ids.LEVERS_GUARD, "children"), (ids.LEVERS_LOSSES, "figure"),
    (ids.LEVERS_NUMBERS, "children"), (ids.LEVERS_FAULT, "children"), (ids.LEVERS_ANSWERED, "data"),
)  # fmt: skip

Settings = dict[str, float | str]


def levers() -> list[Row]:
    """Lever to picture in a real browser, and ten clients at once."""
    browser_path = chromium_path()
    if browser_path is None:
        return [Row("levers in a real browser", "no browser here")]
    with TemporaryDirectory() as name, chromium(browser_path) as browser:
        _fill(Path(name))
        with serving(Path(name)) as program:
            _warm(program)
            opened = _opened(browser, program)
            alone = _moved_in_browser(browser.new_page(), program)
            among_ten = _ten_at_once(program)
    return [
        Row(
            f"page of the levers, server warm, median of {VISITS} visits: levers there / figures there",
            f"{opened[0]:.2f} / {opened[1]:.2f} s",
            "2 s",
        ),
        Row(
            f"lever to numbers and picture over 10 paired years, evidence, {LEADS_A_YEAR:,} leads, median / 95th percentile",
            _middle_and_late(alone["first"]),
        ),
        Row(f"  the same over all 30, of {len(alone['whole'])} moves", _middle_and_late(alone["whole"]), "- / 1 s", "0.4 s"),
        Row(
            f"ten clients at once, each {THINKING_SECONDS:g} s after its answer: first answer, median / 95th percentile",
            f"{median(among_ten):.2f} / {quantiles(among_ten, n=20)[-1]:.2f} s",
            "3 s",
        ),
    ]


def _middle_and_late(milliseconds: list[float]) -> str:
    return f"{median(milliseconds) / 1000:.2f} / {quantiles(milliseconds, n=20)[-1] / 1000:.2f} s"


def example(leads: float = LEADS_A_YEAR) -> Engagement:
    """The example with as many inquiries a year, and sales to match."""
    whole = read_engagement(shipped_example("car_maker"))
    scaled = {
        question.id
        for question in whole.questionnaire.definition.questions()
        if any(sets.parameter in SCALED for sets in question.sets)
    }
    factor = leads / LEADS_OF_THE_EXAMPLE
    return whole.model_copy(update={"answers": tuple(_times(answer, factor, scaled) for answer in whole.answers)})


def move(
    program: Program,
    settings: Settings,
    calibration: str = "evidence",
    client: str = "bench",
    number: int = 1,
    whole: bool = False,
) -> float:
    """Seconds until the answer to one move is there, as the browser asks for it."""
    inputs = [
        {
            "id": ids.LEVERS_MOVED,
            "property": "data",
            "value": {"settings": settings, "number": number, "page": client, "whole": whole},
        },
    ]
    about = {"name": "car_maker", "calibration": calibration, "scenario": None}
    body = {
        "output": "..{}..".format("...".join(f"{name}.{part}" for name, part in OUTPUTS)),
        "outputs": [{"id": name, "property": part} for name, part in OUTPUTS],
        "inputs": inputs,
        "state": [
            {"id": ids.LEVERS_SUBJECT, "property": "data", "value": about},
            {"id": ids.LANGUAGE, "property": "data", "value": "de"},
        ],
        "changedPropIds": [f"{ids.LEVERS_MOVED}.data"],
    }
    asked = Request(f"{program.address}/_dash-update-component", json.dumps(body).encode(), {"Content-Type": "application/json"})
    start = time.perf_counter()
    with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:
        told = json.load(answer)
    if ids.LEVERS_FIGURES not in told["response"]:
        raise RuntimeError(f"no figures came for {settings}: {told}")
    return time.perf_counter() - start


def somewhere(random: Random, most: int = 3) -> Settings:
    """Some levers, put anywhere."""
    chosen = random.sample([lever for lever in _levers() if lever.id not in ("attempts", "sellers")], random.randint(1, most))
    return {lever.id: random.choice(lever.options).id if lever.options else _step(random, lever) for lever in chosen}


def _step(random: Random, lever: Lever) -> float:
    """A step of a slider, as the browser gives it."""
    low, high, step = lever.minimum or 0.0, lever.maximum or 1.0, lever.step or 1.0
    return round(low + step * random.randint(0, round((high - low) / step)), 6)


def _levers() -> Sequence[Lever]:
    absent = ("portal_volume", "chat_volume", "walk_in_volume")
    return [lever for lever in read_levers(shipped_levers()).levers if lever.id not in absent]


def _times(answer: Answer, factor: float, scaled: set[str]) -> Answer:
    if answer.question not in scaled or not isinstance(answer.value, dict):
        return answer
    value = {
        name: round(entry * factor) if isinstance(entry, int | float) and "month" not in name else entry
        for name, entry in answer.value.items()
    }
    return answer.model_copy(update={"value": value})


def _fill(folder: Path) -> None:
    with Store.open(folder) as store:
        store.add(example(), now=datetime.now(UTC))


def _warm(program: Program) -> None:
    tell("the first answer")
    move(program, {})


def _opened(browser: Browser, program: Program) -> tuple[float, float]:
    """Seconds from the address until there are levers to move, and until the figures are there too: medians of several visits."""
    visits = [_visited(browser, program) for _ in range(VISITS)]
    return median(visit["levers"] for visit in visits) / 1000, median(visit["figures"] for visit in visits) / 1000


def _visited(browser: Browser, program: Program) -> dict[str, float]:
    """Milliseconds of a first visit, nothing kept by the browser."""
    page = browser.new_context().new_page()
    page.add_init_script(f"({OPENED})()")
    _open(page, program)
    page.locator('#levers-results[aria-busy="false"]').wait_for()
    there: dict[str, float] = page.evaluate("window.there")
    page.context.close()
    return there


def _open(page: Page, program: Program) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{program.address}{LEVERS}")
    page.locator("[data-figure=loss_rate]").wait_for()


def _moved_in_browser(page: Page, program: Program) -> dict[str, list[float]]:
    """Milliseconds from a key on a lever until numbers and picture are there."""
    _open(page, program)
    page.locator('#levers-results[aria-busy="false"]').wait_for()
    page.evaluate(WATCH)
    page.evaluate("document.querySelectorAll('.lever-group').forEach(group => { group.open = true; })")
    sliders = page.locator(".lever [role=slider]")
    random = Random(1)
    for turn in range(MOVES):
        tell(f"moving a lever: {turn + 1} of {MOVES}")
        slider = sliders.nth(random.randrange(sliders.count()))
        slider.focus()
        page.keyboard.press(random.choice(("ArrowRight", "ArrowLeft", "PageUp", "Home")))
        page.wait_for_timeout(250)
        page.locator('#levers-results[aria-busy="false"]').wait_for()
        page.wait_for_timeout(100)
    found: dict[str, list[float]] = page.evaluate("window.answers")
    page.context.close()
    return found


def _ten_at_once(program: Program) -> list[float]:
    tell("ten clients at once")

    def client(name: int) -> list[float]:
        random = Random(name)
        taken = []
        for number in range(MOVES_EACH):
            time.sleep(random.uniform(0.5, 1.5) * THINKING_SECONDS)
            settings, who = somewhere(random), f"client {name}"
            taken.append(move(program, settings, client=who, number=2 * number))
            move(program, settings, client=who, number=2 * number + 1, whole=True)  # as a browser asks then
        return taken

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [seconds for taken in pool.map(client, range(CLIENTS)) for seconds in taken]


def memory_over(moves: int, told: Callable[[str], None] = print) -> list[float]:
    """Megabytes that the server holds after every tenth of so many moves, in both calibrations."""
    random, held = Random(1), []
    with TemporaryDirectory() as name:
        _fill(Path(name))
        with serving(Path(name)) as program:
            for number in range(moves):
                move(program, somewhere(random), ("evidence", "deck")[number % 2], number=number, whole=True)
                if number % max(1, moves // 10) == 0 or number == moves - 1:
                    held.append(_megabytes(program))
                    told(f"after {number + 1} moves: {held[-1]:.0f} MB")
    return held


def _megabytes(program: Program) -> float:
    status = Path(f"/proc/{program.process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--moves", type=int, default=1000)
    memory_over(parser.parse_args().moves)

"""The list of a thousand engagements in a real browser: from the click on the way to it until its first entries can be read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from quickscan.store.engagements import Store
from tests.benchmarks.measuring import Row, clocked, medians
from tests.material import engagement, said
from tests.running import chromium, chromium_path, serving

MANY = 1_000
BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UNTIL_SHOWN = """async (shown) => {
    const start = performance.now();
    document.querySelector('a.back').click();
    while (document.querySelectorAll('.engagement').length < shown) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return (performance.now() - start) / 1000;
}"""
FIRST_PAGE = 25


def fill(folder: Path, number: int = MANY) -> None:
    """Puts so many engagements into the database of a folder, each with the full questionnaire and an answer."""
    base = engagement([said("business_model.sales_model", "dealer")])
    with Store.open(folder) as store:
        for turn in range(number):
            client = base.client.model_copy(update={"name": f"Muster {turn:04} AG"})
            store.add(base.model_copy(update={"id": f"muster_{turn:04}", "client": client}), now=BEGUN + timedelta(minutes=turn))


def list_of_thousand() -> list[Row]:
    """Seconds from the click to the first page of a thousand engagements, and what reading them takes of it."""
    path = chromium_path()
    if path is None:
        return [Row("list of 1,000 engagements in a browser", "no browser here")]
    with TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        with Store.open(folder) as store, serving(folder) as program, chromium(path) as browser:
            page = browser.new_page(viewport={"width": 1366, "height": 850}, locale="de-DE")
            found = medians(read=clocked(store.list), shown=lambda: _seconds_until_shown(page, program.address))
    return [
        Row("list of 1,000 engagements, from click to shown, in a browser", f"{found['shown']:.2f} s", "1 s", "0.5 s"),
        Row("  reading them from the database", f"{1000 * found['read']:.0f} ms"),
    ]


def _seconds_until_shown(page: Page, address: str) -> float:
    page.goto(f"{address}/engagements/new")
    page.locator("#engagement-create").wait_for()
    seconds: float = page.evaluate(UNTIL_SHOWN, FIRST_PAGE)
    return seconds

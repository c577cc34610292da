"""The app on the shipped example in an empty data folder. Reports are made in a thread, by a function that only writes a file."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import plotly.utils  # type: ignore[import-untyped]  # ships no types
import pytest
from dash.development.base_component import Component

from quickscan.assessment.assess import assess
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.files.catalogue import shipped_example, shipped_knowledge
from quickscan.files.portable import read_portable
from quickscan.files.read import read_engagement, read_knowledge
from quickscan.store.engagements import Store
from quickscan.web.reports import MakeReport, Making, Places, Progress, Reports, Wanted
from quickscan.web.services import Services
from quickscan.web.wording import Wording, read_wordings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return read_knowledge(shipped_knowledge())


@pytest.fixture(scope="session")
def example() -> Engagement:
    """The complete example."""
    return read_engagement(shipped_example("car_maker"))


@pytest.fixture(scope="session")
def nearly_empty() -> Engagement:
    """The example with three answers."""
    return read_engagement(shipped_example("nearly_empty"))


@pytest.fixture(scope="session")
def german() -> Wording:
    return read_wordings()["de"]


@pytest.fixture(scope="session")
def english() -> Wording:
    return read_wordings()["en"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def write_words(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
    progress(0.5)
    places.target.write_text(f"{engagement.title} {wanted.language}", encoding="utf-8")


@pytest.fixture
def open_reports(store: Store) -> Iterator[Callable[..., Reports]]:
    """Opens the reports of the store, with the function that makes them."""
    opened: list[tuple[Reports, ThreadPoolExecutor]] = []

    def open_with(make: MakeReport = write_words, made_with: str = "0" * 64) -> Reports:
        executor = ThreadPoolExecutor(1)
        reports = Reports(store, Making(make, made_with, lambda: NOW), lambda: executor)
        opened.append((reports, executor))
        return reports

    yield open_with
    for reports, executor in opened:
        executor.shutdown()
        reports.close()


@pytest.fixture
def services(store: Store, knowledge: Knowledge, example: Engagement, open_reports: Callable[..., Reports]) -> Services:
    return Services(
        store=store,
        knowledge=knowledge,
        assess=assess,
        reports=open_reports(),
        example=lambda: example,
        read_portable=read_portable,
        clock=lambda: NOW,
    )


@pytest.fixture(scope="session")
def as_json() -> Callable[[object], Any]:
    """A component tree as the browser gets it."""
    return lambda tree: json.loads(json.dumps(tree, cls=plotly.utils.PlotlyJSONEncoder))


@pytest.fixture(scope="session")
def words_of() -> Callable[[object], str]:
    """Everything a person reads in a component tree."""

    def read(tree: object) -> str:
        if isinstance(tree, Component):
            return read(getattr(tree, "children", None))
        if isinstance(tree, list | tuple):
            return " ".join(filter(None, map(read, tree)))
        return "" if tree is None else str(tree)

    return lambda tree: " ".join(read(tree).split())

"""`quickscan report` beside Word: the workbook holds the very numbers that the other commands print on the same seed."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from quickscan.files.catalogue import shipped_example
from tests.commanding import quickscan

EXAMPLE = str(shipped_example("car_maker"))
NEARLY_EMPTY = str(shipped_example("nearly_empty"))
RUN = ("--seed", "3", "--replications", "3")
AS_STORED = 1e-15
"""A workbook keeps sixteen digits."""


def printed_by(*command: str | Path) -> str:
    ran = quickscan(*command)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def result_of(*command: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed_by(*command, "--json"))
    return found


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    target = tmp_path_factory.mktemp("formats") / "figures.xlsx"
    printed = printed_by("report", EXAMPLE, "-o", target, "--language", "en", *RUN)
    assert printed.strip() == f"Report: {target}"
    return load_workbook(target, data_only=True)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    lines = list(book[sheet].iter_rows(min_row=4, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_the_simulated_year_is_that_of_simulate(book: Any) -> None:
    found = result_of("simulate", EXAMPLE, *RUN)
    told = {record["Key"]: record for record in rows(book, "Simulation")}
    for key in ("loss_rate", "won", "potential", "inquiries", "cost_per_new_customer", "contribution_lost_eur"):
        assert told[key]["Mean"] == pytest.approx(found[key]["mean"], rel=AS_STORED)
        assert told[key]["± (95%)"] == pytest.approx(found[key]["half_width"], rel=AS_STORED)
        assert told[key]["Replications"] == found[key]["n"] == 3
    median = found["response_time_hours"]["median"]["mean"]
    assert told["response_time_hours.median"]["Mean"] == pytest.approx(median, rel=AS_STORED)
    lost = sorted(value["mean"] for value in found["lost_by_cause"].values())
    assert sorted(record["Sales a year"] for record in rows(book, "Sales lost")[1:-1]) == pytest.approx(lost, rel=AS_STORED)


def test_severities_are_those_of_assess(book: Any) -> None:
    found = result_of("assess", EXAMPLE)
    told = sorted(record["Severity"] for record in rows(book, "Causes")[:-1])
    assert told == pytest.approx(sorted(value["severity"] for value in found["severity"].values()), rel=AS_STORED)
    maturity = [value["score"] for value in found["maturity"].values()]
    assert [record["Maturity"] for record in rows(book, "Maturity")] == pytest.approx(maturity, rel=AS_STORED)


def test_measures_portfolio_and_roadmap_are_those_of_recommend(book: Any) -> None:
    found = result_of("recommend", EXAMPLE, *RUN)
    gains = {record["Code"]: record["More sales a year"] for record in rows(book, "Measures")}
    wanted = {one["code"]: one["sales_gain"]["mean"] for one in (*found["recommendations"], *found["prerequisites"])}
    assert gains == pytest.approx(wanted, rel=AS_STORED)
    rates = [stage["loss_rate_after"]["mean"] for stage in found["roadmap"]["stages"]]
    assert [record["Loss rate"] for record in rows(book, "Roadmap")[1:-1]] == pytest.approx(rates, rel=AS_STORED)
    chosen = [record for record in rows(book, "Portfolio") if record["In the portfolio"] == "yes"]
    assert len(chosen) == len(found["portfolio"]["chosen"])


def test_slides_are_written(tmp_path: Path) -> None:
    target = tmp_path / "slides.pptx"
    printed_by("report", NEARLY_EMPTY, "-o", target, "--replications", "2")
    assert len(Presentation(str(target)).slides) == 10


@pytest.mark.needs_libreoffice
def test_a_pdf_is_written(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    printed_by("report", NEARLY_EMPTY, "-o", target, "--replications", "2")
    assert target.read_bytes().startswith(b"%PDF")

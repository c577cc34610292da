"""The report in the app: four formats in two languages, made from one scan, handed out and looked at."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from quickscan.domain.engagement import Engagement
from quickscan.domain.export import FORMATS
from quickscan.domain.problem import ScanError
from quickscan.exports import export as exports
from quickscan.store.report_jobs import ReportJob
from quickscan.web import making
from quickscan.web.app import create_app, page_at
from quickscan.web.making import SIMULATION_SHARE, make_report
from quickscan.web.pages.findings.report import CARD, PREVIEW, report_rows, report_state, wanted_of
from quickscan.web.report_files import known_template, preview_address, report_address, template_choices
from quickscan.web.reports import STANDARD, Making, Places, Reports, Wanted
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.report.paper import nearly_empty as scan_of_nearly_empty

LOOPBACK = "http://127.0.0.1"
AsJson = Callable[[object], Any]
WordsOf = Callable[[object], str]


@pytest.fixture
def client(services: Services) -> FlaskClient:
    services.store.add(services.example(), now=services.clock())
    server = create_app(services).server
    made: FlaskClient = server.test_client()
    return made


def make(services: Services, wanted: Wanted) -> None:
    services.reports.ask("car_maker", wanted)
    while services.reports.file("car_maker", wanted) is None:
        time.sleep(0.02)


@pytest.mark.parametrize("ending", FORMATS)
def test_each_format_is_handed_out_under_its_name(services: Services, client: FlaskClient, ending: Any) -> None:
    make(services, Wanted("en", ending))
    with client.get(f"/engagements/car_maker/report.en.{ending}", base_url=LOOPBACK) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == f"attachment; filename=Quick-Scan_car_maker_en.{ending}"
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert client.get(f"/engagements/car_maker/report.de.{ending}", base_url=LOOPBACK).status_code == 302


def test_only_a_pdf_may_be_shown_on_a_page_of_the_app(services: Services, client: FlaskClient) -> None:
    for ending in ("pdf", "docx"):
        make(services, Wanted("de", ending))  # type: ignore[arg-type]  # a format
    with client.get("/engagements/car_maker/report.de.pdf?shown=1", base_url=LOOPBACK) as shown:
        assert shown.headers["Content-Type"] == "application/pdf"
        assert shown.headers["Content-Disposition"].startswith("inline")
        assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert shown.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    with client.get("/engagements/car_maker/report.de.docx?shown=1", base_url=LOOPBACK) as file:
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert file.headers["X-Frame-Options"] == "DENY"


def test_formats_and_templates_are_reports_of_their_own(services: Services) -> None:
    services.store.add(services.example(), now=services.clock())
    make(services, Wanted("de", "xlsx"))
    for other in (Wanted("de", "pptx"), Wanted("en", "xlsx"), Wanted("de", "xlsx", "short")):
        assert services.reports.look("car_maker", other) is None


def test_an_unknown_template_is_the_standard_one(services: Services) -> None:
    assert next(choice.id for choice in template_choices(services.templates)) == STANDARD
    assert known_template("../../secret", services.templates) == known_template(None, services.templates) == STANDARD


def test_addresses_say_language_format_and_template(services: Services) -> None:
    assert report_address("a", Wanted("de", "pdf"), shown=True) == "/engagements/a/report.de.pdf?shown=1"
    assert report_address("a", Wanted("en", "docx", "short")) == "/engagements/a/report.en.docx?template=short"
    assert preview_address("a", Wanted("en", "pdf")) == "/engagements/a/preview?language=en&template=standard"
    part = {"language": "en", "format": "xlsx", "template": "standard", "place": CARD}
    assert wanted_of(part, services.templates) == Wanted("en", "xlsx")


def test_the_card_offers_every_format(services: Services, german: Wording, words_of: WordsOf) -> None:
    services.store.add(services.example(), now=services.clock())
    rows = report_rows(services.reports, "car_maker", "de", STANDARD, german)
    assert [words_of(row).split(" ")[0] for row in rows] == ["Word-Bericht", "Arbeitsmappe", "Folien", "PDF"]


@pytest.mark.parametrize("page", ["", "/preview"])
def test_without_libreoffice_the_page_says_what_to_do(services: Services, page: str, words_of: WordsOf, german: Wording) -> None:
    services.store.add(services.example(), now=services.clock())
    object.__setattr__(services.reports._making, "can_make_pdf", lambda: False)
    said = words_of(page_at(services, f"/engagements/car_maker{page}", "de").content)
    assert "LibreOffice ist auf diesem Rechner nicht installiert" in said
    assert said.count("Erstellen") == (0 if page else 3)


def test_the_preview_shows_the_pdf_once_it_is_there(services: Services, as_json: AsJson, words_of: WordsOf) -> None:
    services.store.add(services.example(), now=services.clock())
    object.__setattr__(services.reports._making, "can_make_pdf", lambda: True)
    address = "/engagements/car_maker/preview?language=en"
    assert "iframe" not in str(as_json(page_at(services, address, "de").content)).lower()
    make(services, Wanted("en", "pdf"))
    shown = str(as_json(page_at(services, address, "de").content))
    assert "'src': '/engagements/car_maker/report.en.pdf?shown=1'" in shown
    assert "Herunterladen" in words_of(page_at(services, address, "de").content)


def test_a_report_says_when_it_is_being_written(german: Wording, words_of: WordsOf) -> None:
    job = ReportJob("running", SIMULATION_SHARE, None)
    for place in (CARD, PREVIEW):
        assert words_of(report_state(job, "a", Wanted("de", "pdf"), place, german)) == "Wird geschrieben …"


def test_a_fault_of_the_input_is_said_in_the_language_of_the_page(german: Wording, words_of: WordsOf) -> None:
    remedy = "try again when the machine has less to do, or save the Word file as PDF in Word"
    what = "PDF: LibreOffice could not lay out the Word file, or not within 120 seconds"
    job = ReportJob("failed", 0.9, f"{what}\n{remedy}")
    said = words_of(report_state(job, "a", Wanted("de", "pdf"), CARD, german))
    assert "LibreOffice konnte die Word-Datei nicht umbrechen, oder nicht in 120 Sekunden, versuchen Sie es noch einmal" in said


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The engagements that were simulated, each at once by a scan that is there already."""
    scanned: list[str] = []

    def scan(engagement: Engagement, data_folder: Path, progress: Callable[[float], None]) -> Any:
        scanned.append(engagement.id)
        progress(0.5)
        return scan_of_nearly_empty()

    monkeypatch.setattr(making, "_scan", scan)
    return scanned


def test_a_second_format_or_language_simulates_nothing(simulated: list[str], tmp_path: Path) -> None:
    engagement, shares = scan_of_nearly_empty().engagement, list[float]()
    scan = tmp_path / "reports" / "nearly_empty-1-abc.scan.gz"
    scan.parent.mkdir()
    for language, ending in (("de", "xlsx"), ("en", "xlsx"), ("de", "docx"), ("de", "pptx")):
        target = tmp_path / "reports" / f"{language}.{ending}"
        make_report(engagement, Wanted(language, ending), Places(target, scan), shares.append)  # type: ignore[arg-type]  # languages and formats
        assert target.read_bytes().startswith(b"PK")
    assert simulated == [engagement.id]
    assert shares == [0.5, *[SIMULATION_SHARE] * 4]


def test_a_pdf_that_cannot_be_made_is_refused_before_the_simulation(
    simulated: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise ScanError.of("PDF", "LibreOffice is not installed on this machine", "install it")

    monkeypatch.setattr(exports, "refuse_without_converter", refuse)
    places = Places(tmp_path / "report.pdf", tmp_path / "a.scan.gz")
    with pytest.raises(ScanError, match="LibreOffice"):
        make_report(scan_of_nearly_empty().engagement, Wanted("de", "pdf"), places, lambda share: None)
    assert simulated == []


def test_all_reports_of_one_state_share_a_scan(services: Services, open_reports: Callable[..., Reports]) -> None:
    places: list[Places] = []

    def note(engagement: Engagement, wanted: Wanted, told: Places, progress: Any) -> None:
        places.append(told)
        told.target.touch()

    services.store.add(services.example(), now=services.clock())
    reports = open_reports(note)
    for wanted in (Wanted("de"), Wanted("en", "xlsx"), Wanted("de", "docx", "short")):
        reports.ask("car_maker", wanted)
        while reports.file("car_maker", wanted) is None:
            time.sleep(0.02)
    assert len({one.scan for one in places}) == 1
    assert len({one.target for one in places}) == 3
    assert isinstance(reports._making, Making)

"""The app as a browser meets it: the document, its headers, and the files it hands out."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.app import create_app
from quickscan.web.reports import Wanted
from quickscan.web.serve import serve
from quickscan.web.services import Services

LOOPBACK = "http://127.0.0.1"


@pytest.fixture
def client(services: Services) -> FlaskClient:
    server: Flask = create_app(services).server
    return server.test_client()


@pytest.mark.parametrize(
    ("cookie", "accepts", "language"),
    [(None, None, "de"), ("en", "de", "en"), ("de", "en", "de"), (None, "en-GB,en;q=0.8", "en"), ("<x>", "fr", "de")],
)
def test_the_document_has_the_language_of_the_reader(
    client: FlaskClient, cookie: str | None, accepts: str | None, language: str
) -> None:
    if cookie:
        client.set_cookie("quickscan_language", cookie, domain="127.0.0.1")
    page = client.get("/", base_url=LOOPBACK, headers={"Accept-Language": accepts} if accepts else {})
    assert f'<html lang="{language}"' in page.text


def test_everything_the_document_asks_for_is_here(client: FlaskClient) -> None:
    page = client.get("/", base_url=LOOPBACK)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) > 10
    for address in addresses:
        assert address.startswith("/"), address
        with client.get(address, base_url=LOOPBACK) as answer:
            assert answer.status_code == 200, address


def test_scripts_are_allowed_by_name_only(client: FlaskClient) -> None:
    policy = client.get("/", base_url=LOOPBACK).headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert re.fullmatch(r"script-src 'self'( 'sha256-[^']+')+", scripts)
    assert "default-src 'self'" in policy


def test_another_name_for_this_machine_is_refused(client: FlaskClient) -> None:
    assert client.get("/", base_url="http://evil.example").status_code == 400
    assert client.get("/", base_url="http://localhost:8050").status_code == 200


def test_the_remote_control_of_dash_is_off(client: FlaskClient) -> None:
    assert "react-entry-point" in client.get("/_mcp", base_url=LOOPBACK).text


def test_a_report_is_handed_out_as_a_word_file(services: Services, client: FlaskClient) -> None:
    services.store.add(services.example(), now=services.clock())
    services.reports.ask("car_maker", Wanted("en"))
    while services.reports.file("car_maker", Wanted("en")) is None:
        time.sleep(0.02)
    with client.get("/engagements/car_maker/report.en.docx", base_url=LOOPBACK) as report:
        assert report.status_code == 200
        assert "wordprocessingml.document" in report.headers["Content-Type"]
        assert report.headers["Content-Disposition"] == "attachment; filename=Quick-Scan_car_maker_en.docx"
        assert report.get_data(as_text=True) == f"{services.example().title} en"


@pytest.mark.parametrize("name", ["car_maker/report.de", "nowhere/report.de"])
def test_a_report_that_is_not_there_leads_to_its_page(services: Services, client: FlaskClient, name: str) -> None:
    services.store.add(services.example(), now=services.clock())
    answer = client.get(f"/engagements/{name}.docx", base_url=LOOPBACK)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/engagements/{name.split('/', maxsplit=1)[0]}")


def _post(client: FlaskClient, address: str) -> Any:
    page, title, fault = "page.children", "title.data", "fault.children"
    body = {
        "output": f"..{page}...{title}...{fault}..",
        "outputs": [{"id": part.split(".")[0], "property": part.split(".")[1]} for part in (page, title, fault)],
        "inputs": [
            {"id": "location", "property": "pathname", "value": address},
            {"id": "location", "property": "search", "value": ""},
            {"id": "language", "property": "data", "value": "en"},
        ],
        "changedPropIds": ["location.pathname"],
    }
    return client.post("/_dash-update-component", json=body, base_url=LOOPBACK)


def test_the_browser_gets_a_page_by_its_address(services: Services, client: FlaskClient) -> None:
    services.store.add(services.example(), now=services.clock())
    answer = _post(client, "/engagements/car_maker").get_json()["response"]
    assert answer["title"]["data"] == "Lead Management 2026 · Beispiel Automobil AG – Quick-Scan"
    assert "Where the leads get lost" in json.dumps(answer["page"]["children"])


def test_an_error_of_our_own_is_a_sentence_on_the_page(
    services: Services, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(type(services.store), "list", lambda _: 1 / 0)
    answer = _post(client, "/").get_json()
    assert "Something went wrong" in json.dumps(answer) or "schiefgegangen" in json.dumps(answer)
    assert "ZeroDivisionError" not in json.dumps(answer)
    assert "ZeroDivisionError" in caplog.text


def test_only_this_machine_is_served(tmp_path: object) -> None:
    with pytest.raises(ScanError, match="would open the app to other machines without accounts"):
        serve("0.0.0.0", 8050, tmp_path, False)  # type: ignore[arg-type]  # it is refused before the folder counts


def test_every_component_has_a_name_of_its_own() -> None:
    written = re.findall(r"^([A-Z_]+) = (\".*\")$", Path(ids.__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(written) > 20
    assert len({name for name, _ in written}) == len({value for _, value in written}) == len(written)

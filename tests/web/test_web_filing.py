"""Files handed in: named where they belong, handed out again, refused with the reason, and only from pages of the app."""

import base64
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from quickscan.domain.engagement import Engagement
from quickscan.web.app import create_app
from quickscan.web.filing import add_file, files_part, remove_file
from quickscan.web.pages.engagements.opening import open_all_the_same
from quickscan.web.services import Services
from quickscan.web.wording import Wording

PDF = b"%PDF-1.7 proof"
FILES = "/engagements/car_maker/files"
PLACE = {"respondent": "dealer_south", "question": "follow_up.cadence", "language": "de"}


@pytest.fixture
def interviewing(services: Services, example: Engagement) -> Services:
    services.store.add(example.model_copy(update={"answers": (), "documents": ()}), now=services.clock())
    return services


@pytest.fixture
def client(interviewing: Services) -> FlaskClient:
    return create_app(interviewing).server.test_client()


def hand_in(client: FlaskClient, name: str, content: bytes) -> Any:
    data = PLACE | {"file": (BytesIO(content), name)}
    return client.post(FILES, data=data, headers={"X-Quickscan": "page"}, base_url="http://localhost").json


def test_a_file_is_named_in_the_answer_and_handed_out_again(client: FlaskClient, interviewing: Services) -> None:
    reply = hand_in(client, "../Plan & Größe.pdf", PDF)
    assert (reply["became"], reply["seen"]) == ("kept", 1)
    (file,) = reply["files"]
    assert file["name"] == "Plan & Größe.pdf"
    (answer,) = interviewing.store.get("car_maker").answers
    assert (answer.status, answer.evidence) == ("not_asked", ("Plan & Größe.pdf",))
    got = client.get(file["address"], base_url="http://localhost")
    assert (got.data, got.mimetype) == (PDF, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_a_removed_file_stays_for_earlier_records(client: FlaskClient, interviewing: Services) -> None:
    (file,) = hand_in(client, "a.pdf", PDF)["files"]
    hand_in(client, "b.pdf", PDF + b"2")
    reply = client.delete(file["address"], query_string=PLACE, headers={"X-Quickscan": "page"}, base_url="http://localhost").json
    assert [one["name"] for one in reply["files"]] == ["b.pdf"]
    assert [answer.evidence for answer in interviewing.store.get("car_maker").answers] == [
        ("a.pdf",),
        ("a.pdf", "b.pdf"),
        ("b.pdf",),
    ]
    assert client.get(file["address"], base_url="http://localhost").data == PDF


def test_a_file_of_a_document_is_named_in_the_checklist(client: FlaskClient, interviewing: Services) -> None:
    document = interviewing.knowledge.documents[0].id
    data = {"document": document, "language": "en", "file": (BytesIO(PDF), "Rollen.pdf")}
    headers = {"X-Quickscan": "page"}
    client.set_cookie("quickscan_person", "Kim")
    reply = client.post(FILES, data=data, headers=headers, base_url="http://localhost").json
    assert [one["name"] for one in reply["files"]] == ["Rollen.pdf"]
    (state,) = interviewing.store.get("car_maker").documents
    assert (state.document, state.files) == (document, ("Rollen.pdf",))
    assert client.get(reply["files"][0]["address"], base_url="http://localhost").data == PDF
    query = {"document": document, "language": "en"}
    client.delete(f"{FILES}/Rollen.pdf", query_string=query, headers=headers, base_url="http://localhost")
    assert interviewing.store.get("car_maker").documents == ()


def test_a_name_without_its_file_is_shown_and_cannot_be_opened(services: Services, german: Wording, as_json: Any) -> None:
    (name, *_) = files_part("car_maker", ["da.pdf", "fehlt.pdf"], {"da.pdf"}, german)
    there, missing = as_json(name)["props"]["children"]
    assert there["props"]["children"]["props"]["href"] == "/engagements/car_maker/files/da.pdf"
    assert missing["props"]["children"]["props"]["children"] == "fehlt.pdf"
    assert missing["props"]["children"]["props"].get("href") is None


def test_what_is_not_what_it_claims_is_refused_with_the_reason(client: FlaskClient, interviewing: Services) -> None:
    reply = hand_in(client, "a.pdf", b"MZ program")
    assert reply["became"] == "refused"
    assert reply["faults"] == [
        "a.pdf: die Datei ist nicht, was ihre Endung sagt, öffnen Sie sie in ihrem Programm und speichern Sie sie noch einmal in"
        " diesem Format."
    ]
    assert interviewing.files.list("car_maker") == ()
    assert interviewing.store.get("car_maker").answers == ()


def test_pages_of_other_sites_cannot_hand_in_or_remove(client: FlaskClient) -> None:
    assert client.post(FILES, data=PLACE | {"file": (BytesIO(PDF), "a.pdf")}, base_url="http://localhost").status_code == 403
    assert client.delete(f"{FILES}/a.pdf", query_string=PLACE, base_url="http://localhost").status_code == 403
    assert client.get(f"{FILES}/a.pdf", base_url="http://localhost").status_code == 404


def test_an_engagement_takes_its_files_along(client: FlaskClient, interviewing: Services, german: Wording) -> None:
    hand_in(client, "Plan.pdf", PDF)
    package = client.get("/engagements/car_maker/file", base_url="http://localhost")
    assert package.mimetype == "application/zip"
    contents = "data:application/zip;base64," + base64.b64encode(package.data).decode()
    hand_in(client, "Plan.pdf", PDF + b" of another day")
    going, _ = open_all_the_same(interviewing, contents, "car_maker.engagement.zip", "beside", german)
    beside = going.rpartition("/")[2]
    assert interviewing.files.read(beside, "Plan.pdf")[1] == PDF
    assert len(interviewing.files.list(beside)) == 1
    open_all_the_same(interviewing, contents, "car_maker.engagement.zip", "replace", german)
    assert [file.name for file in interviewing.files.list("car_maker")] == ["Plan.pdf"]
    assert interviewing.files.read("car_maker", "Plan.pdf")[1] == PDF
    again = client.get("/engagements/car_maker/file", base_url="http://localhost")
    assert again.data == package.data


@pytest.mark.parametrize(
    "place",
    [
        {"question": "follow_up.gone", "respondent": "dealer_south"},
        {"question": "follow_up.cadence", "respondent": "nobody"},
        {"document": "gone"},
    ],
)
def test_a_page_older_than_the_questionnaire_is_refused_and_keeps_nothing(interviewing: Services, place: dict[str, str]) -> None:
    reply = add_file(interviewing, "car_maker", place | {"language": "de"}, "a.pdf", PDF, None)
    assert reply == {"became": "refused", "faults": ["Das wird nicht mehr gefragt. Bitte laden Sie die Seite neu."]}
    assert remove_file(interviewing, "car_maker", place | {"language": "de"}, "a.pdf", None) == reply
    assert interviewing.files.list("car_maker") == ()
    assert (interviewing.store.get("car_maker").answers, interviewing.store.get("car_maker").documents) == ((), ())

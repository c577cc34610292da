"""A template is tried on an engagement before it is used, and handed out with its words."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from quickscan.domain.problem import ScanError
from quickscan.domain.scan import Scan
from quickscan.files.templates import STANDARD
from quickscan.web import trials
from quickscan.web.app import create_app
from quickscan.web.pages.templates.subject import EXAMPLE
from quickscan.web.pages.templates.trying import Trial, follow
from quickscan.web.services import Services
from quickscan.web.trials import Trials
from quickscan.web.wording import Wording
from tests.report.paper import car_maker
from tests.web.test_web_templates import WordsOf, drafted, put


def trial_of(services: Services, german: Wording, key: str, scan: Callable[..., Scan]) -> list[Any]:
    """Follows a trial to its end."""
    car_maker()  # made once for all tests, which takes a while
    services.trials.scan = scan
    end = time.monotonic() + 60
    while time.monotonic() < end:
        shown, at_rest = follow(services, Trial(key, "me", EXAMPLE, "de"), german)
        if at_rest:
            return shown
        time.sleep(0.02)
    raise AssertionError("the trial does not end")


def quick(_engagement: Any, progress: Callable[[float], None]) -> Scan:
    progress(0.5)
    return car_maker()


def test_a_template_is_tried_on_the_example_and_downloaded(services: Services, german: Wording) -> None:
    (link,) = trial_of(services, german, drafted(services, german), quick)
    status, content = fetched(services, link.href)
    assert status == 200
    words = "".join(Document(BytesIO(content)).element.body.itertext())
    assert f"Für {car_maker().engagement.client.name}" in words


def test_a_trial_that_fails_says_why(services: Services, german: Wording, words_of: WordsOf) -> None:
    def fails(*_: Any) -> Scan:
        raise ScanError.of("engagement", "there is no such process", "choose one that there is")

    shown = trial_of(services, german, drafted(services, german), fails)
    assert "there is no such process" in words_of(shown)


def test_a_second_template_is_tried_without_a_second_simulation(services: Services, german: Wording) -> None:
    calls: list[int] = []

    def counting(engagement: Any, progress: Callable[[float], None]) -> Scan:
        calls.append(1)
        return quick(engagement, progress)

    trial_of(services, german, drafted(services, german), counting)
    address, _ = put(services, german, "Zwei {{ cover.client }}")
    trial_of(services, german, str(address).removeprefix("/templates/"), counting)
    assert calls == [1]


def test_old_trials_are_thrown_away(tmp_path: Path, services: Services, german: Wording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "MOST_KEPT", 1)
    kept = Trials(tmp_path / "trials", quick)
    draft = services.templates.draft(drafted(services, german).removeprefix("draft-"))
    for language in ("de", "en"):
        kept.make(services.example(), draft.template, language, services.clock().date(), lambda _: None)
    assert len(list(kept.folder.iterdir())) == 1


def test_a_trial_of_what_is_gone_says_so(services: Services, german: Wording, words_of: WordsOf) -> None:
    shown, at_rest = follow(services, Trial("draft-000000000000", "me", EXAMPLE, "de"), german)
    assert at_rest
    assert "diesen Entwurf gibt es nicht mehr" in words_of(shown)


def fetched(services: Services, address: str) -> tuple[int, bytes]:
    """What the app hands out at an address."""
    with create_app(services).server.test_client().get(address) as answer:
        return answer.status_code, answer.data


def test_templates_words_and_guides_are_handed_out(services: Services, german: Wording) -> None:
    key = drafted(services, german)
    assert fetched(services, f"/templates/{key}.docx")[1] == services.templates.drafts()[0].template.file.read_bytes()
    assert fetched(services, "/templates/standard.docx")[1] == services.templates.find(STANDARD).file.read_bytes()
    assert b"summary:" in fetched(services, "/templates/standard.texts.yaml")[1]
    for language in ("de", "en"):
        assert Document(BytesIO(fetched(services, f"/templates/guide.{language}.docx")[1])).paragraphs


def test_what_is_not_there_leads_back_to_the_list(services: Services, german: Wording) -> None:
    key = drafted(services, german)
    for address in ("/templates/nothing.docx", f"/templates/{key}.texts.yaml", "/templates/nothing.texts.yaml"):
        assert fetched(services, address)[0] == 302
    assert fetched(services, "/templates/trials/nothing.docx")[0] == 404
    assert b"SQLite" not in fetched(services, "/templates/trials/..%2f..%2fquickscan.db")[1]

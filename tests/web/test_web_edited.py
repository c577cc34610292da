"""An edited report is handed in on the page of the findings, and a new one is made onto it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.edits import Edit, Edits
from quickscan.domain.problem import ScanError
from quickscan.store.report_jobs import FOLDER
from quickscan.web import making
from quickscan.web.app import create_app
from quickscan.web.edited_reports import keep_edits, kept_edits, read_onto, take_edited
from quickscan.web.making import make_report
from quickscan.web.pages.findings.edited import LISTED, edit_lists, edited_part, follow_edited, hand_in
from quickscan.web.report_files import report_address
from quickscan.web.reports import STANDARD, Reports, Wanted
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.report.editing import DECISION, edited, rewrite
from tests.report.paper import Paper, car_maker, nearly_empty, write

OWN = "Wir bitten um Freigabe bis Ende März."
LOOPBACK = "http://127.0.0.1"
WordsOf = Callable[[object], str]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An edited report of the nearly empty example."""
    folder = tmp_path_factory.mktemp("edited")
    source = write(nearly_empty(), folder).path
    return edited(source, folder / "edited.docx", rewrite(DECISION, OWN)).read_bytes()


@pytest.fixture
def ready(services: Services, open_reports: Callable[..., Reports], monkeypatch: pytest.MonkeyPatch) -> Services:
    """The app with the nearly empty example; its scan is there, so that nothing is simulated."""
    monkeypatch.setattr(making, "_scan", lambda *_: nearly_empty())
    services.store.add(nearly_empty().engagement, now=services.clock())
    return Services(**{**vars(services), "reports": open_reports(make_report)})


def follow(services: Services, wanted: Wanted, say: Wording) -> list[Any]:
    for _ in range(1200):
        shown, at_rest = follow_edited(services, "nearly_empty", wanted, say)
        if at_rest:
            return shown
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_new_report_is_made_onto_the_edited_one_and_what_changed_is_listed(
    ready: Services, file: bytes, german: Wording, words_of: WordsOf, tmp_path: Path
) -> None:
    _, _, kept = hand_in(ready, "nearly_empty", "Bericht_final.docx", file, STANDARD, german)
    assert kept is not None
    wanted = Wanted("de", "docx", kept["template"], kept["onto"])
    words = words_of(follow(ready, wanted, german))
    assert "Neuen Bericht herunterladen" in words
    assert "Von Hand geändert: bleibt (1)" in words
    assert OWN in words
    with create_app(ready).server.test_client().get(report_address("nearly_empty", wanted), base_url=LOOPBACK) as answer:
        made = tmp_path / "made.docx"
        made.write_bytes(answer.data)
    assert OWN in Paper(made).paragraphs()


def test_the_report_without_hands_is_another_file(ready: Services, file: bytes) -> None:
    wanted = take_edited(ready, "nearly_empty", "a.docx", file, STANDARD)
    assert report_address("nearly_empty", wanted).endswith(f"onto={wanted.onto}")
    assert Wanted("de").made_with("x") != wanted.made_with("x")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no archive", "dies ist kein lesbares Word-Dokument"),
        (None, "das ist der Bericht eines anderen Quick-Scans, „car_maker“"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_where_it_was_chosen(
    ready: Services, content: bytes | None, reason: str, german: Wording, words_of: WordsOf, tmp_path: Path
) -> None:
    given = content or write(car_maker(), tmp_path).path.read_bytes()
    shown, at_rest, kept = hand_in(ready, "nearly_empty", "C:/x/Bericht.docx", given, STANDARD, german)
    assert (at_rest, kept) == (True, None)
    assert shown[0].role == "alert"
    assert reason in words_of(shown)
    assert "Bericht.docx" in words_of(shown)
    assert list((tmp_path / FOLDER / "edited").iterdir()) == []


def test_a_failure_is_said(services: Services, open_reports: Callable[..., Reports], german: Wording, words_of: WordsOf) -> None:
    def fail(*_: object) -> None:
        raise ScanError.of("x", "the file is larger than 50 MB", "make its pictures smaller in Word")

    services.store.add(nearly_empty().engagement, now=services.clock())
    failing = Services(**{**vars(services), "reports": open_reports(fail)})
    wanted = Wanted("de", "docx", STANDARD, "0" * 16)
    failing.reports.ask("nearly_empty", wanted)
    assert "Der Bericht ließ sich nicht erstellen" in words_of(follow(failing, wanted, german))


def test_a_name_from_a_page_leads_nowhere_else(tmp_path: Path) -> None:
    assert read_onto(tmp_path, "") is None
    for name in ("../../secret", "0" * 15, "0" * 16):
        with pytest.raises(ScanError):
            read_onto(tmp_path, name)


def test_the_list_is_kept_beside_the_report(tmp_path: Path) -> None:
    edits = Edits(edits=(Edit(kind="hand", place="Zusammenfassung", tag="qs:a", then="A", by_hand="B", now="A"),))
    assert kept_edits(tmp_path / "report.docx") is None
    keep_edits(edits, tmp_path / "report.docx")
    assert kept_edits(tmp_path / "report.docx") == edits


def test_what_needs_a_decision_is_open_and_long_lists_are_cut(german: Wording, words_of: WordsOf) -> None:
    data = tuple(Edit(kind="data", place="", tag=f"qs:{n}", then=f"{n}", now=f"{n + 1}") for n in range(LISTED + 5))
    both = Edit(kind="both", place="Zusammenfassung", tag="qs:b", then="A", by_hand="B", now="C")
    shown = edit_lists(Edits(edits=(both, *data)), german)
    assert [part.open for part in shown] == [True, False]
    assert "und 5 weitere Stellen" in words_of(shown)
    assert "Vor der ersten Überschrift" in words_of(shown)
    assert "Nichts wurde geändert" in words_of(edit_lists(Edits(), german))


def test_the_field_says_what_it_is_for(english: Wording, words_of: WordsOf) -> None:
    part = edited_part(english)
    assert getattr(part, "data-field-name") == "Edited report"
    assert "what you wrote stays" in words_of(part)

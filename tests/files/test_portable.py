"""An engagement goes out as a file and comes back from it as it was, byte for byte, whatever was typed into it."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quickscan.domain.advice import Span
from quickscan.domain.base import Text
from quickscan.domain.choices import KpiTarget, MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.files.catalogue import shipped_example
from quickscan.files.evidence import MOST_BYTES
from quickscan.files.portable import Portable, portable_file, read_portable
from quickscan.files.read import read_engagement
from quickscan.files.source_text import FORBIDDEN_CHARACTER
from tests.material import engagement, knowledge, said

ODD = [
    "„Äpfel“ & <b>fett</b>",
    "{{ 7 * 7 }} {% raw %} ${x} %(y)s",
    "\N{ROCKET}\N{FAMILY}\N{ZERO WIDTH JOINER}",
    "\u202everkehrt\u202c שלום مرحبا",
    "a\r\nb\tc\n\n  d ",
    "'; DROP TABLE engagements; --",
    "- a\n? b: c #d",
    "\ufeff\u2028\u2029\x85",
    "x" * 50_000,
    "wort " * 10_000,
]
CHARACTERS = st.characters(exclude_categories=["Cs"]).filter(lambda character: not FORBIDDEN_CHARACTER.match(character))
WORDS = st.sampled_from(ODD) | st.text(CHARACTERS, min_size=1, max_size=60)
ASKED = [
    st.builds(said, st.just("follow_up.attempts"), st.integers(0, 50) | st.floats(0, 50), st.just("head")),
    st.builds(said, st.just("business_model.sales_model"), st.just("dealer"), st.just("dealer")),
    st.builds(lambda note: Answer(question="follow_up.cadence", respondent="head", status="dont_know", note=note), WORDS),
]


def there_and_back(given_out: Engagement, folder: Path) -> tuple[Engagement, bytes]:
    file = portable_file(given_out)
    place = folder / file.name
    place.write_bytes(file.content)
    came_back = read_engagement(place, knowledge())
    return came_back, portable_file(came_back).content


@pytest.mark.parametrize("name", ["car_maker", "nearly_empty"])
def test_the_examples_come_back_byte_for_byte(name: str, tmp_path: Path) -> None:
    example = read_engagement(shipped_example(name))
    file = portable_file(example)
    assert (file.name, file.kind) == (f"{name}.engagement.yaml", "application/yaml")
    assert there_and_back(example, tmp_path) == (example, file.content)


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_come_back_byte_for_byte(odd: str, tmp_path: Path) -> None:
    texts = {"note": odd, "quote": odd[::-1], "evidence": (odd,)}
    base = engagement([said("follow_up.attempts", 2, **texts)])
    client = base.client.model_copy(update={"name": odd.strip(), "profile": odd})
    whole = base.model_copy(update={"client": client, "title": odd.strip(), "consultants": (odd,)})
    assert there_and_back(whole, tmp_path) == (whole, portable_file(whole).content)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.tuples(*ASKED), note=WORDS, quote=st.none() | WORDS)
def test_generated_answers_come_back_byte_for_byte(
    answers: tuple[Answer, ...], note: str, quote: str | None, tmp_path: Path
) -> None:
    noted = [answer.model_copy(update={"note": answer.note or note, "quote": quote}) for answer in answers]
    whole = engagement(noted)
    assert there_and_back(whole, tmp_path) == (whole, portable_file(whole).content)


def test_what_was_decided_comes_back_and_nothing_decided_is_not_written(tmp_path: Path) -> None:
    plain = engagement([said("follow_up.attempts", 2)])
    assert b"\nprogramme:" not in portable_file(plain).content
    now = datetime.now(UTC)
    choices = ProgrammeChoices(
        terms=StatedTerms(budget_eur=60_000.0, list_price_eur=31_500.5),
        measures=(
            MeasureChoice(measure="response_standard", verdict="rejected", reason="Später: erst das Werkzeug", title="Antwort"),
            MeasureChoice(measure="one_capture_tool", effort_person_days=Span(low=2, high=7.5), by="A. Muster", at=now),
        ),
        kpis=(KpiTarget(kpi="response_time", target="höchstens 4 h"),),
    )
    whole = plain.model_copy(update={"programme": choices})
    assert there_and_back(whole, tmp_path) == (whole, portable_file(whole).content)


def test_a_file_is_never_silently_empty() -> None:
    whole = engagement([said("follow_up.attempts", 2)])
    content = portable_file(whole).content.decode("utf-8")
    assert "question: follow_up.attempts" in content
    assert whole.questionnaire.hash in content
    control = engagement([said("follow_up.attempts", 2, note="a\x00b")])
    with pytest.raises(ScanError, match=r"beispiel.engagement.yaml: a text holds an invisible control character"):
        portable_file(control)


def test_a_file_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    file = portable_file(engagement([said("follow_up.attempts", 2)]))
    place = tmp_path / file.name
    place.write_bytes(file.content.replace(b"minutes: 2", b"minutes: 9", 1))
    with pytest.raises(ScanError, match="its fingerprint no longer fits"):
        read_engagement(place, knowledge())
    place.write_bytes(b"")
    with pytest.raises(ScanError):
        read_engagement(place, knowledge())


FILES = {"Plan & Größe.pdf": b"%PDF-1.7 proof", "leads.csv": "Händler;Zahl".encode("cp1252")}


def packed(folder: Path, members: dict[str, bytes]) -> Path:
    place = folder / "a.engagement.zip"
    with zipfile.ZipFile(place, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return place


def test_files_travel_with_their_engagement_byte_for_byte(tmp_path: Path) -> None:
    example = read_engagement(shipped_example("car_maker"))
    file = portable_file(example, FILES)
    assert (file.name, file.kind) == ("car_maker.engagement.zip", "application/zip")
    place = tmp_path / file.name
    place.write_bytes(file.content)
    came_back = read_portable(place)
    assert came_back == Portable(example, FILES)
    assert portable_file(came_back.engagement, came_back.files) == file


def test_a_plain_engagement_file_is_read_as_ever() -> None:
    example = shipped_example("nearly_empty")
    assert read_portable(example) == Portable(read_engagement(example), {})


YAML = shipped_example("nearly_empty").read_bytes()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "the package is not one of an engagement"),
        ({"files/a.csv": b"a"}, "the package is not one of an engagement"),
        ({"a.engagement.yaml": YAML, "b.engagement.yaml": YAML}, "the package is not one of an engagement"),
        ({"a.engagement.yaml": YAML, "../b.csv": b"a"}, "the package is not one of an engagement"),
        ({"a.engagement.yaml": YAML, "files/a.exe": b"MZ"}, "files of this kind are not kept"),
        ({"a.engagement.yaml": YAML, "files/a.pdf": b"MZ"}, "the file is not what its ending says"),
        ({"a.engagement.yaml": YAML, "files/a.csv": b"a" * (MOST_BYTES + 1)}, "a file in the package is too large"),
        ({"a.engagement.yaml": b"format: 1"}, "a.engagement.yaml"),
    ],
)
def test_a_package_that_is_not_whole_and_sound_is_refused(tmp_path: Path, members: dict[str, bytes], reason: str) -> None:
    with pytest.raises(ScanError, match=reason):
        read_portable(packed(tmp_path, members))


def test_a_damaged_package_says_so(tmp_path: Path) -> None:
    place = packed(tmp_path, {"a.engagement.yaml": YAML, "files/a.csv": b"a;b" * 100})
    content = bytearray(place.read_bytes())
    content[len(YAML) + 120] ^= 0xFF
    place.write_bytes(content)
    with pytest.raises(ScanError, match="the package is damaged"):
        read_portable(place)
    place.write_bytes(b"PK no package")
    with pytest.raises(ScanError, match="the package is damaged"):
        read_portable(place)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=WORDS, cost=st.none() | st.floats(0, 1e9), value=st.sampled_from([0.25, 3, 7.5]), in_report=st.booleans())
def test_scenarios_of_ones_own_come_back_byte_for_byte(
    name: str, cost: float | None, value: float, in_report: bool, tmp_path: Path
) -> None:
    words = Text.model_construct(de=name.strip() or "x", en=name.strip() or "x")
    overrides = (Override(path="dealers.reaction_hours", value=value), Override(path="dealers.sellers", times=1.5))
    costs = {"cost_per_year_eur": cost, "one_off_cost_eur": 0.0, "in_report": in_report}
    made = {"made_by": name, "made_at": "2026-09-17T10:00:00+02:00"}
    one = OwnScenario.model_validate({"id": "one", "name": words, "description": words, "overrides": overrides, **costs, **made})
    closed = Override(path="call_centre.opening_hours.saturday", value=None)
    two = one.model_copy(update={"id": "two", "name": Text(de="2", en="zwei"), "based_on": ("one",), "overrides": (closed,)})
    whole = engagement().model_copy(update={"scenarios": (one, two)})
    came_back, content = there_and_back(whole, tmp_path)
    assert (came_back, content) == (whole, portable_file(whole).content)
    assert came_back.scenarios[1].overrides[0].changes() == {"value": None}

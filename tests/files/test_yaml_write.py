"""What is written is read back exactly, reads well, and is never half there."""

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Client, Engagement, Respondent
from quickscan.domain.knowledge import AssessmentRules, Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire
from quickscan.files.kinds import KNOWLEDGE_PARTS
from quickscan.files.read import read_engagement, read_noun, write_yaml
from quickscan.files.remnant import remnant_of
from quickscan.files.source_text import FORBIDDEN_CHARACTER
from quickscan.files.yaml_build import parse_tree
from quickscan.files.yaml_write import yaml_of
from tests.material import car_dealers, engagement, knowledge, questionnaire, said

TRICKY = [
    "yes", "no", "true", "null", "~", "12", "1.5", "1e5", "0o17", "0x1F", "012", "0b1", "1_000", "1:30", "2026-01-31", ".inf",
    "=", "<<", "- a", "a: b", "a #b", "ends with :", "?", "? a", "-", "--- a", "...", "#", "'", '"', "@", "%", "*a", "&a", "!a",
    "|", ">", "[", "{", "a,b", " a", "a ", "\ta", "a\n", "\n a", "a\n\n\nb\n\n", "x\r\ny", "ä\u2028ö", "\u0085", "\ufeffa",
    "😀", "\\n", "x" * 300, "wort " * 60,
]  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs"]).filter(lambda character: not FORBIDDEN_CHARACTER.match(character))
WORDS = st.one_of(st.sampled_from(TRICKY), st.text(CHARACTERS, min_size=1, max_size=80))
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(
    NUMBERS, WORDS, st.lists(WORDS, max_size=3).map(tuple), st.dictionaries(WORDS, st.one_of(NUMBERS, WORDS), max_size=3)
)
MOMENTS = st.integers(-(10**9), 4 * 10**9).map(
    lambda second: datetime.fromtimestamp(second + 0.25, timezone(timedelta(hours=-5.5)))
)
ANSWERS = st.builds(
    Answer,
    question=st.just("a.b"),
    respondent=st.just("x"),
    value=VALUES,
    note=st.none() | WORDS,
    quote=st.none() | WORDS,
    evidence=st.lists(WORDS, max_size=3).map(tuple),
    asked_at=st.none() | MOMENTS,
    confidence=st.sampled_from([1, 2, 3]),
    marked_for_review=st.booleans(),
)


def read_back(noun: Answer | Questionnaire | LeadProcess | Engagement) -> object:
    remnant = remnant_of(parse_tree(yaml_of(noun, "f"), "f"), type(noun))
    assert not remnant.problems
    return remnant.noun


@given(ANSWERS)
def test_any_answer_is_read_back_exactly(answer: Answer) -> None:
    back = read_back(answer)
    assert back == answer
    # An equal 1.0 is not the same answer as 1: the fingerprint of a file would change.
    assert back.model_dump_json() == answer.model_dump_json()


@pytest.mark.parametrize("text", TRICKY)
def test_texts_that_look_like_something_else_stay_texts_for_other_readers_too(text: str) -> None:
    written = yaml_of(Answer(question="a.b", respondent="x", value="v", note=text), "f")
    assert parse_tree(written, "f").data["note"] == text
    # PyYAML's own reader stands for tools that still read YAML 1.1.
    assert yaml.safe_load(written)["note"] == text


def test_the_whole_questionnaire_a_process_and_an_engagement_are_read_back_exactly() -> None:
    full = engagement([said("follow_up.attempts", 2.0), said("roles.responsibilities", 2)])
    for noun in (questionnaire(), car_dealers(), full):
        assert read_back(noun) == noun
    assert read_back(full).questionnaire.hash == full.questionnaire.definition.fingerprint()


def test_knowledge_is_read_back_exactly_number_keys_included() -> None:
    for key, part in KNOWLEDGE_PARTS.items():
        noun = part(**{key: getattr(knowledge(), key)})
        remnant = remnant_of(parse_tree(yaml_of(noun, "f"), "f"), part)
        assert remnant.noun == noun
    assert set(AssessmentRules.model_fields) <= set(parse_tree(yaml_of(knowledge().rules, "f"), "f").data)


def test_what_is_written_reads_well() -> None:
    text = yaml_of(
        Engagement(
            id="muster",
            title="Größe: ein Test",
            client=Client(name="A & B <C>", industry="Maschinenbau"),
            started_on=date(2026, 9, 14),
            respondents=(Respondent(id="head", label="Leitung", role="marketing", side="head_office"),),
            answers=(said("a.b", {"web": 3}, note="Erste Zeile\nZweite Zeile"),),
            questionnaire=engagement().questionnaire,
        ),
        "f",
    )
    assert text.startswith(
        "format: 1\n"
        "id: muster\n"
        "title: 'Größe: ein Test'\n"
        "client:\n"
        "  name: A & B <C>\n"
        "  industry: Maschinenbau\n"
        "started_on: '2026-09-14'\n"
        "respondents:\n"
        "- id: head\n"
        "  label: Leitung\n"
        "  role: marketing\n"
        "  side: head_office\n"
        "answers:\n"
        "- question: a.b\n"
        "  respondent: head\n"
        "  value:\n"
        "    web: 3\n"
        "  note: |-\n"
        "    Erste Zeile\n"
        "    Zweite Zeile\n"
        "questionnaire:\n"
    )


def test_equal_parts_are_written_out_and_not_by_anchor() -> None:
    same = Text(de="Gleich", en="Same")
    text = yaml_of(car_dealers().model_copy(update={"name": same, "description": same}), "f")
    assert text.count("de: Gleich") == 2
    assert "&id" not in text


def test_a_required_nothing_is_written() -> None:
    one = next(entry for entry in knowledge().evidence if entry.year is None or entry.url is None)
    text = yaml_of(one, "f")
    assert "null" in text
    assert remnant_of(parse_tree(text, "f"), type(one)).noun == one


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ud800"])
def test_a_character_no_file_can_carry_is_told_instead_of_written(tmp_path: Path, character: str) -> None:
    path = tmp_path / "a.yaml"
    bad = Answer.model_construct(question="a.b", respondent="x", value=1, note=f"abc{character}")
    with pytest.raises(ScanError, match="after 'abc'"):
        write_yaml(path, bad)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.engagement.yaml"
    first, second = engagement(), engagement([said("roles.responsibilities", 2)])
    write_yaml(path, first)
    path.chmod(0o640)
    write_yaml(path, second)
    assert read_engagement(path) == second
    assert path.stat().st_mode & 0o777 == 0o640
    assert [child.name for child in path.parent.iterdir()] == ["a.engagement.yaml"]


def test_a_new_file_gets_the_permissions_every_new_file_gets(tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    write_yaml(tmp_path / "a.yaml", said("a.b", 1))
    assert (tmp_path / "a.yaml").stat().st_mode == ordinary.stat().st_mode


def test_when_replacing_fails_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    write_yaml(path, said("a.b", 1))

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(ScanError, match="cannot be written"):
        write_yaml(path, said("a.b", 2))
    assert read_noun(path, Answer).value == 1
    assert [child.name for child in tmp_path.iterdir()] == ["a.yaml"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ScanError, match="cannot be written"):
        write_yaml(tmp_path / "file" / "a.yaml", said("a.b", 1))


def test_knowledge_as_a_whole_can_be_written() -> None:
    assert set(parse_tree(yaml_of(knowledge(), "f"), "f").data) == set(Knowledge.model_fields)

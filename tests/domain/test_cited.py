"""Words of sources: plain where both languages read the same, and then written back just as plainly."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from quickscan.domain.base import Cited, Text
from quickscan.domain.provenance import Provenance
from quickscan.domain.scenario import CHOSEN, OwnScenario
from quickscan.files.read import read_questionnaire
from tests.material import ROOT

CITED: TypeAdapter[Text] = TypeAdapter(Cited)
words = st.text(min_size=1).map(str.strip).filter(bool)
SCENARIO: dict[str, Any] = {
    "id": "own",
    "name": {"de": "Eigenes", "en": "Own"},
    "description": {"de": "Mehr Verkäufer.", "en": "More sellers."},
    "overrides": [{"path": "dealers.sellers", "value": 3}],
}


@given(words)
def test_plain_words_hold_in_both_languages_and_stay_plain(plain: str) -> None:
    text = CITED.validate_python(plain)
    assert text == Text(de=plain, en=plain)
    assert CITED.dump_python(text) == plain
    assert json.loads(CITED.dump_json(text)) == plain


@given(words, words)
def test_what_is_written_is_read_again_as_it_was(german: str, english: str) -> None:
    text = Text(de=german, en=english)
    assert CITED.validate_python(CITED.dump_python(text)) == text
    assert CITED.validate_json(CITED.dump_json(text)) == text
    assert CITED.validate_python(text) is text


@pytest.mark.parametrize("nothing", ["", "  \n", None, 3, [], {"de": "nur deutsch"}, {"de": "", "en": "empty"}])
def test_anything_else_is_refused(nothing: object) -> None:
    with pytest.raises(ValidationError):
        CITED.validate_python(nothing)


def test_the_schema_allows_both_forms() -> None:
    one, both = TypeAdapter(Provenance).json_schema()["properties"]["source"]["anyOf"]
    assert one == {"type": "string", "minLength": 1}
    assert both["$ref"].endswith("/Text")


def test_a_questionnaire_keeps_the_fingerprint_that_it_had_when_sources_were_plain_only() -> None:
    pinned = "93aa0861f2c36dd0f0ca8ed2e7c45e9da1e671a39bfcef46ca697353fcf92e95"
    assert read_questionnaire(ROOT / "tests/versions/lead_management-1.0.yaml").fingerprint() == pinned


def test_a_scenario_kept_with_the_english_words_alone_says_it_in_both_languages() -> None:
    old = {**SCENARIO, "provenance": {"basis": "judgement", "source": "Chosen with the client", "trust": None, "evidence": []}}
    assert OwnScenario.model_validate(old).provenance == CHOSEN == OwnScenario.model_validate(SCENARIO).provenance
    assert CHOSEN.source.de != CHOSEN.source.en


@pytest.mark.parametrize("change", [{"source": "Chosen by the client"}, {"trust": "D"}, {"basis": "ask_client"}])
def test_a_scenario_with_a_source_of_its_own_keeps_it(change: dict[str, str]) -> None:
    given = {"basis": "judgement", "source": "Chosen with the client", **change}
    own = OwnScenario.model_validate({**SCENARIO, "provenance": given}).provenance
    assert own == Provenance.model_validate(given) != CHOSEN

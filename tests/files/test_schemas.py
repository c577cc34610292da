"""The JSON schemas beside the YAML files: one for each kind, current, and complete enough for an editor to help."""

import json
from pathlib import Path
from typing import Any

import pytest

from quickscan.files import schemas
from quickscan.files.kinds import KNOWLEDGE_FILES
from quickscan.files.schemas import schema_files, stale_schemas, write_schemas


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the shipped data."""
    monkeypatch.setattr(schemas, "data_folder", lambda name: tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def schema(name: str) -> dict[str, Any]:
    [text] = [text for path, text in schema_files().items() if path.name == name]
    content: dict[str, Any] = json.loads(text)
    return content


def test_there_is_a_schema_beside_every_kind_of_file(folder: Path) -> None:
    written = {str(path.relative_to(folder)) for path in schema_files()}
    knowledge = {f"questionnaires/knowledge/{Path(name).stem}.schema.json" for name in KNOWLEDGE_FILES}
    assert written == knowledge | {
        "questionnaires/questionnaire.schema.json",
        "questionnaires/variant.schema.json",
        "questionnaires/examples/engagement.schema.json",
        "simulations/process.schema.json",
        "simulations/calibrations/calibration.schema.json",
        "simulations/calibrations/evidence.schema.json",
        "simulations/calibrations/scales.schema.json",
        "simulations/scenarios/scenario.schema.json",
        "simulations/levers.schema.json",
    }


def test_schemas_are_written_once_and_then_current(folder: Path) -> None:
    assert len(stale_schemas()) == len(schema_files())
    assert write_schemas() == list(schema_files())
    assert stale_schemas() == []
    assert write_schemas() == []


def test_a_schema_that_was_changed_deleted_or_left_over_is_told(folder: Path) -> None:
    write_schemas()
    (folder / "questionnaires" / "variant.schema.json").write_text("{}", encoding="utf-8")
    (folder / "simulations" / "process.schema.json").unlink()
    (folder / "simulations" / "old.schema.json").touch()
    assert [str(problem) for problem in stale_schemas()] == [
        "questionnaires/variant.schema.json: the schema no longer fits the types, run `quickscan schema` to write it",
        "simulations/process.schema.json: the schema is missing, run `quickscan schema` to write it",
        "simulations/old.schema.json: this schema belongs to no type, delete it",
    ]


def test_an_editor_learns_keys_their_meaning_their_choices_and_that_there_are_no_others() -> None:
    answer = schema("engagement.schema.json")["$defs"]["Answer"]
    assert answer["additionalProperties"] is False
    assert answer["properties"]["status"]["enum"][:2] == ["answered", "dont_know"]
    assert answer["properties"]["reason"]["description"] == "Why the question does not apply."
    assert schema("causes.schema.json")["required"] == ["causes"]
    assert schema("causes.schema.json")["$defs"]["Cause"]["properties"]["cap"]["maximum"] == 1.0


def test_every_key_of_every_schema_has_a_description() -> None:
    for path, text in schema_files().items():
        content = json.loads(text)
        for noun in [content, *content["$defs"].values()]:
            bare = [key for key, value in noun.get("properties", {}).items() if not value.get("description")]
            assert not bare, (path.name, noun.get("title"), bare)

"""JSON schemas made from the types, beside the YAML files they describe, so that editors complete and check while typing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from quickscan.domain.problem import Problem
from quickscan.files.catalogue import data_folder
from quickscan.files.kinds import KNOWLEDGE_FILES, KNOWLEDGE_PARTS, TYPES
from quickscan.files.source_text import shown_path

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REMEDY = "run `quickscan schema` to write it"


def schema_files() -> dict[Path, str]:
    """Every schema file with the text it should have."""
    return {path: _text(type_) for path, type_ in _described()}


def write_schemas() -> list[Path]:
    """Write the schemas that are missing or stale, and say which."""
    stale = [(path, text) for path, text in schema_files().items() if _written(path) != text]
    for path, text in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return [path for path, _ in stale]


def stale_schemas() -> list[Problem]:
    """A problem for every schema that is missing, no longer fits its type, or belongs to no type any more."""
    files = schema_files()
    stale = [(path, _written(path)) for path, text in files.items() if _written(path) != text]
    outdated = [
        Problem(shown_path(path), f"the schema {'is missing' if written is None else 'no longer fits the types'}", REMEDY)
        for path, written in stale
    ]
    orphans = [
        Problem(shown_path(path), "this schema belongs to no type", "delete it") for path in sorted(_present() - files.keys())
    ]
    return outdated + orphans


def _described() -> Iterator[tuple[Path, Any]]:
    questionnaires, simulations = data_folder("questionnaires"), data_folder("simulations")
    yield questionnaires / "questionnaire.schema.json", TYPES["questionnaire"]
    yield questionnaires / "variant.schema.json", TYPES["variant"]
    for name, key in KNOWLEDGE_FILES.items():
        yield questionnaires / "knowledge" / f"{Path(name).stem}.schema.json", KNOWLEDGE_PARTS[key]
    yield questionnaires / "examples" / "engagement.schema.json", TYPES["engagement"]
    yield simulations / "process.schema.json", TYPES["process"]
    yield simulations / "calibrations" / "calibration.schema.json", TYPES["calibration"]
    yield simulations / "calibrations" / "evidence.schema.json", TYPES["evidence"]
    yield simulations / "calibrations" / "scales.schema.json", TYPES["scales"]
    yield simulations / "scenarios" / "scenario.schema.json", TYPES["scenario"]
    yield simulations / "levers.schema.json", TYPES["levers"]


def _text(type_: type[BaseModel]) -> str:
    schema = TypeAdapter(type_).json_schema()
    for key, value in schema.get("properties", {}).items():
        if "description" not in value:  # pydantic drops it where a noun is the default
            value["description"] = type_.model_fields[key].description
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2) + "\n"


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _present() -> set[Path]:
    return {path for name in ("questionnaires", "simulations") for path in data_folder(name).rglob("*.schema.json")}

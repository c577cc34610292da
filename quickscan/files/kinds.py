"""The kinds of YAML files there are, and how a file shows of which kind it is: by its place, otherwise by its keys."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, create_model

from quickscan.domain.base import Noun, Text
from quickscan.domain.calibration import DeckCalibration, EvidenceCalibration, MechanismScales
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.questionnaire import Questionnaire, QuestionnaireVariant
from quickscan.domain.scenario import Levers, Scenarios
from quickscan.files.catalogue import LEVERS_FILE
from quickscan.files.phrases import nearest

Kind = Literal[
    "questionnaire",
    "variant",
    "knowledge",
    "engagement",
    "process",
    "calibration",
    "evidence",
    "scales",
    "scenario",
    "levers",
    "texts",
]

TYPES: Mapping[Kind, Any] = {
    "engagement": Engagement,
    "questionnaire": Questionnaire,
    "variant": QuestionnaireVariant,
    "process": LeadProcess,
    "calibration": DeckCalibration,
    "evidence": EvidenceCalibration,
    "scales": MechanismScales,
    "scenario": Scenarios,
    "levers": Levers,
    "texts": dict[str, Text],
}
"""What a file of each kind holds; the knowledge is spread over several files and stands below."""

NAMES: Mapping[Kind, str] = {
    "questionnaire": "a questionnaire",
    "variant": "a variant of a questionnaire",
    "knowledge": "a part of the field's knowledge",
    "engagement": "an engagement",
    "process": "a lead process",
    "calibration": "a calibration",
    "evidence": "a calibration by evidence",
    "scales": "the scales of a calibration",
    "scenario": "a file of scenarios",
    "levers": "a file of levers",
    "texts": "the fixed words of a report template",
}


class KnowledgePart(Noun):
    """A file of the knowledge folder: one key of the field's knowledge."""

    # Its fields bring their descriptions along; looking for them in a source that there is not takes a third of a second.
    model_config = ConfigDict(use_attribute_docstrings=False)


def _part(key: str) -> type[KnowledgePart]:
    field = Knowledge.model_fields[key]
    fields: dict[str, Any] = {key: (field.annotation, field)}
    return create_model(f"File of {key}", __base__=KnowledgePart, __doc__=KnowledgePart.__doc__, **fields)


KNOWLEDGE_PARTS: Mapping[str, type[KnowledgePart]] = {key: _part(key) for key in Knowledge.model_fields}
"""What stands in a knowledge file, by its only key."""

KNOWLEDGE_FILES: Mapping[str, str] = {("assessment.yaml" if key == "rules" else f"{key}.yaml"): key for key in KNOWLEDGE_PARTS}
"""The files of the knowledge folder and their keys."""

_BY_FOLDER: Mapping[str, Kind] = {
    "simulations": "process",
    "calibrations": "calibration",
    "scenarios": "scenario",
    "questionnaires": "questionnaire",
}
_BY_ENDING: Mapping[str, Kind] = {
    ".engagement.yaml": "engagement",
    ".texts.yaml": "texts",
    ".scenario.yaml": "scenario",
    ".levers.yaml": "levers",
}
_CALIBRATIONS: tuple[Kind, ...] = ("calibration", "evidence", "scales")
"""The kinds of the folder of calibrations, which their keys tell apart."""
_BY_ONLY_KEY: Mapping[str, Kind] = {"scenarios": "scenario", "levers": "levers"}
_NOT_TELLING = {"id", "name", "title", "description", "provenance"}


def kind_of(path: Path, data: object) -> Kind | None:
    """Of which kind a file is; none where it is none of ours."""
    keys = set(map(str, data)) if isinstance(data, dict) else set()
    by_place = _by_place(path)
    if by_place == "questionnaire" and "based_on" in keys:
        return "variant"
    if by_place == "calibration":
        return _by_keys(keys, _CALIBRATIONS) or by_place
    if by_place is not None:
        return by_place
    if len(keys) == 1:
        like = nearest(next(iter(keys)), [*KNOWLEDGE_PARTS, *_BY_ONLY_KEY])
        if like:
            return _BY_ONLY_KEY.get(like, "knowledge")
    if _are_texts(data):
        return "texts"
    return _by_keys(keys, TYPES) or ("knowledge" if path.name in KNOWLEDGE_FILES else None)


def knowledge_key(path: Path, data: object) -> str | None:
    """Which part of the knowledge a file holds: by its name, otherwise by its key, be it misspelt."""
    if path.name in KNOWLEDGE_FILES:
        return KNOWLEDGE_FILES[path.name]
    found = [nearest(str(key), KNOWLEDGE_PARTS) for key in data] if isinstance(data, dict) else []
    return next((key for key in found if key), None)


def _by_place(path: Path) -> Kind | None:
    by_ending = next((kind for ending, kind in _BY_ENDING.items() if path.name.endswith(ending)), None)
    if by_ending is not None or path.name == LEVERS_FILE:
        return by_ending or "levers"
    folder = path.absolute().parent.name
    if folder == "knowledge":
        return "knowledge" if path.name in KNOWLEDGE_FILES else None
    return _BY_FOLDER.get(folder)


def _by_keys(keys: set[str], kinds: Iterable[Kind]) -> Kind | None:
    """Of some kinds the one with which the file shares most keys; generic ones do not count."""
    shared = {kind: len(keys & (TYPES[kind].model_fields.keys() - _NOT_TELLING)) for kind in kinds if kind != "texts"}
    best = max(shared, key=lambda kind: shared[kind])
    return best if shared[best] else None


def _are_texts(data: object) -> bool:
    """Whether most of it is words in two languages."""
    values = list(data.values()) if isinstance(data, dict) else []
    return sum(isinstance(value, dict) and bool(value.keys() & {"de", "en"}) for value in values) > len(values) / 2

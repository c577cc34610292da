"""A noun as YAML that a person likes to read: block style, umlauts, keys in the order of the type, no defaults, no anchors."""

import re
from datetime import date
from typing import Any

import yaml
from pydantic import BaseModel

from quickscan.domain.problem import ScanError
from quickscan.files.source_text import FORBIDDEN_CHARACTER, code_point
from quickscan.files.yaml_words import CONSTANTS, DECIMAL_NUMBER, FIRST_OF_NUMBER, HEXADECIMAL_NUMBER, OCTAL_NUMBER

LINE_LENGTH = 120

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_ANY_CONSTANT = re.compile("|".join(re.escape(word) for word in CONSTANTS if word) + "$")


class _Dumper(_BASE):  # type: ignore[misc]  # the base is chosen at run time: C where it is there
    def ignore_aliases(self, data: object) -> bool:
        """Equal values are written out each time."""
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


# A text that any version of YAML would take for something else is put in quotation marks.
_Dumper.add_representer(str, _represent_text)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", _ANY_CONSTANT, None)
for _form in (DECIMAL_NUMBER, OCTAL_NUMBER, HEXADECIMAL_NUMBER):
    _Dumper.add_implicit_resolver("tag:yaml.org,2002:float", _form, list(FIRST_OF_NUMBER))


def yaml_of(noun: BaseModel, where: str) -> str:
    """The noun as YAML text; reading it gives an equal noun. Raises ScanError for a character that no file can carry.

    A key `format`, the version of a file format, is written although it has a default.
    """
    data = _plain(noun.model_dump(exclude_defaults=True), where)
    if "format" in type(noun).model_fields:
        data = {"format": getattr(noun, "format", None), **data}
    written: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=LINE_LENGTH)
    return written


def _plain(value: Any, where: str) -> Any:
    """Only what YAML knows: lists for tuples, texts for dates."""
    if isinstance(value, dict):
        return {key: _plain(entry, where) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry, where) for entry in value]
    if isinstance(value, str):
        _refuse_forbidden(value, where)
    return value.isoformat() if isinstance(value, date) else value


def _refuse_forbidden(text: str, where: str) -> None:
    found = FORBIDDEN_CHARACTER.search(text)
    if found:
        start = text[max(0, found.start() - 20) : found.start()]
        what = f"a text holds an invisible control character ({code_point(found[0])}) after '{start}'"
        raise ScanError.of(where, what, "delete it")

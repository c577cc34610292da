"""What a word without quotation marks means in YAML 1.2: only true and false are booleans; yes, no, on and off stay words."""

import math
import re

LONGEST_NUMBER = 300
"""Digits; beyond this a number is taken as a text, because no number of ours is larger than a float."""

CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+$")
DECIMAL_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
OCTAL_NUMBER = re.compile(r"0o[0-7]+$")
HEXADECIMAL_NUMBER = re.compile(r"0x[0-9a-fA-F]+$")
FIRST_OF_NUMBER = "0123456789+-."


def meaning(word: str) -> object:
    """The number, boolean or nothing that a plain word stands for; any other word, or a number no float can hold, is itself."""
    if word in CONSTANTS:
        return CONSTANTS[word]
    if word[0] not in FIRST_OF_NUMBER or len(word) > LONGEST_NUMBER:
        return word
    if WHOLE_NUMBER.match(word):
        return int(word)
    if DECIMAL_NUMBER.match(word):
        return float(word) if math.isfinite(float(word)) else word
    if OCTAL_NUMBER.match(word):
        return int(word, 8)
    return int(word, 16) if HEXADECIMAL_NUMBER.match(word) else word

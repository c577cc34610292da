"""What a YAML parser says when it gives up, in words that help: the place, what is wrong, what to do."""

from typing import Any

import yaml

from quickscan.domain.problem import Problem

_UNCLOSED = "a quotation mark is opened here and never closed"
_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "put a text with a colon in quotation marks, or check the indentation of this line",
    ),
    ("did not find expected key", "this does not fit what stands above", "check the indentation, and quotation marks in this or the previous line"),
    ("expected <block end>", "this does not fit what stands above", "check the indentation, and quotation marks in this or the previous line"),
    ("did not find expected '-' indicator", "an entry of the list without its dash", "begin it with '- ' under the entry above, or check the indentation"),
    ("block sequence entries are not allowed", "a list begins on the line of its key", "begin it on the next line"),
    ("could not find expected ':'", "a key or text without its colon before this place", "write 'key: value' in the line before, or indent it"),
    ("did not find expected ',' or ']'", "a list in square brackets is not closed before this place", "separate entries by commas and close it with ]"),
    ("did not find expected ',' or '}'", "a mapping in curly brackets is not closed before this place", "separate entries by commas and close it with }"),
    ("expected ',' or ']'", "a list in square brackets is not closed before this place", "separate entries by commas and close it with ]"),
    ("expected ',' or '}'", "a mapping in curly brackets is not closed before this place", "separate entries by commas and close it with }"),
    ("did not find expected node content", "a value is missing here, or a bracket is left over", "give the value or remove the bracket"),
    ("expected the node content", "a value is missing here, or a bracket is left over", "give the value or remove the bracket"),
    ("unknown escape character", "a backslash that means nothing in double quotation marks", "write \\\\ or use single quotation marks"),
    ("escape", "a backslash code that names no character", "write the character itself, or use single quotation marks"),
    ("tab character", "a tab is used to indent", "use spaces"),
    ("did not find expected alphabetic", "a * or & without a name", "put the text in quotation marks"),
    ("expected alphabetic", "a * or & without a name", "put the text in quotation marks"),
    ("did not find expected comment or line break", "something follows the | or >", "begin the text on the next line"),
    ("did not find expected <document start>", "something stands after the end of the document", "remove the line '...' or what follows it"),
    ("incompatible YAML document", "this version of YAML is not known", "remove the line that begins with %"),
    ("directive", "a line that begins with % is not known here", "remove it, or put the text in quotation marks"),
)


def syntax_problem(error: yaml.YAMLError, text: str, where: str) -> Problem:
    """The parser's error as a problem at its place."""
    mark = getattr(error, "problem_mark", None)
    message = str(getattr(error, "problem", None) or "")
    if "unexpected end of stream" in message:
        opened = getattr(error, "context_mark", None) or mark
        return Problem(f"{where}{_place(opened)}", _UNCLOSED, "close it")
    what, remedy = _in_words(message, _character(text, mark))
    return Problem(f"{where}{_place(mark)}", what, remedy)


def _in_words(message: str, character: str) -> tuple[str, str]:
    if "cannot start any token" in message:
        if character == "\t":
            return "a tab is used to indent", "use spaces"
        return f"a text cannot begin with {character}", "put it in quotation marks"
    for words, what, remedy in _KNOWN:
        if words in message:
            return what, remedy
    return "this is not valid YAML", "check indentation, quotation marks, colons and brackets in this line and the one before"


def _character(text: str, mark: Any) -> str:
    """The character at the place of an error; a space where it is at the end."""
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines) or mark.column >= len(lines[mark.line]):
        return " "
    return lines[mark.line][mark.column]


def _place(mark: Any) -> str:
    return "" if mark is None else f":{mark.line + 1}:{mark.column + 1}"

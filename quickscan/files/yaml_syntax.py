"""What a YAML parser says when it gives up, in words that help: the place, what is wrong, what to do."""

import yaml

from quickscan.domain.problem import Problem

_UNCLOSED = "a quotation mark is opened here and never closed"
_LOOK_ABOVE = "check the indentation, and the quotation marks in this line and the one above"
_IN_QUOTES = "put the text in quotation marks"

_KNOWN: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon stands where no key can be", f"{_IN_QUOTES}, or check the indentation"),
    ("find expected key", "this does not fit what stands above", _LOOK_ABOVE),
    ("expected <block end>", "this does not fit what stands above", _LOOK_ABOVE),
    ("expected '-' indicator", "an entry of the list lacks its dash", "begin it with '- ' right under the entry above"),
    ("sequence entries are not allowed", "a list begins on the line of its key", "begin it on the next line"),
    ("expected ':'", "a colon is missing before this place", "write 'key: value', or indent a text that goes on"),
    ("',' or ']'", "a list in square brackets is not closed before this place", "put commas between entries and ] at the end"),
    ("',' or '}'", "a mapping in curly brackets is not closed before this place", "put commas between entries and } at the end"),
    ("node content", "a value is missing here, or a bracket is left over", "give the value or remove the bracket"),
    ("escape", "a backslash stands for no character here", "write \\\\ or use single quotation marks"),
    ("tab character", "a tab is used to indent", "use spaces"),
    ("expected alphabetic", "a * or & without a name", _IN_QUOTES),
    ("comment or line break", "something follows the | or >", "begin the text on the next line"),
    ("<document start>", "something stands after the end of the document", "remove it, or the line '...' above"),
    ("incompatible YAML document", "this version of YAML is not known", "remove the line that begins with %"),
    ("directive", "a line that begins with % means nothing here", f"remove it, or {_IN_QUOTES}"),
)
"""A piece of the parser's message (libyaml's or PyYAML's own), what is wrong, what to do."""


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


def _character(text: str, mark: yaml.Mark | None) -> str:
    """The character at the place of an error; a space where it is at the end."""
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines) or mark.column >= len(lines[mark.line]):
        return " "
    return lines[mark.line][mark.column]


def _place(mark: yaml.Mark | None) -> str:
    return "" if mark is None else f":{mark.line + 1}:{mark.column + 1}"

"""The tags in the text of a paragraph, each by itself: fields {{ ... }}, loops and conditions {% ... %}, comments {# ... #}."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

_INNER = r"(?:(?!\{[{%#]|[}%#]\}).)*"
TAG = re.compile(rf"\{{\{{{_INNER}\}}\}}|\{{%{_INNER}%\}}|\{{#{_INNER}#\}}")
"""A tag holds no other braces of a tag, so that looking for its end never goes far."""
BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PREFIX = re.compile(r"^(\{[{%#])(p|tr|tc|r)(?=\s)")
_WORD = re.compile(r"\{%-?\+?\s*([a-zA-Z_]+)")
_LOOP_NAMES = re.compile(r"for\s+([A-Za-z_]\w*)\s+in\b")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\N{NO-BREAK SPACE}": " "})
CELL_WORDS = ("cellbg", "colspan", "vm", "hm")
"""What the template engine does with table cells; the first two take an expression."""
KEYWORDS = frozenset({"for", "endfor", "if", "elif", "else", "endif", "set"})
"""What a tag may begin with."""
FORBIDDEN = "a template may not use "
"""How a complaint about a tag begins that is outside of the language of templates."""
Prefix = Literal["", "p", "tr", "tc", "r"]


@dataclass(frozen=True)
class Tag:
    """One tag."""

    words: str
    """As it stands in the template."""
    prefix: Prefix
    """p, tr, tc: the paragraph, row or cell it stands in is not printed; r: the run."""
    source: str
    """In the plain template language."""

    @property
    def keyword(self) -> str:
        """for, endif and the like; empty for a field or a comment."""
        found = _WORD.match(self.source)
        return found[1] if found else ""

    @property
    def is_field(self) -> bool:
        """Whether it prints a value."""
        return self.source.startswith("{{")

    @property
    def is_comment(self) -> bool:
        """Whether it says something to authors only."""
        return self.source.startswith("{#")


def tags_in(text: str) -> list[Tag]:
    """The tags in the text of a paragraph."""
    return [_tag(found.group()) for found in TAG.finditer(text)]


def left_open(text: str) -> str | None:
    """Braces that belong to no tag; none where there are none."""
    stray = BRACES.search(TAG.sub("", text))
    return stray.group() if stray else None


def _tag(words: str) -> Tag:
    prefixed = _PREFIX.match(words)
    source = _PREFIX.sub(r"\1", words).translate(_QUOTES)
    prefix = prefixed[2] if prefixed else ""
    keyword = _WORD.match(source)
    if keyword and keyword[1] in CELL_WORDS:
        inner = source[keyword.end() : -2].strip(" -")
        source = f"{{{{ {inner} }}}}" if inner else "{##}"
    return Tag(words, prefix, source)  # type: ignore[arg-type]  # the pattern knows no other prefix


def syntax_fault(tag: Tag, fault_of: Callable[[str], str | None]) -> str | None:
    """Why a tag cannot be understood, looked at by itself; none where it can. `fault_of` says so of a whole template."""
    if tag.keyword and tag.keyword not in KEYWORDS:
        return f"{FORBIDDEN}{{% {tag.keyword} %}}"
    if tag.is_field and tag.prefix:
        return f"{FORBIDDEN}{{{{{tag.prefix} ... }}}}, which leaves its words outside of any paragraph"
    return fault_of(_alone(tag))


def _alone(tag: Tag) -> str:
    """A tag with what it needs around it to be whole."""
    before = {"else": "{% if 1 %}", "elif": "{% if 1 %}"}.get(tag.keyword, "")
    after = {"for": "{% endfor %}", "if": "{% endif %}", "else": "{% endif %}", "elif": "{% endif %}"}.get(tag.keyword, "")
    opening = {"endfor": "{% for x in y %}", "endif": "{% if 1 %}"}.get(tag.keyword, "")
    return f"{opening}{before}{tag.source}{after}"


def loop_name(tag: Tag) -> str | None:
    """What a loop calls its entries, as far as that can be made out; none where it cannot."""
    found = _LOOP_NAMES.search(tag.source)
    return found[1] if found else None

"""From YAML text to a tree: places, keys given twice, and text made to break readers."""

import pytest
import yaml

from quickscan.domain.problem import ScanError
from quickscan.files.yaml_build import DEEPEST_NESTING, parse_tree
from quickscan.files.yaml_tree import Key

TEXT = """\
id: small
sections:
  - title: {de: Größe, en: Size}
    levels: [1, 2]
  - title:
      de: Nähe
other:
"""


def fault_of(text: str) -> str:
    with pytest.raises(ScanError) as caught:
        parse_tree(text, "f.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("way", "value", "key"),
    [
        ((), "1:1", "1:1"),
        (("id",), "1:5", "1:1"),
        (("sections", 0), "3:5", "3:5"),
        (("sections", 0, "title", "en"), "3:28", "3:24"),
        (("sections", 0, "levels", 1), "4:17", "4:17"),
        (("sections", 1, "title", "de"), "6:11", "6:7"),
    ],
)
def test_every_value_and_every_key_knows_its_place(way: tuple[Key, ...], value: str, key: str) -> None:
    tree = parse_tree(TEXT, "f.yaml")
    assert tree.at(way) == f"f.yaml:{value}"
    assert tree.at_key(way) == f"f.yaml:{key}"


def test_a_way_that_leads_nowhere_ends_at_what_is_nearest() -> None:
    assert parse_tree(TEXT, "f").at(("sections", 0, "title", "fr")) == "f:3:12"
    assert parse_tree(TEXT, "f").at(("sections", 7)) == "f:3:3"


def test_the_plain_data_are_what_pyyaml_reads() -> None:
    assert parse_tree(TEXT, "f").data == yaml.safe_load(TEXT)


def test_places_count_characters_not_bytes_and_survive_windows_line_ends() -> None:
    assert parse_tree("a: ä\r\nb: {ö: 1}\r\n", "f").at(("b", "ö")) == "f:2:8"


def test_a_key_given_twice_is_noted_and_the_first_stands() -> None:
    tree = parse_tree("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert tree.data == {"a": 1, "b": 2}
    assert [str(problem) for problem in tree.problems] == [
        "f.yaml:3:1: the key 'a' stands here twice, first in line 1, keep one of them"
    ]


def test_keys_may_be_whole_numbers_and_words_like_no() -> None:
    assert parse_tree("1: a\nno: b\ntrue: c\n'2': d\n2.5: e", "f").data == {1: "a", "no": "b", "true": "c", "2": "d", "2.5": "e"}


def test_an_alias_stands_for_its_anchor() -> None:
    tree = parse_tree("a: &usual [1, 2]\nb: *usual\n", "f")
    assert tree.data == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused_and_does_not_kill_the_process(opening: str) -> None:
    assert "levels deep" in fault_of(opening * 100_000) or "stands where a key" in fault_of(opening * 100_000)


def test_real_nesting_is_far_below_the_limit() -> None:
    depth = DEEPEST_NESTING - 1
    assert parse_tree("[" * depth + "]" * depth, "f").root.size == depth


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "more than 1,000,000 values" in fault_of("\n".join(lines))


def test_a_merge_key_has_no_meaning_of_its_own() -> None:
    assert parse_tree("a: &x {b: 1}\nc: {<<: *x}\n", "f").data == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


@pytest.mark.parametrize("text", ["!!python/object/apply:os.system [ls]", "a: !!binary aGFsbG8=", "a: !secret x"])
def test_tags_are_noted_and_never_obeyed(text: str) -> None:
    problems = parse_tree(text, "f").problems
    assert len(problems) == 1
    assert problems[0].what.startswith("the tag !")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "\ufeff"])
def test_an_empty_file_is_told_as_such(text: str) -> None:
    assert fault_of(text) == "f.yaml:1:1: the file is empty, fill it in, or delete the file"


def test_a_text_opened_and_never_closed_is_told_where_it_was_opened() -> None:
    assert fault_of('a: 1\nb: "x\nc: 2\nd: 3\n').startswith("f.yaml:2:4: a quotation mark is opened here")


def test_faults_noted_before_a_syntax_error_are_told_with_it() -> None:
    assert fault_of("a: {b: 1, b: 2}\nc: ]").count("\n") == 1

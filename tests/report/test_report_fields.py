"""Fields of a template looked up in the types of the context."""

import pytest
from jinja2 import Environment

from quickscan.report.fields import paths, shape_of_context, unknown_fields

KNOWN = shape_of_context(["summary", "total"])


def _unknown(template: str) -> list[str]:
    return [fault.path for fault in unknown_fields(Environment().parse(template), KNOWN)]


@pytest.mark.parametrize(
    "template",
    [
        "{{ cover.client }} {{ t.total }} {{ language }}",
        "{% for row in causes.rows %}{{ loop.index }} {{ row.name }}{% else %}{{ t.summary }}{% endfor %}",
        "{% for area in findings.areas %}{% for item in area.contradictions %}{{ item.said }}{% endfor %}{% endfor %}",
        "{% set first = causes.rows %}{% for row in first %}{{ row.code }}{% endfor %}",
        "{% if not summary.missing and cover.client|length > 3 %}{{ summary.missing|join(', ') }}{% endif %}",
        "{{ (causes.rows|first).name }} {{ causes.rows[0].name }} {{ cover['client'] }}",
        "{{ cover.nothing is defined }}",
    ],
)
def test_known_fields_are_known(template: str) -> None:
    assert _unknown(template) == []


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("{{ cover.x }}", "cover.x"),
        ("{{ x.cover }}", "x"),
        ("{{ cover.client.upper }}", "cover.client.upper"),
        ("{{ causes.rows.name }}", "causes.rows.name"),
        ("{{ row.name }}{% for row in causes.rows %}{% endfor %}", "row"),
        ("{% for row in causes.rows if row.x %}{% endfor %}", "row.x"),
        ("{% for area in findings.areas %}{% for line in area.findings %}{{ line.x }}{% endfor %}{% endfor %}", "line.x"),
        ("{% if cover.x %}{% endif %}", "cover.x"),
        ("{{ cover['x'] }}", "cover.x"),
        ("{% set y = cover.x %}{{ y.z }}", "cover.x"),
        ("{{ t.nothing }}", "t.nothing"),
        ("{{ range }}", "range"),
        ("{% for letter in cover.client %}{% endfor %}", "cover.client"),
        ("{% for one in cover %}{% endfor %}", "cover"),
    ],
)
def test_unknown_fields_are_found(template: str, path: str) -> None:
    assert _unknown(template) == [path]


def test_every_path_can_be_written_in_a_template() -> None:
    every = list(paths(KNOWN))
    assert {"cover.client", "causes.rows.name", "answers.sections.questions.given.remarks", "t.total"} <= set(every)
    taken = {"items", "keys", "values", "get", "pop", "update", "copy", "clear", "setdefault", "popitem", "fromkeys"}
    assert not {path.rpartition(".")[2] for path in every} & taken, "a method of dict would hide the field"


def test_what_is_looped_over_must_be_a_list() -> None:
    (fault,) = unknown_fields(
        Environment().parse("{% for a in findings.areas %}{% for b in findings.chart %}{% endfor %}{% endfor %}"), KNOWN
    )
    assert fault.what == "findings.chart is no list that a loop could go through"
    assert fault.remedy == "write findings.areas, the nearest list, or take the loop away"


def test_a_field_is_told_once_for_each_line() -> None:
    faults = unknown_fields(Environment().parse("{{ a }} {{ a }}\n{{ a }}\n{{ b }}"), KNOWN)
    assert [(fault.path, fault.line) for fault in faults] == [("a", 1), ("a", 2), ("b", 3)]


def test_missing_fixed_words_are_called_so() -> None:
    (fault,) = unknown_fields(Environment().parse("{{ t.sumary }}"), KNOWN)
    assert (fault.what, fault.nearest) == ("the fixed words t.sumary are missing in the texts file", "t.summary")

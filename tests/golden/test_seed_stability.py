"""The same seed gives the same leads in every version: a published figure can be computed again."""

import json

import pytest

from tests.golden.make import FILE, results


def test_the_pinned_seed_gives_the_pinned_records_and_figures() -> None:
    golden = json.loads(FILE.read_text("utf-8"))
    found = results(golden["given"])
    assert found["sha256_of_records"] == golden["expected"]["sha256_of_records"]
    for figures, expected in zip(found["figures"], golden["expected"]["figures"], strict=True):
        assert figures == pytest.approx(expected, rel=1e-12)

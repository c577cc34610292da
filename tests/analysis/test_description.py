"""The description of a model names everything it hangs on, in both languages."""

import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.description import describe, markdown
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, evidence, knowledge


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_every_number_that_matters_stands_in_it(calibration) -> None:
    subject = AsIs(car_dealers(), {"poor_follow_up": 0.375}, calibration, knowledge())
    description = describe(subject, Plan(seed=77, replications=23, engine="simpy"))
    assert [part.title.en[0] for part in description.parts] == list("123456")
    for language in ("de", "en"):
        text = markdown(description, language)
        assert text.count("\n## ") + text.startswith("## ") == 6
        for wanted in ("0.375", "77", "23", "simpy", "Philox4x32-10", "car_dealers", "120", "5,200"):
            assert wanted in text, wanted
        for cause in knowledge().causes:
            assert (cause.name.de if language == "de" else cause.name.en) in text
        assert ("^ -0.2" in text) == (calibration.id == "evidence")
        assert car_dealers().provenance.source.in_language(language) in text
    assert "Leadverlust" in markdown(description, "de")
    assert "Leadverlust" not in markdown(description, "en")

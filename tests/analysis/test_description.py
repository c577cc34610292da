"""The description of a model names everything it hangs on, in both languages."""

import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.description import ROUTING, describe, markdown
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, evidence, knowledge

WRITTEN = {
    "de": ("0,375", "5.200", "Kanal Web", "Verteilung: von Hand", "im Callcenter"),
    "en": ("0.375", "5,200", "Channel Web", "Routing: by hand", "in the call centre"),
}
"""Numbers and names as people of a language write them."""


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_every_number_that_matters_stands_in_it(calibration) -> None:
    subject = AsIs(car_dealers(), {"poor_follow_up": 0.375}, calibration, knowledge())
    description = describe(subject, Plan(seed=77, replications=23, engine="simpy"))
    assert [part.title.en[0] for part in description.parts] == list("123456")
    for language in ("de", "en"):
        text = markdown(description, language)
        assert text.count("\n## ") + text.startswith("## ") == 6
        for wanted in ("77", "23", "simpy", "Philox4x32-10", "car_dealers", "120", *WRITTEN[language]):
            assert wanted in text, wanted
        assert not [other for other in WRITTEN["en" if language == "de" else "de"] if other in text]
        assert "website" not in text
        for cause in knowledge().causes:
            assert (cause.name.de if language == "de" else cause.name.en) in text
        assert (("^ -0,2" if language == "de" else "^ -0.2") in text) == (calibration.id == "evidence")
        assert car_dealers().provenance.source.in_language(language) in text
    assert "Leadverlust" in markdown(description, "de")
    assert "Leadverlust" not in markdown(description, "en")


def test_routing_is_called_as_its_lever_calls_it() -> None:
    (lever,) = (lever for lever in read_levers(shipped_levers()).levers if lever.id == "routing_policy")
    assert {option.value: option.title for option in lever.options} == dict(ROUTING)

"""Reports of the examples, written once."""

import pytest

from quickscan.domain.base import Language
from tests.report.paper import Paper, car_maker, nearly_empty, write


@pytest.fixture(scope="session", params=["de", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    """Both languages in turn."""
    chosen: Language = request.param
    return chosen


@pytest.fixture(scope="session")
def paper(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The report of the complete example."""
    return write(car_maker(), tmp_path_factory.mktemp("car_maker"), language)


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The report of the complete example in German."""
    return write(car_maker(), tmp_path_factory.mktemp("german"), "de")


@pytest.fixture(scope="session")
def sparse(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The report of the nearly empty example."""
    return write(nearly_empty(), tmp_path_factory.mktemp("nearly_empty"), language)

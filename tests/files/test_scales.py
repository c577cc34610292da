"""The evidence calibration with the scales of a process: which file counts, and what is told about it."""

from pathlib import Path

import pytest

from quickscan.domain.calibration import MechanismScales
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_scales
from quickscan.files.read import read_noun, read_scales, write_yaml
from quickscan.files.scales import read_scales_of, scaled_for
from quickscan.simulation.fingerprint import fingerprint
from tests.material import car_dealers, evidence, knowledge, scaled

FAULTY = Path(__file__).parents[1] / "faulty"
NAME = "evidence.car_dealers.yaml"


def scales(process: LeadProcess, scale: float) -> MechanismScales:
    """Scales found from just this process, all alike."""
    sound = read_noun(FAULTY / "sound.scales.yaml", MechanismScales)
    mechanisms = tuple(entry.model_copy(update={"scale": scale}) for entry in sound.mechanisms)
    found = fingerprint(process, evidence(), knowledge(), sound.seed, sound.replications, sound.leads)
    return sound.model_copy(update={"process": process.id, "fingerprint": found, "mechanisms": mechanisms})


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders where scales may be, the first of which counts first."""
    return tmp_path / "own", tmp_path / "shipped"


def used(process: LeadProcess, folders: tuple[Path, Path]) -> tuple[str, float | None]:
    """What is told about the scales of a process, and the scale of its first cause."""
    found = scaled_for(evidence(), process, knowledge(), folders)
    return found.state, found.calibration.scales.get("unripe_leads")


def test_without_a_file_causes_act_as_published(folders: tuple[Path, Path]) -> None:
    assert used(car_dealers(), folders) == ("unscaled", None)


def test_the_scales_of_the_process_are_put_in(folders: tuple[Path, Path]) -> None:
    write_yaml(folders[1] / NAME, scales(car_dealers(), 1.5))
    assert used(car_dealers(), folders) == ("current", 1.5)
    other = car_dealers().model_copy(update={"id": "other"})
    assert used(other, folders) == ("unscaled", None)


def test_a_process_with_other_numbers_gets_those_of_its_template_and_that_is_told(folders: tuple[Path, Path]) -> None:
    write_yaml(folders[1] / NAME, scales(car_dealers(), 1.5))
    assert used(scaled(car_dealers(), 0.5), folders) == ("outdated", 1.5)


def test_of_several_files_the_one_that_is_current_counts(folders: tuple[Path, Path]) -> None:
    half = scaled(car_dealers(), 0.5)
    write_yaml(folders[0] / NAME, scales(half, 2.0))
    write_yaml(folders[1] / NAME, scales(car_dealers(), 1.5))
    assert used(half, folders) == ("current", 2.0)
    assert used(car_dealers(), folders) == ("current", 1.5)
    assert used(scaled(car_dealers(), 3.0), folders) == ("outdated", 2.0)


def test_a_process_that_is_not_shipped_may_have_scales(tmp_path: Path) -> None:
    own = car_dealers().model_copy(update={"id": "own"})
    path = tmp_path / "evidence.own.yaml"
    write_yaml(path, scales(own, 1.1), "Generated")
    assert path.read_text(encoding="utf-8").startswith("# Generated\nid: ")
    assert read_scales_of(own, path, knowledge()) == scales(own, 1.1)
    with pytest.raises(ScanError, match="there is no lead process 'own'"):
        read_scales(path)
    with pytest.raises(ScanError, match="there is no lead process 'own'"):
        read_scales_of(car_dealers(), path, knowledge())


def test_a_faulty_file_is_told_and_not_passed_over(folders: tuple[Path, Path]) -> None:
    folders[0].mkdir()
    text = (FAULTY / "scale_below_zero.scales.yaml").read_text(encoding="utf-8")
    (folders[0] / NAME).write_text(text.replace("cause: media_breaks", "cause: bad_luck"), encoding="utf-8")
    with pytest.raises(ScanError) as caught:
        scaled_for(evidence(), car_dealers(), knowledge(), folders)
    assert len(caught.value.problems) == 2  # the scale, and the cause that is not there


def test_the_shipped_scales_are_used_for_the_shipped_process() -> None:
    shipped = shipped_scales("evidence", "car_dealers")
    found = scaled_for(evidence(), car_dealers(), knowledge(), [shipped.parent])
    assert found.state == "current"
    assert found.calibration == evidence().scaled_by(read_scales(shipped))

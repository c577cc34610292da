"""Reading each kind of file: what comes out, and what is said where it is the wrong one."""

import shutil
from pathlib import Path

import pytest

from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import (
    data_folder,
    shipped_calibration,
    shipped_example,
    shipped_knowledge,
    shipped_process,
    shipped_process_ids,
    shipped_questionnaire,
    shipped_template,
)
from quickscan.files.read import (
    read_calibration,
    read_engagement,
    read_knowledge,
    read_noun,
    read_process,
    read_questionnaire,
    read_scales,
    read_texts,
    write_yaml,
)
from tests.material import car_dealers, deck, engagement, evidence, knowledge, questionnaire, said

FAULTY = Path(__file__).parents[1] / "faulty"


def test_everything_shipped_is_read_as_any_yaml_reader_reads_it() -> None:
    assert read_knowledge(shipped_knowledge()) == knowledge()
    assert read_questionnaire(shipped_questionnaire("lead_management")) == questionnaire()
    assert read_process(shipped_process("car_dealers")) == car_dealers()
    assert read_noun(shipped_process("car_dealers"), LeadProcess) == car_dealers()
    assert read_calibration(shipped_calibration("deck")) == deck()
    assert read_calibration(shipped_calibration("evidence")) == evidence()


@pytest.mark.parametrize("name", ["car_maker", "nearly_empty"])
def test_the_example_engagements_are_sound(name: str) -> None:
    assert read_engagement(shipped_example(name)).questionnaire.definition.id == "lead_management"


def test_the_short_variant_is_a_questionnaire_of_its_own_name_with_the_version_of_the_full_one() -> None:
    full, short = questionnaire(), read_questionnaire(shipped_questionnaire("short"))
    assert (short.id, short.version) == ("short", full.version)
    kept = [question.id for question in short.questions()]
    assert len(kept) == 25
    assert kept == [question.id for question in full.questions() if question.id in kept]
    assert all(short.question(name) == full.question(name) for name in kept)
    assert all(section.questions for section in short.sections)


def test_a_variant_takes_the_questionnaire_beside_it_before_the_shipped_one(tmp_path: Path) -> None:
    own = questionnaire().model_copy(update={"version": "7.3"})
    write_yaml(tmp_path / "lead_management.yaml", own)
    shutil.copy(shipped_questionnaire("short"), tmp_path)
    assert read_questionnaire(tmp_path / "short.yaml").version == "7.3"
    (tmp_path / "lead_management.yaml").unlink()
    assert read_questionnaire(tmp_path / "short.yaml").version == questionnaire().version


def test_a_variant_of_a_faulty_questionnaire_tells_the_faults_of_that(tmp_path: Path) -> None:
    text = shipped_questionnaire("lead_management").read_text(encoding="utf-8")
    (tmp_path / "lead_management.yaml").write_text(text.replace("minutes:", "minuets:", 1), encoding="utf-8")
    shutil.copy(shipped_questionnaire("short"), tmp_path)
    with pytest.raises(ScanError, match=r"lead_management.yaml:\d+:\d+: unknown key 'minuets'"):
        read_questionnaire(tmp_path / "short.yaml")


def test_the_words_of_the_template_are_read_by_key() -> None:
    texts = read_texts(shipped_template("standard").with_name("standard.texts.yaml"))
    assert texts["summary"].de == "Zusammenfassung"


def test_a_file_of_another_kind_is_told_as_such() -> None:
    with pytest.raises(ScanError, match="this is a lead process, not an engagement, give an engagement"):
        read_engagement(shipped_process("car_dealers"))
    with pytest.raises(ScanError, match="this is an engagement, not a lead process"):
        read_process(shipped_example("car_maker"))


def test_a_reader_raises_all_faults_at_once() -> None:
    with pytest.raises(ScanError) as caught:
        read_questionnaire(FAULTY / "several_faults.questionnaire.yaml", read_knowledge(FAULTY / "knowledge"))
    assert len(caught.value.problems) == 4


def test_every_reader_raises_the_faults_of_its_file() -> None:
    with pytest.raises(ScanError, match="give at least 12"):
        read_noun(FAULTY / "eleven_months.process.yaml", LeadProcess)
    with pytest.raises(ScanError, match="'en' is missing"):
        read_texts(FAULTY / "one_language.texts.yaml")
    with pytest.raises(ScanError, match="has no gate"):
        read_calibration(FAULTY / "cause_without_gate.calibration.yaml")
    with pytest.raises(ScanError, match="there is no channel 'webb'"):
        read_calibration(FAULTY / "unknown_channel.evidence_calibration.yaml")
    with pytest.raises(ScanError, match="this is the scales of a calibration, not a calibration"):
        read_calibration(FAULTY / "sound.scales.yaml")
    with pytest.raises(ScanError, match="the cause 'media_breaks' has no mechanism"):
        read_scales(FAULTY / "cause_left_out.scales.yaml")


def test_an_engagement_keeps_its_own_questionnaire_whatever_becomes_of_the_knowledge(tmp_path: Path) -> None:
    path = tmp_path / "old.engagement.yaml"
    old = engagement([said("roles.responsibilities", 2)])
    write_yaml(path, old)
    fewer = knowledge().model_copy(update={"parameters": knowledge().parameters[:1]})
    assert read_engagement(path, fewer) == old


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match="there is no such folder"):
        read_knowledge(tmp_path / "none")
    with pytest.raises(ScanError, match=r"causes\.yaml: there is no such file") as caught:
        read_knowledge(tmp_path)
    assert len(caught.value.problems) == 14


def test_the_shipped_data_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert all(data_folder(name).is_dir() for name in ("questionnaires", "simulations", "report_templates"))
    assert "car_dealers" in shipped_process_ids()
    assert shipped_template("standard").is_file()

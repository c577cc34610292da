"""Engagements in a real browser: begun by typing, copied, deleted, put back, taken in from a file, found among a thousand."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quickscan.domain.engagement import Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.portable import portable_file
from quickscan.files.read import read_engagement
from quickscan.store.bin import Bin
from quickscan.store.engagements import Store
from tests.benchmarks.listing import FIRST_PAGE, fill
from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
StartProgram = Callable[[Path], Program]
OpenPage = Callable[..., Page]
ODD = "Größe & <b>Söhne</b> {{ 7 * 7 }} \N{ROCKET}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the example."""
    with Store.open(tmp_path / "data") as store:
        store.add(read_engagement(shipped_example("car_maker")), now=datetime.now(UTC))
    return tmp_path / "data"


def kept(folder: Path, name: str) -> Engagement:
    with Store.open(folder) as store:
        return store.get(name)


def ids(folder: Path) -> set[str]:
    with Store.open(folder) as store:
        return {summary.id for summary in store.list()}


def deed(page: Page, words: str, number: int = 0) -> None:
    page.locator("details.menu summary").nth(number).click()
    page.locator("details.menu[open]").get_by_role("button", name=words, exact=True).click()


def choose(page: Page, file: Path) -> None:
    """Opens a file as a person does, who may choose the same one again."""
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Projektdatei öffnen", exact=True).click()
    chooser.value.set_files(file)


def test_an_engagement_is_begun_by_typing_with_a_reload_in_between(
    start_program: StartProgram, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(start_program(tmp_path).address)
    page.get_by_role("link", name="Neuer Quick-Scan").click()
    name = page.get_by_label("Name, wie er im Bericht steht")
    expect(name).to_be_focused()
    page.keyboard.type(ODD)
    page.get_by_role("button", name="+ Marketing").click()
    expect(page.get_by_label("Marketing", exact=True)).to_be_focused()
    page.keyboard.type("Leitung Marketing")
    for _ in range(2):
        page.get_by_role("button", name="+ Händler oder Außendienst").click()
    rows = page.locator(".respondent-rows li:visible")
    expect(rows).to_have_count(3)
    rows.nth(2).locator("input[type=text], input:not([type])").first.fill("Händler Süd")
    rows.nth(1).get_by_role("button", name="Entfernen").click()
    expect(rows).to_have_count(2)
    page.locator(".segments label", has_text="English").click()
    page.locator(".options label", has_text="Maschinenbauer mit Außendienst").click()
    page.locator(".options label", has_text="Quick-Scan kurz").click()

    page.reload()
    expect(name).to_have_value(ODD)
    expect(rows).to_have_count(2)
    expect(page.get_by_label("Marketing", exact=True)).to_have_value("Leitung Marketing")
    expect(page.get_by_role("radio", name="English")).to_be_checked()
    page.get_by_role("button", name="EN English").click()
    expect(page.get_by_label("Name, as printed on the report")).to_have_value(ODD)
    page.get_by_role("button", name="Create and begin the interviews").click()

    expect(page.locator(".card.question").first).to_be_visible()
    made = "groesse_b_soehne_b_7_7"
    expect(page).to_have_url(re.compile(f"/engagements/{made}/interview$"))
    engagement = kept(tmp_path, made)
    assert (engagement.client.name, engagement.language, engagement.process) == (ODD, "en", "machinery_field_force")
    assert [(one.label, one.role, one.side) for one in engagement.respondents] == [
        ("Leitung Marketing", "marketing", "head_office"),
        ("Händler Süd", "dealer", "field"),
    ]
    assert engagement.questionnaire.definition.id == "short"
    page.goto(page.url.partition("/engagements/")[0] + "/engagements/new")
    expect(page.get_by_label("Name, as printed on the report")).to_have_value("")


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(
    start_program: StartProgram, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(start_program(tmp_path).address + "/engagements/new")
    page.get_by_role("button", name="+ IT").click()
    page.get_by_label("IT", exact=True).fill("")
    page.get_by_label("Beraterinnen und Berater").fill("Beraterin Muster")
    page.get_by_role("button", name="Anlegen").click()
    name = page.get_by_label("Name, wie er im Bericht steht")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Der Name des Kunden fehlt")).to_be_visible()
    expect(page.get_by_text("Die Bezeichnung dieser Person fehlt")).to_be_visible()
    expect(page.get_by_text("2 Angaben brauchen noch einen Blick.")).to_be_visible()
    expect(page.get_by_label("Beraterinnen und Berater")).to_have_value("Beraterin Muster")
    assert ids(tmp_path) == set()
    name.fill("Muster")
    page.get_by_label("IT", exact=True).fill("Leitung IT")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.locator(".card.question").first).to_be_visible()
    assert ids(tmp_path) == {"muster"}


def test_who_begins_with_nobody_is_led_to_where_respondents_are_named(
    start_program: StartProgram, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(start_program(tmp_path).address + "/engagements/new")
    page.get_by_label("Name, wie er im Bericht steht").fill("Muster")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch niemand zu befragen")
    page.get_by_role("link", name="Befragte hinzufügen").click()
    page.get_by_role("button", name="+ Controlling").click()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("gespeichert um")).to_be_focused()
    page.get_by_role("link", name="Fragen", exact=True).click()
    expect(page.locator(".card.question").first).to_be_visible()
    assert [one.id for one in kept(tmp_path, "muster").respondents] == ["controlling"]


def test_a_respondent_with_answers_goes_only_when_that_is_agreed_to(
    start_program: StartProgram, open_page: OpenPage, folder: Path
) -> None:
    page = open_page(start_program(folder).address + "/engagements/car_maker/settings")
    row = page.locator(".respondent-rows li", has=page.get_by_label("IT", exact=True))
    before = kept(folder, "car_maker")
    records = sum(answer.respondent == "it" for answer in before.answers)
    row.get_by_role("button", name="Entfernen").click()
    expect(row.locator(".consent")).to_contain_text(f"{records} Antworten dieser Person gehen mit verloren.")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("gespeichert um")).to_be_visible()
    assert kept(folder, "car_maker") == before
    row.get_by_role("button", name="Entfernen").click()
    row.get_by_role("button", name="Mit den Antworten entfernen").click()
    expect(row).to_be_hidden()
    page.get_by_label("Titel").fill("Neuer Titel")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".respondent-rows li")).to_have_count(len(before.respondents) - 1)
    after = kept(folder, "car_maker")
    assert (after.title, len(after.answers)) == ("Neuer Titel", len(before.answers) - records)


def test_an_entry_is_copied_archived_deleted_and_put_back(start_program: StartProgram, open_page: OpenPage, folder: Path) -> None:
    program = start_program(folder)
    page = open_page(program.address)
    entries = page.locator(".engagement")
    deed(page, "Ohne Antworten kopieren")
    expect(entries).to_have_count(2)
    expect(entries.nth(1)).to_contain_text("Lead Management 2026 (Kopie)")
    expect(entries.nth(1)).to_contain_text("noch nicht begonnen")
    assert kept(folder, "car_maker_2").answers == ()

    deed(page, "Löschen")
    undo = page.get_by_role("button", name="Rückgängig")
    expect(undo).to_be_focused()
    assert ids(folder) == {"car_maker_2"}
    undo.press("Enter")
    expect(entries.nth(0)).to_contain_text("ist wieder da")
    assert ids(folder) == {"car_maker", "car_maker_2"}

    deed(page, "Archivieren")
    expect(entries.nth(0)).to_contain_text("archiviert")
    deed(page, "Löschen", 1)
    expect(page.locator(".card.deleted")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Kein Projekt passt dazu.")).to_be_visible()
    page.get_by_label("Auch archivierte").check()
    expect(entries).to_have_count(1)
    page.get_by_text("Zuletzt gelöscht (1)").click()
    page.get_by_role("button", name="Zurückholen").click()
    page.get_by_role("link", name="Beispiel Automobil AG · Lead Management 2026 (Kopie)").click()
    expect(page).to_have_url(f"{program.address}/engagements/car_maker_2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beispiel Automobil AG")


def test_the_menu_is_worked_by_keyboard(start_program: StartProgram, open_page: OpenPage, folder: Path) -> None:
    page = open_page(start_program(folder).address)
    summary = page.locator("details.menu summary")
    summary.press("Enter")
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Als Datei herunterladen")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_a_file_goes_out_and_comes_in_and_asks_where_it_is_there_already(
    start_program: StartProgram, open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    program = start_program(folder)
    page = open_page(program.address)
    page.locator("details.menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Datei herunterladen").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    example = kept(folder, "car_maker")
    assert (file.name, file.read_bytes()) == ("car_maker.engagement.yaml", portable_file(example).content)

    changed = example.model_copy(update={"title": "Aus der Datei"})
    file.write_bytes(portable_file(changed).content)
    choose(page, file)
    page.get_by_role("button", name="Datei nicht öffnen").click()
    expect(page.locator(".conflict")).to_have_count(0)
    assert ids(folder) == {"car_maker"}
    choose(page, file)
    expect(page.locator(".conflict")).to_contain_text("In der Datei: Beispiel Automobil AG · Aus der Datei")
    page.get_by_role("button", name="Beide behalten").click()
    expect(page).to_have_url(f"{program.address}/engagements/car_maker_2")
    page.goto(program.address)
    choose(page, file)
    page.get_by_role("button", name="Durch die Datei ersetzen").click()
    expect(page).to_have_url(f"{program.address}/engagements/car_maker")
    assert kept(folder, "car_maker") == changed
    assert portable_file(kept(folder, "car_maker")).content == file.read_bytes()


def test_what_lay_in_the_bin_too_long_is_gone_when_the_program_starts(
    start_program: StartProgram, open_page: OpenPage, folder: Path
) -> None:
    now = datetime.now(UTC)
    with Store.open(folder) as store:
        store.add_beside(store.get("car_maker"), now=now)
        Bin(store.database).delete("car_maker", now=now - timedelta(days=31))
        Bin(store.database).delete("car_maker_2", now=now - timedelta(days=29))
    page = open_page(start_program(folder).address)
    expect(page.get_by_text("Zuletzt gelöscht (1)")).to_be_visible()
    with Store.open(folder) as store:
        assert [one.id for one in Bin(store.database).list(now)] == ["car_maker_2"]
        Bin(store.database).put_back("car_maker_2", now=now)
        store.add(kept(folder, "car_maker_2").model_copy(update={"id": "car_maker"}), now=now)  # nothing has to make way


def test_a_thousand_engagements_are_listed_and_found(start_program: StartProgram, open_page: OpenPage, tmp_path: Path) -> None:
    fill(tmp_path)
    page = open_page(start_program(tmp_path).address)
    entries = page.locator(".engagement")
    expect(page.get_by_text("1.000 Projekte")).to_be_visible()
    expect(entries).to_have_count(FIRST_PAGE)
    expect(entries.first).to_contain_text("Muster 0999 AG")
    page.get_by_role("button", name="Mehr anzeigen (noch 975)").click()
    expect(entries).to_have_count(2 * FIRST_PAGE)
    expect(entries.last).to_contain_text("Muster 0950 AG")
    page.get_by_label("Suche nach Kunde oder Titel").fill("muster 0123")
    expect(entries).to_have_count(1)
    page.get_by_role("link", name="Muster 0123 AG").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Muster 0123 AG")

"""Links to scenarios: nobody finds one, they end when they are ended, and with their engagement."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.store.bin import KEPT_FOR, Bin
from quickscan.store.engagements import Store
from quickscan.store.migrate import migration_config
from quickscan.store.shares import Shares

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def shares(store: Store, engagement: Engagement) -> Shares:
    store.add(engagement, now=NOW)
    return Shares(store.database)


def test_a_link_says_what_it_shows_and_who_made_it(shares: Shares) -> None:
    made = shares.make("sample_works", "play", "deck", ["b", "a"], now=NOW, by="Beraterin Muster")
    assert shares.open(made.token) == made
    assert (made.mode, made.calibration, made.scenarios, made.made_by) == ("play", "deck", ("b", "a"), "Beraterin Muster")
    assert shares.list("sample_works") == (made,)


def test_no_two_links_are_alike_and_each_is_128_random_bits(shares: Shares) -> None:
    tokens = {shares.make("sample_works", "read", "evidence", ["a"], now=NOW).token for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {22}


def test_the_newest_link_comes_first(shares: Shares) -> None:
    first, second = (shares.make("sample_works", "read", "evidence", ["a"], now=now) for now in (NOW, LATER))
    assert shares.list("sample_works") == (second, first)


def test_an_ended_link_says_so_and_is_listed_no_more(shares: Shares) -> None:
    kept, made = (shares.make("sample_works", "read", "evidence", ["a"], now=NOW) for _ in range(2))
    shares.end("sample_works", made.token, now=LATER)
    shares.end("sample_works", made.token, now=LATER + timedelta(hours=1))
    with pytest.raises(ScanError, match="this link was ended, ask whoever sent it to you for a new one"):
        shares.open(made.token)
    assert shares.list("sample_works") == (kept,)
    assert shares.open(kept.token) == kept


def test_a_link_is_ended_by_its_own_engagement_only(store: Store, shares: Shares, engagement: Engagement) -> None:
    store.add(engagement.model_copy(update={"id": "other"}), now=NOW)
    made = shares.make("sample_works", "read", "evidence", ["a"], now=NOW)
    with pytest.raises(ScanError, match="there is no such link"):
        shares.end("other", made.token, now=LATER)
    assert shares.open(made.token) == made
    assert shares.list("other") == ()


@pytest.mark.parametrize("token", ["", "nowhere", "%", "' OR 1=1 --", "x" * 4000, "\x00"])
def test_what_is_no_link_leads_nowhere(shares: Shares, token: str) -> None:
    shares.make("sample_works", "read", "evidence", ["a"], now=NOW)
    with pytest.raises(ScanError, match="this link leads nowhere"):
        shares.open(token)


def test_a_deleted_engagement_shows_nothing_more(store: Store, shares: Shares) -> None:
    made = shares.make("sample_works", "play", "evidence", ["a"], now=NOW)
    bin_ = Bin(store.database)
    bin_.delete("sample_works", now=LATER)
    with pytest.raises(ScanError, match="what this link showed was deleted"):
        shares.open(made.token)
    bin_.put_back("sample_works", now=LATER)
    assert shares.open(made.token) == made
    bin_.delete("sample_works", now=LATER)
    bin_.purge(LATER + KEPT_FOR)
    with pytest.raises(ScanError, match="this link leads nowhere"):
        shares.open(made.token)


def test_another_engagement_under_the_same_id_is_not_shown(store: Store, shares: Shares, engagement: Engagement) -> None:
    made = shares.make("sample_works", "read", "evidence", ["a"], now=NOW)
    Bin(store.database).delete("sample_works", now=LATER)
    store.add(engagement, now=LATER)
    assert shares.list("sample_works") == ()
    with pytest.raises(ScanError, match="was deleted"):
        shares.open(made.token)


def test_there_is_something_to_show(shares: Shares) -> None:
    with pytest.raises(ScanError, match="no scenario is chosen"):
        shares.make("sample_works", "read", "evidence", [], now=NOW)
    with pytest.raises(ScanError, match="there is no engagement of this id"):
        shares.make("nowhere", "read", "evidence", ["a"], now=NOW)


def test_a_database_of_before_the_links_gets_them_and_keeps_what_it_had(tmp_path: Path, engagement: Engagement) -> None:
    with Store.open(tmp_path) as store:
        store.add(engagement, now=NOW)
        with store.database.writing() as session:
            config = migration_config()
            config.attributes["connection"] = session.connection()
            command.downgrade(config, "0007")
            tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
            assert "shares" not in tables
    with Store.open(tmp_path) as store:
        assert store.get("sample_works") == engagement
        shares = Shares(store.database)
        made = shares.make("sample_works", "read", "evidence", ["a"], now=NOW)
        assert shares.open(made.token) == made

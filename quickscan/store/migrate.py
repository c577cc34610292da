"""Brings a database to the shape this version of the program expects, step by step."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from quickscan.domain.problem import ScanError

MIGRATIONS = Path(__file__).parent / "migrations"


def is_up_to_date(connection: Connection, place: Path) -> bool:
    """Whether no migration is missing. Raises ScanError for a database of a newer program."""
    scripts = _scripts()
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None and present not in {script.revision for script in scripts.walk_revisions()}:
        raise ScanError.of(
            str(place),
            "the database was written by a newer version of Quick-Scan",
            "update the program or choose another data folder",
        )
    return present == scripts.get_current_head()


def bring_up_to_date(connection: Connection, place: Path) -> None:
    """Applies the missing migrations. Raises ScanError for a database of a newer program."""
    if is_up_to_date(connection, place):
        return
    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(migration_config())


def migration_config() -> Config:
    """Alembic's configuration, without a file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config

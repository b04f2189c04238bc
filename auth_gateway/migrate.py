"""Bringing the database to the newest revision.

A new revision is written from the models with `python -m auth_gateway.migrate 0002 "What it adds"`.
"""

import pathlib
import sys

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from auth_gateway.platform.db import Database
from auth_gateway.platform.settings import Settings, load_settings

HERE = pathlib.Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def migrate(settings: Settings) -> None:
    """Create what is missing; does nothing on a database that is up to date."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        pathlib.Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, patient=True)
    config = alembic_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
    database.dispose()
    if url.get_backend_name() == "sqlite" and url.database:
        pathlib.Path(url.database).chmod(0o600)  # whoever made the file: its owner's alone


def write_revision(message: str, number: str) -> None:
    """Compare the models with the database of the settings and write the difference as a new revision."""
    database = Database(load_settings().database_url)
    config = alembic_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=number)
    database.dispose()


if __name__ == "__main__":
    write_revision(sys.argv[2], sys.argv[1])

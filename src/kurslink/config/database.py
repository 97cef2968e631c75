"""Which database this process works with, started if it is the embedded one."""

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import errors, sql

from kurslink.config import embedded_postgres, environment
from kurslink.config.connection import connection_settings

NAME = "kurslink"


def ensure_database() -> str:
    """The address of a database that can be used now.

    Entrances call this before Django's settings are imported: those only read the address, and
    starting a server is not for them. Raises EmbeddedPostgresError.
    """
    chosen = environment.load().database_url
    if chosen is not None:
        return chosen.get_secret_value()
    server = embedded_postgres.start(environment.load().data_dir / "postgres")
    url = create_database(server, NAME)
    announce(url)
    return url


def announce(url: str) -> None:
    """Make `url` the database of this process and of those it starts."""
    os.environ["KURSLINK_DATABASE_URL"] = url
    environment.load.cache_clear()
    if settings.configured:
        settings.DATABASES["default"].update(connection_settings(url))


def create_database(server: str, name: str) -> str:
    """The address of database `name` on `server`, created if it is missing."""
    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [name])
        if known.fetchone() is None:
            _create(connection, name)
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def _create(connection: psycopg.Connection, name: str) -> None:
    try:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    except (errors.DuplicateDatabase, errors.UniqueViolation):
        return  # another process was faster

"""A PostgreSQL address in the words of Django's settings."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict


def connection_settings(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; parameters Django has no name for become options."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "kurslink"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }

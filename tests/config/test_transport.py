"""What cookies and answers carry where people come by https: an installation as it starts."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
answer = Client(headers={"host": "kurse.example.org"}).get("/static/kurslink.css", secure=True)
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
print(json.dumps([dict(answer.headers), [getattr(settings, name) for name in names]]))
"""


def started_with(public_url: str) -> tuple[dict[str, str], list[str | bool]]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kurslink.config.settings",
        "KURSLINK_PUBLIC_URL": public_url,
        "KURSLINK_ALLOWED_HOSTS": "kurse.example.org",
    }
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
    )
    headers, names = json.loads(told.stdout)
    return headers, names


@pytest.mark.parametrize("proxies", [0, 1])
def test_whether_somebody_came_by_https_is_believed_of_a_named_proxy_only(proxies: int) -> None:
    program = "from kurslink.config import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    environment = os.environ | {
        "KURSLINK_PUBLIC_URL": "https://kurse.example.org",
        "KURSLINK_TRUSTED_PROXIES": str(proxies),
    }
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert ("HTTP_X_FORWARDED_PROTO" in told.stdout) == bool(proxies)


@pytest.mark.parametrize(
    ("public_url", "hsts", "cookies"),
    [
        (
            "https://kurse.example.org",
            "max-age=31536000",
            ["__Host-sessionid", "__Host-csrftoken", True, True],
        ),
        ("http://127.0.0.1:8000", None, ["sessionid", "csrftoken", False, False]),
    ],
)
def test_cookies_and_answers_insist_on_https_where_people_come_by_it(
    public_url: str, hsts: str | None, cookies: list[str | bool]
) -> None:
    headers, names = started_with(public_url)
    assert (headers.get("Strict-Transport-Security"), names) == (hsts, cookies)

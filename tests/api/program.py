"""A program of somebody else's that uses the REST API in this process."""

import json
from typing import Any

from django.test import Client

from kurslink.models import Role
from kurslink.services.api_tokens import add_token
from kurslink.services.rights import SHELL
from tests.course_office import NOW

Json = dict[str, Any]


class Answer:
    """What came back."""

    def __init__(self, answer: Any) -> None:
        self.status = answer.status_code
        self.headers = answer.headers
        self.content = answer.content
        self.media_type = answer.headers.get("Content-Type", "").split(";")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.content)


class Program:
    """Sends its token and JSON; `ask` gives whatever comes, `fine` insists on success."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            sent["Authorization"] = f"Bearer {self.secret}"
        data = "" if body is None else json.dumps(body)
        return Answer(
            Client().generic(
                method,
                f"/api/v1{path}",
                data,
                content_type="application/json" if data else "",
                headers=sent,
            )
        )

    def fine(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.ask(method, path, body, **headers)
        assert answer.status < 300, answer.content.decode()
        return answer.json if answer.content else None


def program_of(role: Role) -> Program:
    _token, secret = add_token(f"Website {role}", role=role, actor=SHELL, now=NOW)
    return Program(secret)

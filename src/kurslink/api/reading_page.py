"""The description for people: one page, drawn from the OpenAPI document, without any script."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from kurslink.api.description import api

_METHODS = ("get", "put", "post", "delete")
_LONGEST_NESTING = 4
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a body or an answer."""

    name: str
    kind: str
    description: SafeString
    is_required: bool
    place: str = ""


@dataclass(frozen=True)
class OperationText:
    """An operation as people read it."""

    key: str
    method: str
    path: str
    summary: str
    description: SafeString
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]
    answer: tuple[Field, ...]
    curl: str
    python: str


def reading_page(request: HttpRequest) -> HttpResponse:
    """The page; anybody may read it, it says nothing of this installation but its address."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    with translation.override("en"):
        info = _schema()["info"]
        about = {"version": info["version"], "description": _in_html(info["description"])}
        context = {"info": about, "groups": _groups(settings.KURSLINK_PUBLIC_URL)}
        return HttpResponse(render_to_string("api/docs.html", context))


@cache
def _schema() -> dict[str, Any]:
    """The document as programs get it."""
    text = json.dumps(api.get_openapi_schema(), default=str)
    document: dict[str, Any] = json.loads(text)
    return document


@cache
def _groups(public_url: str) -> dict[str, tuple[OperationText, ...]]:
    """The operations by tag."""
    groups: dict[str, list[OperationText]] = {}
    for path, methods in _schema()["paths"].items():
        for method in _METHODS:
            if method in methods:
                tag = methods[method]["tags"][0]
                text = _operation(method, path, methods[method], public_url)
                groups.setdefault(tag, []).append(text)
    return {tag: tuple(texts) for tag, texts in groups.items()}


def _operation(method: str, path: str, told: dict[str, Any], public_url: str) -> OperationText:
    parameters = told["parameters"]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    example = _example(body) if body else None
    fine = next(name for name in told["responses"] if name.startswith("2"))
    content = told["responses"][fine].get("content", {})
    answer = content.get("application/json", {}).get("schema", {})
    url = public_url + _filled(path, parameters)
    headers = {each["name"]: _value(each) for each in parameters if _is_needed_header(each)}
    return OperationText(
        key=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=_in_html(told.get("description", "")),
        parameters=tuple(_parameter(each) for each in parameters),
        body=tuple(_fields(body)) if body else (),
        answers=tuple((name, each["description"]) for name, each in told["responses"].items()),
        answer=tuple(_fields(answer)),
        curl=_curl(method, url, headers, example),
        python=_python(method, url, headers, example),
    )


def _in_html(text: str) -> SafeString:
    """Our own words, which are written as Markdown; HTML in them is shown, not obeyed."""
    return mark_safe(str(_MARKDOWN.render(text)))  # noqa: S308  # cleaned by what renders it


def _line(text: str) -> SafeString:
    return mark_safe(str(_MARKDOWN.renderInline(text)))  # noqa: S308  # as above


def _is_needed_header(parameter: dict[str, Any]) -> bool:
    return bool(parameter["in"] == "header" and parameter["name"] == "Idempotency-Key")


def _parameter(told: dict[str, Any]) -> Field:
    kind = _kind(told["schema"])
    return Field(
        told["name"], kind, _line(told.get("description", "")), bool(told["required"]), told["in"]
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` itself, what it refers to, or its part that is not null."""
    for part in schema.get("anyOf", ()):
        if part.get("type") != "null":
            return _resolved(part) | {k: v for k, v in schema.items() if k != "anyOf"}
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        found: dict[str, Any] = _schema()["components"]["schemas"][name]
        return found | {k: v for k, v in schema.items() if k != "$ref"}
    return schema


def _kind(schema: dict[str, Any]) -> str:
    found = _resolved(schema)
    nullable = any(part.get("type") == "null" for part in schema.get("anyOf", ()))
    if "enum" in found:
        kind = " | ".join(map(str, found["enum"]))
    elif found.get("type") == "array":
        kind = f"list of {_kind(found['items'])}"
    else:
        kind = found.get("format") or found.get("type") or "any"
    return f"{kind} or null" if nullable else kind


def _fields(schema: dict[str, Any]) -> Iterator[Field]:
    found = _resolved(schema)
    required = set(found.get("required", ()))
    for name, told in found.get("properties", {}).items():
        description = _resolved(told).get("description", "")
        yield Field(name, _kind(told), _line(description), name in required)


def _value(parameter: dict[str, Any]) -> str:
    examples = parameter["schema"].get("examples") or parameter.get("examples") or ()
    return str(next(iter(examples), parameter["schema"].get("default") or "17"))


def _filled(path: str, parameters: list[dict[str, Any]]) -> str:
    for each in parameters:
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", _value(each))
    return path


def _example(schema: dict[str, Any], depth: int = 0) -> Any:
    """A body as one might send it: the fields that have an example."""
    found = _resolved(schema)
    if "examples" in found:
        return found["examples"][0]
    if found.get("type") == "array":
        return [_example(found["items"], depth + 1)]
    if "properties" not in found or depth > _LONGEST_NESTING:
        return None
    values = {
        name: _example(told, depth + 1)
        for name, told in found["properties"].items()
        if name not in ("semester", "number")
    }
    return {name: value for name, value in values.items() if value not in (None, [None], {})}


def _curl(method: str, url: str, headers: dict[str, str], body: Any) -> str:
    lines = [f'curl -X {method.upper()} "{url}"', '-H "Authorization: Bearer $KURSLINK_TOKEN"']
    lines += [f'-H "{name}: {value}"' for name, value in headers.items()]
    if body:
        lines += ['-H "Content-Type: application/json"', f"-d '{_json(body)}'"]
    return " \\\n  ".join(lines)


def _python(method: str, url: str, headers: dict[str, str], body: Any) -> str:
    sent = {"Authorization": "Bearer …"} | headers
    arguments = [f'"{url}"', f"headers={sent!r}"]
    if body:
        arguments.append(f"json={body!r}")
    inside = ",\n    ".join(arguments)
    return f"import httpx\n\nanswer = httpx.{method}(\n    {inside},\n)\nanswer.raise_for_status()"


def _json(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2)

"""Every answer of the simulator is valid against Zoom's own description of its API.

Collected only where the description is at hand (tests/simulator/conftest.py). The schemas are
closed first: a field the description does not know is a fault of ours. Two of its mistakes are
corrected: ``weekly_days`` may hold several days, and ``oneOf`` means one of the closed answers.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from tests.simulator.api import Api
from tests.simulator.conftest import DESCRIPTION
from tests.simulator.samples import Sample, meeting_samples, user_samples

Schema = dict[str, Any]
PATHS = json.loads(DESCRIPTION.read_text(encoding="utf-8"))["paths"]


def closed(schema: Schema) -> Schema:
    """The same schema without room for unknown fields; ``allOf`` merged into one object."""
    merged = _merged(schema)
    if "oneOf" in merged:
        return {"oneOf": [closed(option) for option in merged["oneOf"]]}
    if "properties" in merged:
        parts = {name: _part(name, part) for name, part in merged["properties"].items()}
        return {**merged, "properties": parts, "additionalProperties": False}
    if "items" in merged:
        return {**merged, "items": closed(merged["items"])}
    return merged


def _part(name: str, schema: Schema) -> Schema:
    if name == "weekly_days":
        return {"type": "string", "pattern": "^[1-7](,[1-7])*$"}
    return closed(schema)


def _merged(schema: Schema) -> Schema:
    branches = schema.get("allOf", [])
    merged: Schema = {key: value for key, value in schema.items() if key != "allOf"}
    for branch in map(_merged, branches):
        properties = {**merged.get("properties", {}), **branch.get("properties", {})}
        required = [*merged.get("required", []), *branch.get("required", [])]
        merged = {**merged, **branch, "properties": properties}
        if required:
            merged["required"] = required
    return merged


def complaints(sample: Sample) -> list[str]:
    responses = PATHS[sample.path][sample.method]["responses"]
    content = responses[str(sample.status)].get("content")
    if not content:
        return ["has content"] if sample.answer.content else []
    schema = closed(content["application/json"]["schema"])
    validator = Draft4Validator(schema, format_checker=FormatChecker())
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(sample.answer.json())
    ]


@pytest.mark.parametrize("samples", [user_samples, meeting_samples])
def test_every_answer_fits_the_description(
    api: Api, samples: Callable[[Api], Iterator[Sample]]
) -> None:
    api.control.set_switch(rate_limits=False)
    found = [
        (sample.method, sample.path, complaint)
        for sample in samples(api)
        for complaint in complaints(sample)
    ]
    assert found == []


def test_the_closed_description_would_notice_an_unknown_field(api: Api) -> None:
    (sample, *_) = user_samples(api)
    schema = PATHS[sample.path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    invented = {**sample.answer.json(), "invented": 1}
    assert not Draft4Validator(closed(schema)).is_valid(invented)

"""How Zoom words a refusal: as JSON, or as XML when it does not believe we want JSON."""

from typing import Annotated, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import from_json

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]
Items = BeforeValidator(lambda value: value if isinstance(value, list) else ())


class FieldProblem(BaseModel):
    """One value Zoom refuses, under Zoom's own name for it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    field: Text = ""
    message: Text = ""


class Problem(BaseModel):
    """Code, text and refused fields; whatever else the answer holds is not kept."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    code: int
    message: Text = ""
    errors: Annotated[tuple[FieldProblem, ...], Items] = ()

    @property
    def fields(self) -> dict[str, str]:
        """Return Zoom's words by field name."""
        return {error.field: error.message for error in self.errors}

    @property
    def text(self) -> str:
        """Return everything Zoom said in one line."""
        return " ".join([self.message, *(f"{name}: {why}" for name, why in self.fields.items())])


def problem_in(body: Any) -> Problem | None:
    """Return the problem a parsed answer tells of; code 0 and no code tell of none."""
    if not isinstance(body, dict) or "code" not in body:
        return None
    try:
        problem = Problem.model_validate(body)
    except ValidationError:
        return None
    return problem if problem.code else None


def parsed(content: bytes) -> Any:
    """Return the JSON value in `content`, Zoom's XML as the same shape, None for anything else."""
    try:
        return from_json(content)
    except ValueError:
        return _from_xml(content)


def _from_xml(content: bytes) -> dict[str, Any] | None:
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # the last: its encoding
        return None
    if root.tag != "result":
        return None
    return {
        "code": root.findtext("code"),
        "message": root.findtext("message"),
        "errors": [_field_problem(element) for element in root.findall("errors")],
    }


def _field_problem(element: Element) -> dict[str, str | None]:
    return {"field": element.findtext("field"), "message": element.findtext("message")}

"""What Zoom says when it refuses, in Zoom's own codes and words.

SimulatorError
├── ApiRefusal        under /v2: {"code", "message"[, "errors"]}
├── TokenRefusal      at the token endpoint: {"reason", "error"}
├── ControlRefusal    at our own control interface: {"error"}
└── CannotStart       the state file or the port cannot be used

Codes, statuses and texts follow Zoom's description and observed answers (docs/simulator.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class SimulatorError(Exception):
    """Anything the simulator refuses."""


@dataclass
class ApiRefusal(SimulatorError):
    """An answer of the API that is not a success."""

    status: int
    code: int
    message: str
    fields: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class TokenRefusal(SimulatorError):
    """An answer of the token endpoint that is not a success; always HTTP 400."""

    reason: str
    error: str = "invalid_request"


class ControlRefusal(SimulatorError):
    """The test or the demo asked the control interface for something that makes no sense."""


class CannotStart(SimulatorError):
    """The sentence says what stands in the way."""


def invalid_token(status: int, *, expired: bool = False) -> ApiRefusal:
    text = "Access token is expired." if expired else "Invalid access token."
    return ApiRefusal(status, 124, text)


def missing_scopes(status: int, code: int, scopes: Sequence[str]) -> ApiRefusal:
    listed = ", ".join(scopes)
    return ApiRefusal(status, code, f"Invalid access token, does not contain scopes:[{listed}].")


def invalid_parameter(name: str) -> ApiRefusal:
    return ApiRefusal(400, 300, f"Invalid parameter: {name}.")


def validation_failed(*fields: tuple[str, str]) -> ApiRefusal:
    """``fields`` are pairs of field path (``settings.jbh_time``) and sentence."""
    return ApiRefusal(400, 300, "Validation Failed.", fields)


def invalid_field(path: str) -> ApiRefusal:
    return validation_failed((path, f"Invalid parameter: {path.rsplit('.', 1)[-1]}."))


def not_a_json_object() -> ApiRefusal:
    return ApiRefusal(400, 300, "Request Body should be a valid JSON object.")


def page_token_invalid() -> ApiRefusal:
    return ApiRefusal(400, 300, "The next page token is invalid or expired.")


def endpoint_unknown() -> ApiRefusal:
    return ApiRefusal(400, 2300, "This API endpoint is not recognized.")


def route_not_found() -> ApiRefusal:
    return ApiRefusal(404, 64041, "Route Not Found")


def user_unknown(user: str) -> ApiRefusal:
    return ApiRefusal(404, 1001, f"User does not exist: {user}.")


def meeting_gone(meeting_id: str) -> ApiRefusal:
    return ApiRefusal(404, 3001, f"Meeting does not exist: {meeting_id}.")


def is_webinar() -> ApiRefusal:
    return ApiRefusal(400, 3000, "Cannot access webinar info.")


def no_meeting_licence() -> ApiRefusal:
    return ApiRefusal(
        400,
        3161,
        "Your user account is not allowed meeting hosting and scheduling capabilities.",
    )


def cannot_schedule_for(user: str) -> ApiRefusal:
    return ApiRefusal(400, 3000, f"You cannot schedule a meeting for {user}")


def schedule_for_invalid() -> ApiRefusal:
    return ApiRefusal(
        400,
        300,
        "The value that you entered in the `schedule_for` field is invalid."
        " Enter a valid value and try again.",
    )


def instant_for_other() -> ApiRefusal:
    return ApiRefusal(
        400,
        3000,
        "Instant meetings do not support the `schedule_for` parameter,"
        " and you can't schedule an instant meeting for another user.",
    )


def has_started() -> ApiRefusal:
    return ApiRefusal(
        400, 3000, "You cannot update or delete meetings that have started using this method."
    )


def in_progress() -> ApiRefusal:
    return ApiRefusal(400, 3002, "You cannot delete this meeting since it is in progress.")


def paid_only(status: int) -> ApiRefusal:
    return ApiRefusal(status, 200, "Only available for Paid account")


def not_licensed_assistant(email: str) -> ApiRefusal:
    return ApiRefusal(
        400, 200, f"The user must either be a Licensed user or an On-prem user : {email}."
    )


def alternative_host_refused(entry: str) -> ApiRefusal:
    """Neither code nor text is recorded anywhere; 1114 is only rumoured."""
    return ApiRefusal(400, 1114, f"The alternative host {entry} is not a licensed user.")


def account_unknown() -> ApiRefusal:
    return ApiRefusal(404, 2001, "Account does not exist")

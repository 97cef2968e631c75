"""Where public sources disagree about Zoom, or are silent: one switch per question.

The default of each switch is what Zoom most probably does. docs/simulator.md describes every
switch and names the source of the doubt; a test compares that list with this class.
"""

from dataclasses import dataclass
from enum import StrEnum


class TokenValidity(StrEnum):
    MANY = "many"
    ONE = "one"


class Jwt(StrEnum):
    REFUSED = "refused"
    ACCEPTED = "accepted"


class AppState(StrEnum):
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


class AboveLimit(StrEnum):
    FIRST_ONLY = "first_only"
    REFUSE = "refuse"
    CUT = "cut"
    EMPTY = "empty"


class SeriesPatch(StrEnum):
    RESETS = "resets"
    KEEPS = "keeps"


class RecurrenceWithoutStart(StrEnum):
    LAST_OCCURRENCE = "last_occurrence"
    IGNORED = "ignored"


class MovedId(StrEnum):
    KEPT = "kept"
    NEW = "new"


class DeletedOccurrences(StrEnum):
    HIDDEN = "hidden"
    LISTED = "listed"


class PreviousOccurrences(StrEnum):
    ON_REQUEST = "on_request"
    ALWAYS = "always"
    NEVER = "never"


class Permission(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"


class PastStart(StrEnum):
    NOW = "now"
    REFUSED = "refused"


class OccurrenceTimezone(StrEnum):
    HONOURED = "honoured"
    IGNORED = "ignored"


class Plan(StrEnum):
    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"


@dataclass(frozen=True, kw_only=True)
class Switches:
    """Every field is one switch; its name is the name used by the control interface."""

    app: AppState = AppState.ACTIVE
    jwt: Jwt = Jwt.REFUSED
    valid_tokens: TokenValidity = TokenValidity.MANY
    token_lifetime_seconds: int = 3600
    token_api_url: str = ""
    token_error_status: int = 401
    scope_error_code: int = 4711
    scope_error_status: int = 400

    occurrence_limit: int = 50
    above_occurrence_limit: AboveLimit = AboveLimit.FIRST_ONLY
    series_patch: SeriesPatch = SeriesPatch.RESETS
    recurrence_without_start: RecurrenceWithoutStart = RecurrenceWithoutStart.LAST_OCCURRENCE
    type_change: Permission = Permission.ALLOWED
    moved_occurrence_id: MovedId = MovedId.KEPT
    move_past_neighbour: Permission = Permission.ALLOWED
    move_onto_used_day: Permission = Permission.ALLOWED
    occurrence_timezone: OccurrenceTimezone = OccurrenceTimezone.HONOURED
    deleted_occurrences: DeletedOccurrences = DeletedOccurrences.HIDDEN
    previous_occurrences: PreviousOccurrences = PreviousOccurrences.ON_REQUEST
    past_start: PastStart = PastStart.NOW
    ignored_fields: tuple[str, ...] = ()
    list_lag_seconds: float = 0

    plan: Plan = Plan.PRO
    rate_limits: bool = True
    host_daily_limit: int = 100
    deletes_counted: bool = False
    event_deliveries: int = 1
    latency_ms: int = 0

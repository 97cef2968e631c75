"""Names of what „Verbindung testen" looks at and finds; the sentences stand in the catalogue."""

from enum import StrEnum


class CheckName(StrEnum):
    """The steps, in order; behind one that fails none is checked."""

    ADDRESS = "address"
    PROXY = "proxy"
    TLS = "tls"
    CLOCK = "clock"
    TOKEN = "token"  # noqa: S105  # the name of a step, no secret
    SCOPES = "scopes"
    USER = "user"
    USERS = "users"
    LICENCES = "licences"
    PASSCODE_RULE = "passcode_rule"
    LOGIN_DEMANDED = "login_demanded"


class Seen(StrEnum):
    """What a step that succeeded has to tell."""

    ADDRESS = "address"
    ADDRESS_BY_PROXY = "address_by_proxy"
    WITHOUT_PROXY = "without_proxy"
    THROUGH_PROXY = "through_proxy"
    ENCRYPTED = "encrypted"
    UNENCRYPTED = "unencrypted"
    CLOCK = "clock"
    CLOCK_UNTOLD = "clock_untold"
    TOKEN = "token"  # noqa: S105  # a name, no secret
    SCOPES = "scopes"
    USER = "user"
    USERS = "users"
    LICENCES = "licences"
    PASSCODE_RULE = "passcode_rule"
    NO_LOGIN_DEMANDED = "no_login_demanded"
    NOT_CHECKED = "not_checked"


class Problem(StrEnum):
    """What we find wrong ourselves; what Zoom refuses has its own sentences."""

    CLOCK_OFF = "clock_off"
    SCOPES_MISSING = "scopes_missing"
    NOT_A_USER = "not_a_user"
    ROLE_TOO_SMALL = "role_too_small"
    NO_LICENCE = "no_licence"
    ONLY_BASIC = "only_basic"
    LOGIN_DEMANDED = "login_demanded"

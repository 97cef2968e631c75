"""What Zoom says about users: their licence, and what their passcodes must be like."""

from kurslink.zoom.schemas.spelling import Answer, Identifier, LicenceType, Text


class ZoomUser(Answer):
    """A user of the account; a pending one has no `id` yet."""

    id: str | None = None
    email: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    display_name: Text = ""
    type: int = LicenceType.NONE
    status: Text = ""
    timezone: Text = ""
    role_id: Identifier = ""
    role_name: Text = ""
    account_id: Text = ""

    @property
    def is_licensed(self) -> bool:
        """Return whether the user can host meetings without the 40-minute limit."""
        return self.type == LicenceType.LICENSED


class PasscodeRule(Answer):
    """What a passcode must be like; `length` is the least, a run of
    `consecutive_characters_length` is already too long, 0 allows any."""

    length: int = 0
    have_letter: bool = False
    have_number: bool = False
    have_special_character: bool = False
    have_upper_and_lower_characters: bool = False
    only_allow_numeric: bool = False
    consecutive_characters_length: int = 0
    weak_enhance_detection: bool = False


class MeetingSecurity(Answer):
    """A user's security settings, as far as meetings we create depend on them."""

    meeting_password: bool = False
    require_password_for_scheduled_meeting: bool = False
    embed_password_in_join_link: bool = False
    waiting_room: bool = False
    meeting_password_requirement: PasscodeRule = PasscodeRule()


class SecurityAnswer(Answer):
    """The envelope around a user's security settings."""

    meeting_security: MeetingSecurity


class AuthenticationAnswer(Answer):
    """Whether a user's meetings let in only people signed in at Zoom, by the user's settings."""

    meeting_authentication: bool = False


class UserPage(Answer):
    """One page of the account's users; an empty token ends the list."""

    users: tuple[ZoomUser, ...]
    next_page_token: Text = ""

"""Zoom's refusals by number and by text: each becomes the error a caller can decide on."""

import pytest

from kurslink.zoom.client import ZoomClient
from kurslink.zoom.errors import (
    AccessDenied,
    AlternativeHostRefused,
    Circumstances,
    InvalidField,
    IsWebinar,
    MeetingGone,
    MeetingInProgress,
    MissingScopes,
    NotLicensed,
    NotZoom,
    OccurrenceGone,
    PaidPlanOnly,
    Refused,
    SchedulingNotAllowed,
    TokenRejected,
    UserUnknown,
    ZoomError,
)
from kurslink.zoom.problems import Problem
from kurslink.zoom.refusals import named_scopes, refusal
from tests.zoom.scripted_zoom import Reply, ScriptedZoom, json_reply

CATALOGUE = [
    (401, 124, "Invalid access token.", TokenRejected),
    (400, 124, "Access token is expired.", TokenRejected),
    (400, 200, "Only available for Paid account", PaidPlanOnly),
    (200, 200, "Only available for paid accounts.", PaidPlanOnly),
    (400, 200, "Invalid access token, does not contain permissions [User:Edit].", AccessDenied),
    (400, 200, "No permission.", AccessDenied),
    (403, 403, "Access to the Zoom REST API has been denied for this account.", AccessDenied),
    (400, 300, "Validation Failed.", InvalidField),
    (400, 300, "Invalid parameter: `occurrence_id`.", OccurrenceGone),
    (400, 300, "The value that you entered in the `schedule_for` field is invalid", InvalidField),
    (404, 1001, "User does not exist: nobody@vhs.example.", UserUnknown),
    (400, 1010, "User does not belong to this account:abc.", UserUnknown),
    (400, 1120, "A valid invitation to join the Zoom account was not found.", UserUnknown),
    (400, 1114, "The alternative host is not allowed.", AlternativeHostRefused),
    (400, 3000, "Cannot add alternative_hosts: a@vhs.example.", AlternativeHostRefused),
    (404, 2001, "Account does not exist", Refused),
    (400, 2300, "This API endpoint is not recognized.", NotZoom),
    (400, 3000, "Cannot access webinar info.", IsWebinar),
    (400, 3000, "You cannot schedule a meeting for host@vhs.example", SchedulingNotAllowed),
    (
        400,
        3000,
        "You cannot update or delete meetings that have started using this method.",
        MeetingInProgress,
    ),
    (400, 3000, "Invalid occurrence_id", OccurrenceGone),
    (400, 3000, "Users in 'u1' have been blocked from joining", Refused),
    (404, 3001, "Meeting does not exist: 123.", MeetingGone),
    (404, 3001, "Das Meeting existiert nicht: 123.", MeetingGone),
    (400, 3002, "you cannot delete this meeting since it is in progress", MeetingInProgress),
    (400, 3003, "You are not the meeting host.", Refused),
    (400, 3161, "Your user account is not allowed meeting hosting.", NotLicensed),
    (404, 64041, "Route Not Found", NotZoom),
    (400, 99999, "Something Zoom thought of later.", Refused),
]


@pytest.mark.parametrize(("status", "code", "message", "kind"), CATALOGUE)
def test_each_refusal_of_the_catalogue_has_its_class(
    zoom: ScriptedZoom,
    client: ZoomClient,
    *,
    status: int,
    code: int,
    message: str,
    kind: type[ZoomError],
) -> None:
    zoom.script(json_reply({"code": code, "message": message}, status=status))
    with pytest.raises(ZoomError) as caught:
        client.meeting(1)
    assert type(caught.value) is kind
    assert caught.value.message == message
    assert (caught.value.status, caught.value.code) == (status, code)
    assert caught.value.operation == "meeting"


@pytest.mark.parametrize("code", [4700, 4711])
@pytest.mark.parametrize("status", [400, 401])
def test_missing_scopes_are_named(
    zoom: ScriptedZoom, client: ZoomClient, status: int, code: int
) -> None:
    message = (
        "Invalid access token, does not contain"
        " scopes:[meeting:read:meeting:admin, meeting:read:admin]."
    )
    zoom.script(json_reply({"code": code, "message": message}, status=status))
    with pytest.raises(MissingScopes) as caught:
        client.meeting(1)
    assert caught.value.scopes == {"meeting:read:meeting:admin", "meeting:read:admin"}


def test_missing_scopes_without_names_are_still_missing_scopes() -> None:
    error = refusal(Problem(code=4711, message="scope"), Circumstances("meeting", 400, 4711))
    assert isinstance(error, MissingScopes)
    assert error.scopes == frozenset()


@pytest.mark.parametrize(
    ("message", "scopes"),
    [
        ("does not contain scopes:[a:b]", {"a:b"}),
        ("does not contain scope [a:b,c:d]", {"a:b", "c:d"}),
        ("does not contain scopes:[]", set()),
        ("no scopes here", set()),
    ],
)
def test_scopes_are_read_from_their_brackets(message: str, scopes: set[str]) -> None:
    assert named_scopes(message) == scopes


def test_a_refused_field_comes_with_zooms_words(zoom: ScriptedZoom, client: ZoomClient) -> None:
    problem = {"field": "settings.jbh_time", "message": "Invalid parameter: jbh_time."}
    body = {"code": 300, "message": "Validation Failed.", "errors": [problem]}
    zoom.script(json_reply(body, status=400))
    with pytest.raises(InvalidField) as caught:
        client.meeting(1)
    assert caught.value.fields == {"settings.jbh_time": "Invalid parameter: jbh_time."}
    assert caught.value.message == (
        "Validation Failed. settings.jbh_time: Invalid parameter: jbh_time."
    )


def test_a_refused_alternative_host_is_known_by_its_field(
    zoom: ScriptedZoom, client: ZoomClient
) -> None:
    problem = {"field": "settings.alternative_hosts", "message": "Invalid"}
    body = {"code": 300, "message": "Validation Failed.", "errors": [problem]}
    zoom.script(json_reply(body, status=400))
    with pytest.raises(AlternativeHostRefused):
        client.meeting(1)


PASSCODE_RULE = (
    "Password provided does not match the password requirement settings set for this account. The"
    " password must follow these rules: [Password can only have a maximum 10 characters.]."
)


def test_a_refused_passcode_is_read_from_xml(zoom: ScriptedZoom, client: ZoomClient) -> None:
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><result><code>300</code>'
        "<message>Validation Failed.</message><errors><field>password</field>"
        f"<message>{PASSCODE_RULE}</message></errors></result>"
    )
    zoom.script(Reply(400, xml.encode(), {"Content-Type": "application/xml"}))
    with pytest.raises(InvalidField) as caught:
        client.meeting(1)
    assert caught.value.fields == {"password": PASSCODE_RULE}
    assert caught.value.code == 300


def test_the_tracking_id_for_zooms_support_is_kept(zoom: ScriptedZoom, client: ZoomClient) -> None:
    body = {"code": 3001, "message": "Meeting does not exist: 1."}
    zoom.script(json_reply(body, status=404, headers={"X-Zm-TrackingId": "v=2.0;clid=eu01"}))
    with pytest.raises(MeetingGone) as caught:
        client.meeting(1)
    assert caught.value.tracking_id == "v=2.0;clid=eu01"
    assert str(caught.value) == "meeting: 404 3001 Meeting does not exist: 1."


def test_every_error_has_a_key_of_its_own() -> None:
    kinds = list(descendants(ZoomError))
    assert len({kind.key for kind in kinds}) == len(kinds)


def descendants(kind: type[ZoomError]) -> set[type[ZoomError]]:
    found = {kind}
    for child in kind.__subclasses__():
        found |= descendants(child)
    return found

"""All calls the simulated API answers, with Zoom's labels and scopes."""

from kurslink.simulator import meeting_operations as meetings
from kurslink.simulator import user_operations as users
from kurslink.simulator.limits import Label
from kurslink.simulator.operation import Operation

USER_READ = "user:read:admin"
MEETING_READ = "meeting:read:admin"
MEETING_WRITE = "meeting:write:admin"

OPERATIONS = (
    Operation(
        "list_users",
        "GET",
        "/v2/users",
        Label.MEDIUM,
        (USER_READ, "user:read:list_users:admin"),
        users.list_users,
    ),
    Operation(
        "get_user",
        "GET",
        "/v2/users/{user_id}",
        Label.LIGHT,
        (USER_READ, "user:read:user:admin"),
        users.get_user,
    ),
    Operation(
        "get_user_settings",
        "GET",
        "/v2/users/{user_id}/settings",
        Label.MEDIUM,
        (USER_READ, "user:read:settings:admin"),
        users.get_user_settings,
    ),
    Operation(
        "list_schedulers",
        "GET",
        "/v2/users/{user_id}/schedulers",
        Label.MEDIUM,
        (USER_READ, "user:read:list_schedulers:admin"),
        users.list_schedulers,
    ),
    Operation(
        "list_assistants",
        "GET",
        "/v2/users/{user_id}/assistants",
        Label.MEDIUM,
        (USER_READ, "user:read:list_assistants:admin"),
        users.list_assistants,
    ),
    Operation(
        "add_assistants",
        "POST",
        "/v2/users/{user_id}/assistants",
        Label.MEDIUM,
        ("user:write:admin", "user:write:assistant:admin"),
        users.add_assistants,
    ),
    Operation(
        "get_account_settings",
        "GET",
        "/v2/accounts/{account_id}/settings",
        Label.MEDIUM,
        ("account:read:admin", "account:read:settings:admin"),
        users.get_account_settings,
    ),
    Operation(
        "create_meeting",
        "POST",
        "/v2/users/{user_id}/meetings",
        Label.LIGHT,
        (MEETING_WRITE, "meeting:write:meeting:admin"),
        meetings.create_meeting,
    ),
    Operation(
        "list_meetings",
        "GET",
        "/v2/users/{user_id}/meetings",
        Label.MEDIUM,
        (MEETING_READ, "meeting:read:list_meetings:admin"),
        meetings.list_meetings,
    ),
    Operation(
        "get_meeting",
        "GET",
        "/v2/meetings/{meeting_id}",
        Label.LIGHT,
        (MEETING_READ, "meeting:read:meeting:admin"),
        meetings.get_meeting,
    ),
    Operation(
        "update_meeting",
        "PATCH",
        "/v2/meetings/{meeting_id}",
        Label.LIGHT,
        (MEETING_WRITE, "meeting:update:meeting:admin"),
        meetings.update_meeting,
    ),
    Operation(
        "delete_meeting",
        "DELETE",
        "/v2/meetings/{meeting_id}",
        Label.LIGHT,
        (MEETING_WRITE, "meeting:delete:meeting:admin"),
        meetings.delete_meeting,
    ),
)

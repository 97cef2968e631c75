"""Users, their settings, and who may schedule for whom."""

from tests.simulator.api import Api, invalid, refusal
from tests.simulator.conftest import NOW

BASIC = "basis@vhs-musterstadt.example"
INVITED = "eingeladen@vhs-musterstadt.example"
UNLICENSED = "ohnelizenz@vhs-musterstadt.example"


def test_the_list_holds_active_users_with_their_licences(api: Api) -> None:
    listing = api.get("/users").json()
    assert [(user["email"].split("@")[0], user["type"]) for user in listing["users"]] == [
        *((f"zoomzugang0{number}", 2) for number in range(1, 9)),
        ("basis", 1),
        ("ohnelizenz", 4),
    ]
    assert (listing["total_records"], listing["page_size"], listing["next_page_token"]) == (
        10,
        30,
        "",
    )


def test_an_invited_user_has_no_id(api: Api) -> None:
    (user,) = api.get("/users", status="pending").json()["users"]
    assert (user["email"], user["status"], "id" in user) == (INVITED, "pending", False)


def test_pages_follow_one_another(api: Api) -> None:
    found = []
    page = api.get("/users", page_size="4").json()
    found += page["users"]
    while page["next_page_token"]:
        page = api.get("/users", page_size="4", next_page_token=page["next_page_token"]).json()
        found += page["users"]
    assert found == api.get("/users").json()["users"]


def test_a_page_token_lives_fifteen_minutes(api: Api) -> None:
    page_token = api.get("/users", page_size="4").json()["next_page_token"]
    api.control.set_clock(NOW.replace(minute=16))
    expected = (400, 300, "The next page token is invalid or expired.")
    assert refusal(api.get("/users", page_size="4", next_page_token=page_token)) == expected
    assert refusal(api.get("/users", next_page_token="made-up")) == expected


def test_a_page_has_two_thousand_users_at_most(api: Api) -> None:
    assert api.get("/users", page_size="2000").status_code == 200
    assert refusal(api.get("/users", page_size="2001")) == (
        400,
        300,
        "Invalid parameter: page_size.",
    )


def test_a_user_is_found_by_id_and_by_mail_in_any_case(api: Api) -> None:
    by_mail = api.get(f"/users/{api.host.upper()}").json()
    assert api.get(f"/users/{by_mail['id']}").json() == by_mail
    assert (by_mail["email"], by_mail["role_name"]) == (api.host, "Owner")


def test_an_unknown_user_is_named(api: Api) -> None:
    assert refusal(api.get("/users/nobody@example.org")) == (
        404,
        1001,
        "User does not exist: nobody@example.org.",
    )


def test_me_is_nobody_to_a_server_to_server_app(api: Api) -> None:
    assert refusal(api.get("/users/me")) == (404, 1001, "User does not exist: me.")


def test_passcode_rules_stand_in_both_kinds_of_settings(api: Api) -> None:
    api.control.alter_user(api.host, passcode_rules={"length": 8, "have_number": True})
    path = f"/users/{api.host}/settings"
    security = api.get(path, option="meeting_security").json()["meeting_security"]
    plain = api.get(path).json()["schedule_meeting"]
    assert security["meeting_password_requirement"] == plain["meeting_password_requirement"]
    assert security["meeting_password_requirement"] == {
        "length": 8,
        "have_letter": False,
        "have_number": True,
        "have_special_character": False,
        "only_allow_numeric": False,
        "have_upper_and_lower_characters": False,
        "consecutive_characters_length": 0,
        "weak_enhance_detection": False,
    }


def test_free_accounts_do_not_tell_their_rules(api: Api) -> None:
    api.control.set_switch(plan="free")
    text = "Only available for Paid account"
    assert refusal(api.get(f"/users/{api.host}/settings", option="meeting_security")) == (
        400,
        200,
        text,
    )
    assert refusal(api.get("/accounts/me/settings")) == (200, 200, text)


def test_the_account_tells_its_settings(api: Api) -> None:
    settings = api.get("/accounts/me/settings", option="meeting_security").json()
    assert settings["meeting_security"]["meeting_password"] is True
    assert refusal(api.get("/accounts/another/settings")) == (404, 2001, "Account does not exist")


def test_a_privilege_is_seen_from_both_sides(api: Api) -> None:
    answer = api.post(f"/users/{api.other_host}/assistants", {"assistants": [{"email": api.host}]})
    assert answer.status_code == 201
    helpers = api.get(f"/users/{api.other_host}/assistants").json()["assistants"]
    served = api.get(f"/users/{api.host}/schedulers").json()["schedulers"]
    assert [helper["email"] for helper in helpers] == [api.host]
    assert [user["email"] for user in served] == [api.other_host]


def test_only_licensed_users_may_be_assistants(api: Api) -> None:
    answer = api.post(f"/users/{api.host}/assistants", {"assistants": [{"email": BASIC}]})
    assert refusal(answer) == (
        400,
        200,
        f"The user must either be a Licensed user or an On-prem user : {BASIC}.",
    )


def test_a_user_without_meeting_licence_cannot_host(api: Api) -> None:
    expected = (
        400,
        3161,
        "Your user account is not allowed meeting hosting and scheduling capabilities.",
    )
    assert refusal(api.post(f"/users/{UNLICENSED}/meetings", {})) == expected
    assert refusal(api.get(f"/users/{UNLICENSED}/meetings")) == expected


def test_a_licence_withdrawn_later_closes_the_meetings(api: Api) -> None:
    meeting = api.created()
    api.control.alter_user(api.host, type=99)
    assert refusal(api.get(f"/meetings/{meeting['id']}"))[1] == 3161
    assert refusal(api.delete(meeting["id"]))[1] == 3161


def test_a_basic_user_may_host_but_an_invited_one_may_not(api: Api) -> None:
    assert api.post(f"/users/{BASIC}/meetings", {}).status_code == 201
    assert refusal(api.post(f"/users/{INVITED}/meetings", {}))[:2] == (404, 1001)


def test_users_can_be_added_and_removed(api: Api) -> None:
    api.control.add_user("neu@vhs-musterstadt.example", type=1)
    assert api.get("/users/neu@vhs-musterstadt.example").json()["type"] == 1
    api.control.remove_user("neu@vhs-musterstadt.example")
    assert api.get("/users/neu@vhs-musterstadt.example").status_code == 404


def test_unknown_paths_and_bodies_are_refused(api: Api) -> None:
    assert refusal(api.get("/nothing")) == (400, 2300, "This API endpoint is not recognized.")
    elsewhere = api.client.get(f"{api.simulator.api_url}/elsewhere")
    assert refusal(elsewhere) == (404, 64041, "Route Not Found")
    listed = api.post(f"/users/{api.host}/meetings", ["no object"])
    assert refusal(listed) == (400, 300, "Request Body should be a valid JSON object.")
    assert invalid(api.post(f"/users/{api.host}/assistants", {})) == (400, ["assistants"])

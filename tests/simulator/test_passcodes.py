"""Which passcodes the simulated rules refuse, and that generated ones always pass."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kurslink.simulator.passcodes import PasscodeRules, complaints, generate, longest_run
from tests.simulator.api import Api

rules = st.builds(
    PasscodeRules,
    length=st.integers(0, 10),
    have_letter=st.booleans(),
    have_number=st.booleans(),
    have_special_character=st.booleans(),
    only_allow_numeric=st.just(value=False),
    have_upper_and_lower_characters=st.booleans(),
    consecutive_characters_length=st.sampled_from([0, 4, 5, 6, 7, 8]),
    weak_enhance_detection=st.booleans(),
)


@given(rules=rules, seed=st.integers(0, 1000))
@settings(max_examples=60)
def test_a_generated_passcode_meets_its_rules(rules: PasscodeRules, seed: int) -> None:
    assert complaints(generate(rules, Random(seed)), rules) == []


@pytest.mark.parametrize(
    "passcode",
    [
        "1234",
        "4321",
        "abcd",
        "fedc",
        "1111",
        "aaaa",
        "qwert",
        "poiuy",
        "asdf",
        "lkjh",
        "zxcv",
        "vcxz",
    ],
)
def test_runs_of_four_are_refused_where_four_is_the_limit(passcode: str) -> None:
    assert longest_run(passcode) >= 4


@pytest.mark.parametrize("passcode", ["1a2b3c4d", "a1b2c3d4", "pass-9wX!"])
def test_codes_without_runs_pass(passcode: str) -> None:
    assert complaints(passcode, PasscodeRules(consecutive_characters_length=4)) == []


def test_without_rules_a_passcode_has_six_digits() -> None:
    passcode = generate(PasscodeRules(), Random(7))
    assert (len(passcode), passcode.isdigit()) == (6, True)


def test_a_passcode_too_long_is_refused_in_xml_unless_json_is_asked_for(api: Api) -> None:
    meeting = api.created()
    path = f"/meetings/{meeting['id']}"
    answer = api.client.patch(path, json={"password": "12345678901"}, headers={"Accept": "*/*"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/xml;charset=UTF-8"
    assert answer.text == (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><result><code>300</code>'
        "<message>Validation Failed.</message><errors><field>password</field><message>"
        "Password provided does not match the password requirement settings set for this account."
        " The password must follow these rules: [Password can only have a maximum 10 characters.]."
        "</message></errors></result>"
    )


def test_the_hosts_rules_decide(api: Api) -> None:
    api.control.alter_user(api.host, passcode_rules={"length": 8, "have_letter": True})
    answer = api.create(password="123456")
    assert answer.json()["errors"] == [
        {
            "field": "password",
            "message": "Password provided does not match the password requirement settings set"
            " for this account. The password must follow these rules: [Password needs at least 8"
            " characters., Password needs a letter.].",
        }
    ]


def test_a_default_passcode_may_break_its_own_rules(api: Api) -> None:
    api.control.alter_user(api.host, passcode_rules={"length": 8}, default_passcode="123456")
    assert api.created()["password"] == "123456"


def test_no_passcode_is_made_where_none_is_required(api: Api) -> None:
    assert api.created(default_password=False)["password"] == ""
    api.control.alter_user(api.host, require_passcode=False)
    assert api.created()["password"] == ""


def test_a_locked_requirement_always_makes_one(api: Api) -> None:
    api.control.alter_user(api.host, require_passcode_locked=True)
    meeting = api.created(default_password=False)
    assert len(meeting["password"]) == 6
    api.patch(meeting["id"], {"password": ""})
    assert api.meeting(meeting["id"])["password"] == meeting["password"]

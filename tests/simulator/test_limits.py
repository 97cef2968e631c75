"""Limits per second, per day, and per host and UTC day."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from kurslink.simulator.errors import ApiRefusal
from kurslink.simulator.limits import CallRates, Label
from kurslink.simulator.switches import Plan
from tests.simulator.api import Api, ids, refusal
from tests.simulator.conftest import NOW

SINGLE = {"type": 2, "recurrence": None}
HOST_LIMIT = (
    429,
    429,
    "You have exceeded the daily rate limit (2) of Meeting Create/Update API requests"
    " permitted for this particular user. You may resume these requests at GMT 00:00:00.",
)
TODAY = "2027-01-04"


def rate_headers(answer: httpx2.Response) -> dict[str, str]:
    wanted = ("x-ratelimit-", "retry-after")
    return {name: value for name, value in answer.headers.items() if name.startswith(wanted)}


def charge(rates: CallRates, label: Label, plan: Plan, now: datetime, times: int) -> None:
    for _ in range(times):
        rates.charge(label, plan=plan, now=now)


@pytest.mark.parametrize(
    ("plan", "label", "limit"),
    [
        (Plan.FREE, Label.LIGHT, 4),
        (Plan.FREE, Label.MEDIUM, 2),
        (Plan.PRO, Label.LIGHT, 30),
        (Plan.PRO, Label.MEDIUM, 20),
        (Plan.BUSINESS, Label.LIGHT, 80),
        (Plan.BUSINESS, Label.MEDIUM, 60),
    ],
)
def test_each_plan_allows_so_many_calls_a_second(plan: Plan, label: Label, limit: int) -> None:
    rates = CallRates()
    charge(rates, label, plan, NOW, limit)
    with pytest.raises(ApiRefusal) as refused:
        rates.charge(label, plan=plan, now=NOW + timedelta(milliseconds=900))
    assert refused.value.headers == {
        "X-RateLimit-Category": label.value,
        "X-RateLimit-Type": "QPS",
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "2027-01-04T09:00:01Z",
    }
    charge(rates, label, plan, NOW + timedelta(seconds=1), limit)


def test_labels_are_counted_apart() -> None:
    rates = CallRates()
    charge(rates, Label.LIGHT, Plan.FREE, NOW, 4)
    charge(rates, Label.MEDIUM, Plan.FREE, NOW, 2)


def test_a_free_account_has_a_daily_limit_with_a_date_to_come_back() -> None:
    rates = CallRates()
    for second in range(1000):
        charge(rates, Label.MEDIUM, Plan.FREE, NOW + timedelta(seconds=second), 2)
    with pytest.raises(ApiRefusal) as refused:
        rates.charge(Label.MEDIUM, plan=Plan.FREE, now=NOW + timedelta(hours=2))
    assert refused.value.message.startswith("You have reached the maximum daily rate limit")
    assert refused.value.headers["Retry-After"] == "2027-01-05T00:00:00Z"
    assert refused.value.headers["X-RateLimit-Type"] == "Daily-limit"
    charge(rates, Label.MEDIUM, Plan.FREE, datetime(2027, 1, 5, tzinfo=UTC), 2)


def test_too_many_calls_a_second_are_answered_with_429(api: Api) -> None:
    api.control.set_switch(plan="free")
    answers = [api.get("/users") for _ in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refusal(refused[0])[1:] == (
        429,
        "You have reached the maximum per-second rate limit for this API. Try again later.",
    )
    assert api.control.counters().too_many["second"] == len(refused)


def test_good_answers_tell_what_remains(api: Api) -> None:
    headers = rate_headers(api.get("/users"))
    assert headers == {
        "x-ratelimit-category": "Medium",
        "x-ratelimit-type": "QPS",
        "x-ratelimit-limit": "20",
        "x-ratelimit-remaining": "19",
    }


def test_limits_can_be_switched_off(api: Api) -> None:
    api.control.set_switch(rate_limits=False, plan="free", host_daily_limit=1)
    meeting = api.created(**SINGLE)
    answers = [api.patch(meeting["id"], {"topic": "Neu"}) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {204}
    assert api.control.counters().writes == {api.host: {TODAY: 7}}


def test_a_host_has_so_many_creates_and_updates_a_day(api: Api) -> None:
    api.control.set_switch(host_daily_limit=2)
    meeting = api.created()
    api.patch(meeting["id"], {"duration": 45}, occurrence_id=ids(meeting)[1])
    refused = api.create()
    assert refusal(refused) == HOST_LIMIT
    assert refusal(api.patch(meeting["id"], {"topic": "Neu"})) == HOST_LIMIT
    assert sorted(rate_headers(refused)) == [
        "x-ratelimit-category",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
    ]
    assert api.control.counters().too_many == {"second": 0, "day": 0, "host": 2}


def test_other_hosts_and_reading_and_deleting_stay_free(api: Api) -> None:
    api.control.set_switch(host_daily_limit=1)
    meeting = api.created()
    assert api.post(f"/users/{api.other_host}/meetings", {}).status_code == 201
    assert api.get(f"/meetings/{meeting['id']}").status_code == 200
    assert api.delete(meeting["id"], occurrence_id=ids(meeting)[0]).status_code == 204
    assert api.delete(meeting["id"]).status_code == 204


def test_deletes_count_where_the_switch_says_so(api: Api) -> None:
    api.control.set_switch(deletes_counted=True, host_daily_limit=2)
    meeting = api.created()
    assert api.delete(meeting["id"], occurrence_id=ids(meeting)[0]).status_code == 204
    assert refusal(api.delete(meeting["id"])) == HOST_LIMIT


def test_a_refused_write_counts_too(api: Api) -> None:
    api.create(duration=0)
    assert api.control.counters().writes == {api.host: {TODAY: 1}}


def test_the_budget_is_new_at_midnight_utc(api: Api) -> None:
    api.control.set_switch(host_daily_limit=1, token_lifetime_seconds=1_000_000)
    later = Api(api.simulator)
    later.created(**SINGLE)
    later.control.set_clock(datetime(2027, 1, 4, 23, 59, 50, tzinfo=UTC))
    assert later.create(**SINGLE).status_code == 429
    later.control.set_clock(datetime(2027, 1, 5, 0, 0, 1, tzinfo=UTC))
    assert later.create(**SINGLE).status_code == 201
    assert later.control.counters().writes == {api.host: {TODAY: 1, "2027-01-05": 1}}


def test_a_host_change_is_charged_to_the_host_before(api: Api) -> None:
    meeting = api.created()
    api.control.grant_scheduling(of=api.other_host, to=api.host)
    api.patch(meeting["id"], {"schedule_for": api.other_host})
    assert api.control.counters().writes == {api.host: {TODAY: 2}}

"""The page a participant sees who follows a practice link."""

import httpx2

from tests.simulator.api import Api
from tests.simulator_process import plain_client

SINGLE = {"type": 2, "recurrence": None}


def opened(api: Api, url: str) -> httpx2.Response:
    return plain_client(api.simulator.api_url).get(url)


def test_the_link_shows_topic_and_dates(api: Api) -> None:
    meeting = api.created(topic="Töpfern <für alle>")
    page = opened(api, meeting["join_url"])
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<h1>Töpfern &lt;für alle&gt;</h1>" in page.text
    assert "Übungs-Meeting" in page.text
    assert page.text.count("<td>18:00–19:30 Uhr</td>") == 6
    assert "<td>Di 30.03.2027</td>" in page.text
    assert "Der Kenncode steckt schon im Link." in page.text


def test_an_old_link_asks_for_the_passcode(api: Api) -> None:
    meeting = api.created(**SINGLE)
    api.patch(meeting["id"], {"password": "neu-1"})
    assert "nach dem Kenncode fragen" in opened(api, meeting["join_url"]).text
    assert "neu-1" not in opened(api, meeting["join_url"]).text


def test_moved_and_removed_dates_are_shown_as_they_are(api: Api) -> None:
    meeting = api.created()
    first, second, *_ = (o["occurrence_id"] for o in meeting["occurrences"])
    body = {"start_time": "2027-03-03T23:00:00", "duration": 120}
    api.patch(meeting["id"], body, occurrence_id=first)
    api.delete(meeting["id"], occurrence_id=second)
    text = opened(api, meeting["join_url"]).text
    assert "<td>Mi 03.03.2027</td><td>23:00–01:00 Uhr</td>" in text
    assert ("02.03.2027" in text, "09.03.2027" in text) == (False, False)


def test_a_link_without_dates_says_so(api: Api) -> None:
    meeting = api.created(type=3, recurrence=None)
    assert "keine Termine in Zoom" in opened(api, meeting["join_url"]).text


def test_a_single_meeting_shows_its_date(api: Api) -> None:
    meeting = api.created(**SINGLE, default_password=False)
    text = opened(api, meeting["join_url"]).text
    assert "<td>Di 02.03.2027</td><td>18:00–19:30 Uhr</td>" in text
    assert "Ohne Kenncode." in text


def test_a_personal_link_finds_its_meeting(api: Api) -> None:
    api.control.alter_user(api.host, use_pmi=True)
    meeting = api.created(**SINGLE)
    assert "<h1>Englisch A1</h1>" in opened(api, meeting["join_url"]).text


def test_a_deleted_meeting_is_gone_here_too(api: Api) -> None:
    meeting = api.created(**SINGLE)
    api.delete(meeting["id"])
    page = opened(api, meeting["join_url"])
    assert page.status_code == 404
    assert "Dieses Meeting gibt es nicht (mehr)." in page.text

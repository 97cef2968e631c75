"""`kurslink plan` as a person or script at the shell meets it."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from kurslink.cli.language import Language
from kurslink.cli.plan import plan
from kurslink.cli.plan_sentences import caveat_sentence, refusal
from kurslink.planning.caveats import Caveat, CaveatCode
from kurslink.sources.errors import DayListProblem

APP = typer.Typer()
APP.command()(plan)
HOLIDAY_AND_MOVE = """date;start;end;room
2026-09-02;16:00;17:30;1
2026-09-09;16:00;17:30;1
2026-09-23;16:00;17:30;1
2026-09-30;16:00;17:30;1
2026-10-08;18:00;20:00;1
"""


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.delenv("KURSLINK_TIME_ZONE", raising=False)
    return CliRunner()


def planned(runner: CliRunner, text: str, *options: str) -> dict[str, Any]:
    result = runner.invoke(APP, ["-", "--json", *options], input=text)
    assert (result.exit_code, result.stderr) == (0, "")
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def refused(runner: CliRunner, text: str, *options: str) -> dict[str, str]:
    result = runner.invoke(APP, ["-", "--json", *options], input=text)
    assert result.exit_code == 1
    error: dict[str, str] = json.loads(result.stdout)["error"]
    assert result.stderr == f"{error['message']} {error['hint']}\n"
    return error


def weekly(count: int) -> str:
    rows = "".join(
        f"2026-{1 + week // 4:02}-{1 + 7 * (week % 4):02},9:00,10:00\n" for week in range(count)
    )
    return "date,start,end\n" + rows


def test_the_document_is_the_contract(runner: CliRunner) -> None:
    assert planned(runner, HOLIDAY_AND_MOVE) == {
        "meetings": [
            {
                "kind": "recurring",
                "series": {
                    "type": 8,
                    "start_time": "2026-09-02T16:00:00",
                    "duration": 90,
                    "timezone": "Europe/Berlin",
                    "recurrence": {
                        "type": 2,
                        "repeat_interval": 1,
                        "weekly_days": "4",
                        "end_times": 6,
                    },
                },
                "changes": [
                    {"action": "remove", "occurrence": "2026-09-16T16:00:00"},
                    {
                        "action": "move",
                        "occurrence": "2026-10-07T16:00:00",
                        "start_time": "2026-10-08T18:00:00",
                        "duration": 120,
                    },
                ],
                "days": [
                    {"date": "2026-09-02", "start": "16:00", "end": "17:30"},
                    {"date": "2026-09-09", "start": "16:00", "end": "17:30"},
                    {"date": "2026-09-23", "start": "16:00", "end": "17:30"},
                    {"date": "2026-09-30", "start": "16:00", "end": "17:30"},
                    {"date": "2026-10-08", "start": "18:00", "end": "20:00"},
                ],
            }
        ],
        "calls": {"create": 1, "update": 1, "remove": 1, "read": 1, "total": 4, "writes": 2},
        "warnings": [],
    }


def test_one_day_is_a_single_meeting_without_recurrence(runner: CliRunner) -> None:
    text = "date,start,end\n2026-09-02,22:00,01:00\n"
    assert planned(runner, text, "--timezone", "Europe/Vienna")["meetings"] == [
        {
            "kind": "single",
            "series": {
                "type": 2,
                "start_time": "2026-09-02T22:00:00",
                "duration": 180,
                "timezone": "Europe/Vienna",
            },
            "changes": [],
            "days": [{"date": "2026-09-02", "start": "22:00", "end": "01:00"}],
        }
    ]


def test_too_many_days_are_one_link_without_fixed_times(runner: CliRunner) -> None:
    document = planned(runner, HOLIDAY_AND_MOVE, "--max", "4")
    (meeting,) = document["meetings"]
    assert (meeting["kind"], meeting["series"], len(meeting["days"])) == (
        "no_fixed_time",
        {"type": 3},
        5,
    )
    assert [warning["code"] for warning in document["warnings"]] == ["days_not_in_zoom"]


def test_too_many_days_are_split_on_demand(runner: CliRunner) -> None:
    document = planned(runner, weekly(48), "--max", "30", "--long", "split")
    assert sum(len(meeting["days"]) for meeting in document["meetings"]) == 48
    assert [warning["code"] for warning in document["warnings"]] == ["several_links"]


def test_a_time_in_the_spring_gap_is_left_out_with_a_warning(runner: CliRunner) -> None:
    text = "date,start,end\n2027-03-21,02:30,04:00\n2027-03-28,02:30,04:00\n"
    document = planned(runner, text)
    assert document["meetings"][0]["kind"] == "single"
    assert document["warnings"] == [
        {
            "code": "time_does_not_exist",
            "message": "Am 28.03.2027 gibt es diese Uhrzeit nicht, weil die Uhr vorgestellt wird: "
            "der Termin ist ausgelassen.",
            "date": "2027-03-28",
        }
    ]


@pytest.mark.parametrize("now", ["2026-09-09T16:00", "2026-09-09T14:00:00Z"])
def test_only_days_to_come_are_planned(runner: CliRunner, now: str) -> None:
    document = planned(runner, HOLIDAY_AND_MOVE, "--now", now)
    assert [day["date"] for day in document["meetings"][0]["days"]] == [
        "2026-09-23",
        "2026-09-30",
        "2026-10-08",
    ]
    assert [warning["date"] for warning in document["warnings"]] == ["2026-09-02", "2026-09-09"]


def test_least_writes_and_explain(runner: CliRunner) -> None:
    rows = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-06-01", "2026-06-08", "2026-06-15"]
    text = "date,start,end\n" + "".join(f"{row},9:00,10:00\n" for row in rows)
    assert planned(runner, text, "--explain")["explanation"] == [
        {"days": 6, "moves": 3, "fewest_moves_possible": 0, "removals": 0}
    ]
    document = planned(runner, text, "--explain", "--least-writes")
    assert document["explanation"] == [
        {"days": 6, "moves": 0, "fewest_moves_possible": 0, "removals": 18}
    ]


def test_a_list_without_rows_is_refused(runner: CliRunner) -> None:
    assert refused(runner, "date,start,end\n") == {
        "code": "no_rows",
        "message": "Die Liste enthält keinen Termin.",
        "hint": "Unter der Kopfzeile date,start,end[,room] steht je Zeile ein Termin.",
    }


def test_a_wrong_row_is_named_in_the_language_asked_for(runner: CliRunner) -> None:
    text = "date,start,end\n2026-02-30,9:00,10:00\n"
    assert refused(runner, text, "--lang", "en") == {
        "code": "date_invalid",
        "message": 'Line 2: "2026-02-30" is no date.',
        "hint": "Write dates as 2026-09-02 or 02.09.2026.",
    }


def test_no_day_to_come_is_refused(runner: CliRunner) -> None:
    assert refused(runner, HOLIDAY_AND_MOVE, "--now", "2027-01-01")["code"] == "no_days_left"


def test_a_file_is_read_by_name_or_refused(runner: CliRunner, tmp_path: Path) -> None:
    listed = tmp_path / "termine.csv"
    listed.write_text(HOLIDAY_AND_MOVE, encoding="utf-8")
    assert runner.invoke(APP, [str(listed), "--json"]).exit_code == 0
    missing = runner.invoke(APP, [str(tmp_path / "nichts.csv"), "--json"])
    assert (missing.exit_code, json.loads(missing.stdout)["error"]["code"]) == (1, "file_missing")
    folder = runner.invoke(APP, [str(tmp_path), "--json"])
    assert (folder.exit_code, json.loads(folder.stdout)["error"]["code"]) == (1, "file_unreadable")


@pytest.mark.parametrize(
    "options",
    [
        ["--timezone", "Nirgendwo"],
        ["--timezone", ""],
        ["--now", "morgen"],
        ["--max", "0"],
        ["--long", "x"],
    ],
)
def test_wrong_usage_ends_with_two(runner: CliRunner, options: list[str]) -> None:
    result = runner.invoke(APP, ["-", *options], input=HOLIDAY_AND_MOVE)
    assert (result.exit_code, result.stdout) == (2, "")


def test_people_get_a_german_text(runner: CliRunner) -> None:
    result = runner.invoke(APP, ["-", "--explain"], input=HOLIDAY_AND_MOVE)
    assert result.stdout == (
        "Aufrufe bei Zoom: 4, davon 2 auf das Tageslimit des Hosts.\n"
        "\n"
        "1. Wiederkehrend: jede Woche (Mi), 6 Termine ab Mi 02.09.2026 16:00–17:30\n"
        "   entfernen:   Mi 16.09.2026 16:00\n"
        "   verschieben: Mi 07.10.2026 16:00 → Do 08.10.2026 18:00–20:00\n"
        "   Kurstage: 5\n"
        "     Mi 02.09.2026 16:00–17:30\n"
        "     Mi 09.09.2026 16:00–17:30\n"
        "     Mi 23.09.2026 16:00–17:30\n"
        "     Mi 30.09.2026 16:00–17:30\n"
        "     Do 08.10.2026 18:00–20:00\n"
        "   Verschobene Termine: 1, mindestens nötig: 1 "
        "(höchstens 4 von 5 Kurstagen haben dieselbe Uhrzeit und Dauer).\n"
    )


def test_english_on_demand(runner: CliRunner) -> None:
    text = "date,start,end\n2026-09-02,9:00,10:00\n2026-09-03,9:00,10:00\n2026-09-04,9:00,10:00\n"
    result = runner.invoke(APP, ["-", "--lang", "en", "--max", "2"], input=text)
    assert result.stdout == (
        "Calls to Zoom: 1, of which 1 count for the host's daily limit.\n"
        "\n"
        "1. No fixed time: one link for 3 days\n"
        "   Course days: 3\n"
        "     Wed 2026-09-02 09:00–10:00\n"
        "     Thu 2026-09-03 09:00–10:00\n"
        "     Fri 2026-09-04 09:00–10:00\n"
        "\n"
        "Note: More days than a series may hold: one link without fixed times, "
        "Zoom does not show the dates.\n"
    )


@pytest.mark.parametrize("language", Language)
def test_every_code_has_its_sentence(language: Language) -> None:
    data: dict[str, str | int] = {"line": 2, "column": "date", "value": "x", "first_line": 1}
    assert all(refusal(problem.value, language, **data).message for problem in DayListProblem)
    assert all(caveat_sentence(Caveat(code), language) for code in CaveatCode)

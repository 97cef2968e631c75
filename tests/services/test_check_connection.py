"""„Verbindung testen" against the simulator, and through proxies to a stand-in for Zoom."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from kurslink.models import AccountKind, ProxySettings, ZoomAccount
from kurslink.services.accounts import AccountValues, filled
from kurslink.services.check_connection import check_connection
from kurslink.services.connection.connection_check import Check, CheckStatus
from kurslink.services.errors import Refusal, RefusalCode
from kurslink.services.proxy_settings import ProxyValues, save_proxy
from kurslink.services.rights import SHELL, Actor
from kurslink.services.words.connection_names import CheckName
from kurslink.zoom.scopes import GRANULAR
from tests.simulator_process import RunningSimulator
from tests.zoom.certificates import Authority, make_authority
from tests.zoom.connect_proxy import ConnectProxy
from tests.zoom.scripted_zoom import ScriptedZoom, json_reply

pytestmark = pytest.mark.django_db

OK, WARNING = CheckStatus.OK, CheckStatus.WARNING
FAILED, NOT_CHECKED = CheckStatus.FAILED, CheckStatus.NOT_CHECKED


def practice(simulator: RunningSimulator, **fields: Any) -> ZoomAccount:
    """An account on the simulator that nobody has saved yet."""
    values: dict[str, Any] = {
        "email": simulator.hosts[0],
        "account_id": simulator.account_id,
        "client_id": simulator.client_id,
        "client_secret": simulator.client_secret,
        "api_url": simulator.api_url,
        "oauth_url": simulator.oauth_url,
        "is_practice": True,
    } | fields
    return filled(ZoomAccount(), AccountValues(**values))


def run(account: ZoomAccount) -> dict[CheckName, Check]:
    return {check.name: check for check in check_connection(account, actor=SHELL)}


def statuses(checks: dict[CheckName, Check]) -> list[CheckStatus]:
    """One for each step, in order."""
    assert list(checks) == list(CheckName)
    return [check.status for check in checks.values()]


def failed_at(name: CheckName) -> list[CheckStatus]:
    """Ticks before `name`, a cross there, nothing behind."""
    at = list(CheckName).index(name)
    return [OK] * at + [FAILED] + [NOT_CHECKED] * (len(CheckName) - at - 1)


def problem(check: Check) -> tuple[str, str]:
    assert check.explanation is not None
    return check.explanation.code, check.explanation.message


def test_an_account_nobody_has_saved_is_tested_in_full(simulator: RunningSimulator) -> None:
    checks = run(practice(simulator))
    assert statuses(checks) == [OK] * len(CheckName)
    assert checks[CheckName.USERS].found == "10 aktive Benutzer"
    assert checks[CheckName.LICENCES].found == "8 mit Lizenz"
    assert checks[CheckName.USER].found == "VHS Zoomzugang01, Rolle „Owner“"
    assert ZoomAccount.objects.count() == 0
    assert simulator.control.counters().meetings == 0


def test_every_step_has_a_name_for_people(simulator: RunningSimulator) -> None:
    labels = [check.label for check in run(practice(simulator)).values()]
    assert len(set(labels)) == len(CheckName)


def test_a_wrong_secret_fails_at_the_token(simulator: RunningSimulator) -> None:
    checks = run(practice(simulator, client_secret="wrong"))
    assert statuses(checks) == failed_at(CheckName.TOKEN)
    assert problem(checks[CheckName.TOKEN]) == (
        "credentials-refused",
        "Zoom erkennt die Zugangsdaten nicht an: Client-ID oder Client-Secret stimmen nicht.",
    )
    assert checks[CheckName.SCOPES].found == "nicht geprüft"


def test_each_missing_scope_is_named_in_both_spellings(simulator: RunningSimulator) -> None:
    missing = {"meeting:delete:meeting:admin", "user:read:settings:admin"}
    simulator.control.alter_app(scopes=sorted(set(GRANULAR) - missing))
    checks = run(practice(simulator))
    assert statuses(checks) == failed_at(CheckName.SCOPES)
    assert problem(checks[CheckName.SCOPES])[1] == (
        "Der App fehlen in Zoom Berechtigungen: "
        "user:read:settings:admin (user:read:admin), "
        "meeting:delete:meeting:admin (meeting:write:admin)."
    )


def test_an_address_that_is_no_users_is_refused(simulator: RunningSimulator) -> None:
    checks = run(practice(simulator, email="niemand@vhs.example"))
    assert statuses(checks) == failed_at(CheckName.USER)
    assert problem(checks[CheckName.USER])[1] == (
        "niemand@vhs.example ist kein Benutzer dieses Zoom-Kontos."
    )


def test_a_user_who_does_not_administer_the_account_is_a_warning(
    simulator: RunningSimulator,
) -> None:
    checks = run(practice(simulator, email=simulator.hosts[1]))
    assert checks[CheckName.USER].status == WARNING
    assert problem(checks[CheckName.USER])[1] == (
        f"{simulator.hosts[1]} hat in Zoom nur die Rolle „Member“."
    )
    assert checks[CheckName.LOGIN_DEMANDED].status == OK


@pytest.mark.parametrize(
    ("licence", "code", "said"),
    [(1, "only_basic", "(9)"), (4, "only_basic", "(1)"), (99, "only_basic", "(1)")],
)
def test_an_account_of_basic_users_only_is_told_the_plan_it_needs(
    simulator: RunningSimulator, licence: int, code: str, said: str
) -> None:
    for host in simulator.hosts:
        simulator.control.alter_user(host, type=licence)
    checks = run(practice(simulator))
    assert statuses(checks) == failed_at(CheckName.LICENCES)
    found, message = problem(checks[CheckName.LICENCES])
    assert found == code
    assert said in message


def test_an_account_without_any_licence_is_told_so(simulator: RunningSimulator) -> None:
    for user in simulator.users:
        simulator.control.alter_user(user["email"], type=4)
    checks = run(practice(simulator))
    assert statuses(checks) == failed_at(CheckName.LICENCES)
    assert problem(checks[CheckName.LICENCES])[0] == "no_licence"


def test_a_rule_no_passcode_satisfies_is_refused(simulator: RunningSimulator) -> None:
    rules = {"only_allow_numeric": True, "have_letter": True}
    simulator.control.alter_user(simulator.hosts[0], passcode_rules=rules)
    checks = run(practice(simulator))
    assert statuses(checks) == failed_at(CheckName.PASSCODE_RULE)
    assert problem(checks[CheckName.PASSCODE_RULE])[0] == RefusalCode.PASSCODE_CONTRADICTION


def test_an_account_that_lets_in_only_people_signed_in_is_a_warning(
    simulator: RunningSimulator,
) -> None:
    simulator.control.alter_user(simulator.hosts[0], locked={"meeting_authentication": True})
    checks = run(practice(simulator))
    assert statuses(checks) == [OK] * (len(CheckName) - 1) + [WARNING]
    assert problem(checks[CheckName.LOGIN_DEMANDED])[0] == "login_demanded"


@pytest.mark.parametrize("offset", [3600, -90])
def test_a_clock_that_is_off_is_a_warning(
    simulator: RunningSimulator, settings: Settings, offset: int
) -> None:
    settings.KURSLINK_CLOCK_OFFSET = offset
    checks = run(practice(simulator))
    assert checks[CheckName.CLOCK].status == WARNING
    assert problem(checks[CheckName.CLOCK])[0] == "clock_off"


def test_a_deactivated_app_fails_at_the_token(simulator: RunningSimulator) -> None:
    simulator.control.set_switch(app="deactivated")
    checks = run(practice(simulator))
    assert statuses(checks) == failed_at(CheckName.TOKEN)
    assert problem(checks[CheckName.TOKEN])[1] == (
        "Zoom erkennt die Zugangsdaten nicht an: die App ist nicht aktiviert."
    )


def jwt(simulator: RunningSimulator, **fields: Any) -> ZoomAccount:
    app = simulator.control.alter_app()
    key = {"api_key": app["api_key"], "api_secret": app["api_secret"]}
    return practice(simulator, kind=AccountKind.JWT, **(key | fields))


def test_a_jwt_app_zoom_still_takes_passes(simulator: RunningSimulator) -> None:
    simulator.control.set_switch(jwt="accepted")
    assert statuses(run(jwt(simulator))) == [OK] * len(CheckName)


def test_a_jwt_app_is_told_when_zoom_switched_its_kind_off(simulator: RunningSimulator) -> None:
    simulator.control.set_switch(jwt="refused")
    checks = run(jwt(simulator))
    assert statuses(checks) == failed_at(CheckName.TOKEN)
    assert problem(checks[CheckName.TOKEN]) == (
        "jwt-rejected",
        "Zoom nimmt das JWT nicht an: Diese Art von Apps hat Zoom am 08.09.2023 abgeschaltet.",
    )


def test_a_simulator_that_is_not_there_is_unreachable(simulator: RunningSimulator) -> None:
    with ScriptedZoom() as closed:
        pass
    checks = run(practice(simulator, api_url=closed.url, oauth_url=closed.oauth_url))
    assert statuses(checks) == failed_at(CheckName.PROXY)
    assert problem(checks[CheckName.PROXY])[0] == "unreachable"


def test_only_who_may_change_settings_may_test() -> None:
    with pytest.raises(Refusal) as caught:
        check_connection(ZoomAccount(), actor=Actor("Leserin", frozenset()))
    assert caught.value.code == RefusalCode.NOT_ALLOWED


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def zoom(authority: Authority, settings: Settings) -> Iterator[ScriptedZoom]:
    """Zoom under its own name, as far as a proxy of ours leads there."""
    settings.KURSLINK_CA_FILE = authority.ca_file
    with ScriptedZoom(tls=authority.server_context("zoom.us", "api.zoom.us")) as server:
        yield server


def real() -> ZoomAccount:
    return ZoomAccount(email="vhs@vhs.example", account_id="a", client_id="c", client_secret="s")


def go_through(proxy: ConnectProxy, user: str = "", password: str = "") -> ProxySettings:
    values = ProxyValues(
        is_used=True, server="127.0.0.1", port=proxy.port, user=user, password=password
    )
    return save_proxy(values, actor=SHELL)


@pytest.mark.parametrize("login", ["", "vhs\\büro:pä@ss:wö/rt%41"])
def test_every_call_goes_through_the_proxy_also_the_tokens(zoom: ScriptedZoom, login: str) -> None:
    zoom.script(json_reply({"code": 124, "message": "Invalid access token."}, status=401))
    user, _, password = login.partition(":")
    with ConnectProxy(zoom.port, login=login) as proxy:
        go_through(proxy, user, password)
        checks = run(real())
    assert checks[CheckName.ADDRESS].found == "zoom.us, aufgelöst vom Proxy"
    assert checks[CheckName.PROXY].found == f"über den Proxy 127.0.0.1:{proxy.port}"
    assert checks[CheckName.TLS].found == "Zertifikat in Ordnung"
    assert checks[CheckName.TOKEN].status == OK
    assert set(proxy.asked_for) == {"zoom.us:443"}
    assert len(zoom.token_calls) == 2  # the knock, and the token


@pytest.mark.parametrize(
    ("user", "password", "code", "said"),
    [
        (
            "",
            "",
            "proxy-login-missing",
            "Der Proxy verlangt eine Anmeldung (Antwort 407), eingetragen ist keine.",
        ),
        (
            "vhs",
            "falsch",
            "proxy-login-refused",
            "Der Proxy nimmt Benutzer oder Passwort nicht an (Antwort 407).",
        ),
    ],
)
def test_a_proxy_that_wants_another_login_says_so(
    zoom: ScriptedZoom, user: str, password: str, code: str, said: str
) -> None:
    with ConnectProxy(zoom.port, login="vhs:richtig") as proxy:
        go_through(proxy, user, password)
        checks = run(real())
    assert statuses(checks) == failed_at(CheckName.PROXY)
    assert problem(checks[CheckName.PROXY]) == (code, said)
    assert zoom.received == []


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (
            (403, b"<html>"),
            "proxy-refused",
            "Der Proxy hat die Verbindung zu Zoom abgelehnt (Antwort 403).",
        ),
        (
            (200, b"<html>Anmelden</html>"),
            "not-a-proxy",
            "Unter der Adresse des Proxys antwortet kein Proxy, zum Beispiel eine Internetseite.",
        ),
    ],
)
def test_a_proxy_that_answers_itself_is_told_by_its_answer(
    zoom: ScriptedZoom, answer: tuple[int, bytes], code: str, said: str
) -> None:
    with ConnectProxy(zoom.port, answer=answer) as proxy:
        go_through(proxy)
        checks = run(real())
    assert statuses(checks) == failed_at(CheckName.PROXY)
    assert problem(checks[CheckName.PROXY]) == (code, said)


def test_a_proxy_that_is_not_there_is_told_from_a_missing_zoom(zoom: ScriptedZoom) -> None:
    with ConnectProxy(zoom.port) as proxy:
        go_through(proxy)
    checks = run(real())
    assert statuses(checks) == failed_at(CheckName.PROXY)
    assert problem(checks[CheckName.PROXY]) == (
        "proxy-unreachable",
        "Der Proxy ist nicht erreichbar.",
    )


def test_a_certificate_nobody_vouches_for_fails_at_the_encryption(
    zoom: ScriptedZoom, settings: Settings
) -> None:
    settings.KURSLINK_CA_FILE = None
    with ConnectProxy(zoom.port) as proxy:
        go_through(proxy)
        checks = run(real())
    assert statuses(checks) == failed_at(CheckName.TLS)
    assert problem(checks[CheckName.TLS])[0] == "tls-failed"


def test_a_broken_file_of_certificates_is_shown_where_it_hurts(
    settings: Settings, tmp_path: Path
) -> None:
    settings.KURSLINK_CA_FILE = tmp_path / "missing.pem"
    checks = run(real())
    assert [check.status for check in checks.values()][:4] == [
        NOT_CHECKED,
        NOT_CHECKED,
        FAILED,
        NOT_CHECKED,
    ]


def test_practice_accounts_pass_the_proxy_by(simulator: RunningSimulator) -> None:
    with ConnectProxy(1) as proxy:
        go_through(proxy)
        checks = run(practice(simulator))
    assert statuses(checks) == [OK] * len(CheckName)
    assert proxy.asked_for == []

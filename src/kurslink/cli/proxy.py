"""`kurslink proxy`: the proxy between this installation and Zoom."""

import getpass
import sys
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import ProxySettings
from kurslink.services.proxy_settings import ProxyValues, read_system_proxy, save_proxy
from kurslink.services.rights import SHELL

SYSTEM = "system"

proxy = typer.Typer(add_completion=False, no_args_is_help=True, help="Proxy auf dem Weg zu Zoom.")


@proxy.command("show")
def show(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt den Proxy; das Passwort bleibt verborgen."""
    with office(as_json=as_json, language=language):
        _show(ProxySettings.load(), as_json=as_json)


@proxy.command("set")
def set_proxy(
    server: Annotated[str, typer.Argument(help="Name oder IP-Adresse; „system“ fragt das System.")],
    port: Annotated[int | None, typer.Argument(help="Port.")] = None,
    *,
    user: Annotated[
        str, typer.Option(help="Benutzer; sein Passwort wird von der Eingabe gelesen.")
    ] = "",
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Verwendet diesen Proxy für alle Aufrufe an Zoom; Übungszugänge umgehen ihn."""
    with office(as_json=as_json, language=language):
        if server == SYSTEM and port is None:
            values = read_system_proxy(actor=SHELL)
        else:
            password = _password() if user else ""
            values = ProxyValues(
                is_used=True, server=server, port=port, user=user, password=password
            )
        _show(save_proxy(values, actor=SHELL), as_json=as_json)


@proxy.command("off")
def off(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Geht ohne Proxy zu Zoom; Server, Benutzer und Passwort bleiben gespeichert."""
    with office(as_json=as_json, language=language):
        held = ProxySettings.load()
        values = ProxyValues(is_used=False, server=held.server, port=held.port, user=held.user)
        _show(save_proxy(values, actor=SHELL), as_json=as_json)


def _password() -> str:
    """An empty line keeps the password there is."""
    if sys.stdin.isatty():
        return getpass.getpass(_("Passwort: "))
    return sys.stdin.readline().rstrip("\r\n")


def _show(held: ProxySettings, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "used": held.is_used,
                "server": held.server,
                "port": held.port,
                "user": held.user,
                "password": bool(held.password),
            }
        )
        return
    state = _("wird verwendet") if held.is_used else _("wird nicht verwendet")
    typer.echo(_("Proxy {where}: {state}.").format(where=_where(held), state=state))


def _where(held: ProxySettings) -> str:
    if not held.server:
        return _("nicht eingetragen")
    address = f"{held.server}:{held.port}"
    if not held.user:
        return address
    return _("{address}, Anmeldung als {user}").format(address=address, user=held.user)

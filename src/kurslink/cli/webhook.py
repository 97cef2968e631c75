"""`kurslink webhook`: addresses of programs that hear of what changes."""

from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from kurslink.cli.language import Language
from kurslink.cli.office import AsJson, Lang, office
from kurslink.cli.output import print_json
from kurslink.models import DeliveryState, WebhookEndpoint
from kurslink.services import clock
from kurslink.services.rights import SHELL
from kurslink.services.webhooks.deliver import send_ping
from kurslink.services.webhooks.endpoints import add_endpoint, get_endpoint, remove_endpoint
from kurslink.services.webhooks.payload import OFFERED

webhook = typer.Typer(add_completion=False, no_args_is_help=True, help="Webhooks nach außen.")

Number = Annotated[int, typer.Argument(help="Nummer aus der Liste.")]


@webhook.callback()
def _webhook() -> None:
    """Adressen, an die Kurslink meldet, was sich ändert."""


@webhook.command("add")
def add(
    url: Annotated[str, typer.Argument(help="Adresse mit https.")],
    *,
    event: Annotated[
        list[str] | None, typer.Option(help="Ereignis, mehrfach möglich; sonst alle.")
    ] = None,
    as_json: AsJson = False,
    language: Lang = Language.GERMAN,
) -> None:
    """Legt einen Webhook an und zeigt das Geheimnis, mit dem er unterschreibt."""
    with office(as_json=as_json, language=language):
        events = event or [each.value for each in OFFERED]
        made = add_endpoint(url, events, actor=SHELL, now=clock.now())
        if as_json:
            print_json(_document(made) | {"secret": made.secret})
        else:
            typer.echo(made.secret)


@webhook.command("list")
def list_endpoints(*, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Zeigt alle Webhooks und ob sie erreicht werden."""
    with office(as_json=as_json, language=language):
        documents = [_document(each) for each in WebhookEndpoint.objects.defer("secret")]
        if as_json:
            print_json({"webhooks": documents})
            return
        words = {
            "active": _("aktiv"),
            "failing": _("nicht erreichbar"),
            "disabled": _("abgeschaltet"),
        }
        for each in documents:
            typer.echo(f"{each['id']:4}  {words[each['state']]:16}  {each['url']}")


@webhook.command("remove")
def remove(number: Number, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Löscht einen Webhook mit seinem Protokoll."""
    with office(as_json=as_json, language=language):
        found = get_endpoint(number, actor=SHELL)
        document = _document(found)
        remove_endpoint(found, actor=SHELL)
        if as_json:
            print_json(document)
        else:
            typer.echo(_("Der Webhook an {url} ist gelöscht.").format(url=document["url"]))


@webhook.command("test")
def ping(number: Number, *, as_json: AsJson = False, language: Lang = Language.GERMAN) -> None:
    """Sendet ein Ereignis „ping“ und zeigt, was zurückkam."""
    with office(as_json=as_json, language=language):
        found = get_endpoint(number, actor=SHELL)
        sent = send_ping(found, actor=SHELL, now=clock.now())
        is_heard = sent.state == DeliveryState.DELIVERED
        if as_json:
            print_json({"id": str(sent.uid), "delivered": is_heard, "outcome": sent.outcome})
        else:
            typer.echo(_("Antwort: {outcome}").format(outcome=sent.outcome), err=not is_heard)
    if not is_heard:
        raise typer.Exit(1)


def _document(row: WebhookEndpoint) -> dict[str, Any]:
    failing = "failing" if row.failing_since else "active"
    return {
        "id": row.pk,
        "url": row.url,
        "events": row.events,
        "state": "disabled" if row.disabled_at else failing,
        "created_at": row.created_at.isoformat(),
    }

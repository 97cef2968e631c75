"""The pages of the mailbox: a list, and one mail as a mail program would show it."""

from html import escape
from urllib.parse import quote

from kurslink.mailbox.arrivals import Arrival

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Mails may be styled, and nothing else: no scripts, no pictures from elsewhere."""

PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2433; background: #fff; }}
.practice {{ border-left: .4rem solid #b25d00; background: #fff4e5; padding: .6rem 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #ccd2dd; }}
.text {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
iframe {{ width: 100%; height: 30rem; border: 1px solid #ccd2dd; }}
</style>
</head>
<body>
<p class="practice">Dies ist ein Übungspostfach: Keine dieser E-Mails hat den Rechner verlassen.</p>
{content}
</body>
</html>
"""


def list_page(arrivals: list[Arrival]) -> str:
    """Every mail, newest first; it is read anew by reloading."""
    rows = "".join(_row(each) for each in arrivals)
    table = (
        "<table><thead><tr><th>Wann</th><th>An</th><th>Betreff</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    body = table if arrivals else "<p>Noch ist keine E-Mail angekommen.</p>"
    return PAGE.format(title="Postfach", content=f"<h1>Postfach</h1>\n{body}")


def mail_page(arrival: Arrival) -> str:
    """Headers, both texts, and what is attached."""
    heads = "".join(
        f"<tr><th>{label}</th><td>{escape(str(arrival.message[name] or '–'))}</td></tr>"
        for label, name in (("Von", "From"), ("An", "To"), ("Datum", "Date"))
    )
    files = "".join(
        f'<li><a href="{arrival.number}/{quote(name)}">{escape(name)}</a></li>'
        for name in arrival.attachments()
    )
    html = escape(arrival.part("html"))
    content = [
        '<p><a href="./">Alle E-Mails</a></p>',
        f"<h1>{escape(arrival.subject)}</h1>",
        f"<table>{heads}</table>",
        f"<h2>Anhänge</h2><ul>{files}</ul>" if files else "",
        f'<h2>Text</h2><div class="text">{escape(arrival.part("plain"))}</div>',
        f'<h2>Gestaltet</h2><iframe sandbox title="Gestaltet" srcdoc="{html}"></iframe>'
        if html
        else "",
    ]
    return PAGE.format(title=escape(arrival.subject), content="\n".join(content))


def _row(arrival: Arrival) -> str:
    return (
        f"<tr><td>{arrival.at:%d.%m.%Y, %H:%M:%S}</td><td>{escape(arrival.recipient)}</td>"
        f'<td><a href="{arrival.number}">{escape(arrival.subject)}</a></td></tr>'
    )

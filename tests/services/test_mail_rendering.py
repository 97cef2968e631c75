"""Mails are filled once, clean, and say the same as text and as HTML."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kurslink.models import Audience, MailArea, MailFormat
from kurslink.planning.topic import visible
from kurslink.planning.variables import PLAIN, Fault, UnknownVariable, find_faults
from kurslink.planning.variables_in_html import ELEMENTS, HTML
from kurslink.services.mails.clean_html import ALLOWED, not_allowed
from kurslink.services.mails.html_text import text_of
from kurslink.services.mails.rendering import MailText, Rendered, render_mail
from kurslink.services.mails.standard_texts import standard_text
from kurslink.services.variables.in_mails import mail_variables
from kurslink.services.variables.known import VARIABLES

GOLDEN = Path(__file__).parent / "golden"
KNOWN = [each.name for each in VARIABLES]
FILLED = {
    "ANSPRACHE": "Sehr geehrte Frau Müller",
    "KURSNR": "262-1",
    "KURSTITEL": "Yoga & mehr",
    "BEG_DATTXT": "Di 03.08.2021",
    "END_DATTXT": "Mo 16.08.2021",
    "UHRVON": "16:30",
    "UHRBIS": "18:00",
    "KURSTAGE": "Di 03.08.2021, 16:30–18:00 Uhr\nFr 06.08.2021, 09:00–12:00 Uhr",
    "WEBIN_LINK": "https://zoom.example/j/83019642761?pwd=a&b",
    "WEBIN_PW": "684236",
    "WEBIN_MID": "83019642761",
    "WEBIN_SW": "Zoom",
    "EINR_NAME": "Volkshochschule Musterstadt",
    "EINR_WWW": "www.vhs.example",
    "BEN_EMAIL": "info@vhs.example",
}
VALUES = dict.fromkeys(KNOWN, "") | FILLED
TRICKS = (
    "{{7*7}}",
    "{% debug %}",
    "<KURSNR>",
    "&lt;KURSNR&gt;",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<b>x",
    "' onclick='alert(1)",
    "&#106;avascript:alert(1)",
    "\ue000KURSNR\ue001",
    "a\r\nBcc: all@vhs.example",
    "\u202egnp.exe",
)
PIECES = (
    "<p>", "</p>", "<br>", "<b>", "</b>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>",
    "<td>", "</td>", "</table>", "<h2>", "</h2>", "<hr>", "Kurs: ", "Ü & x", "<", ">", '"', "&lt;",
    "<a href='<WEBIN_LINK>'>", '<a href="&lt;KURSTITEL&gt;">', "<a href=<KURSNR>>", "</a>",
    "<style>", "<!--", "-->", "<script>", "\n", "<p style='x' onclick='y'>", "<!", "</", "<a ",
)  # fmt: skip


def faults(text: MailText) -> tuple[Fault, ...]:
    """Of a template as it is stored: without what nobody sees."""
    return find_faults(visible(text.body), KNOWN, HTML if text.format == MailFormat.HTML else PLAIN)


values = st.one_of(st.sampled_from(TRICKS), st.sampled_from(["", " "]), st.text(max_size=12))
values_of_all = st.fixed_dictionaries(dict.fromkeys(["KURSNR", "KURSTITEL", "WEBIN_LINK"], values))
named = st.sampled_from(["<KURSNR>", "<KURSTITEL>", "<WEBIN_LINK>", "&lt;KURSNR&gt;"])
in_html = st.lists(st.one_of(st.sampled_from(PIECES), named), max_size=14).map("".join)
plain = st.lists(
    st.one_of(st.sampled_from(TRICKS), st.text(alphabet="ab \n&<>\"'(.", max_size=6), named),
    max_size=10,
).map("".join)
drafts = st.one_of(
    st.builds(MailText, st.just(""), plain, st.just(MailFormat.TEXT)),
    st.builds(MailText, st.just(""), in_html, st.just(MailFormat.HTML)),
).filter(lambda text: not faults(text))
formats = st.sampled_from(MailFormat)


def rendered(body: str, form: MailFormat = MailFormat.TEXT, **changes: str) -> Rendered:
    return render_mail(MailText("<KURSTITEL>", body, form), VALUES | changes)


def as_html(body: str, **changes: str) -> str:
    return rendered(body, MailFormat.HTML, **changes).html


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


@given(drafts, values_of_all)
def test_nothing_in_a_mail_runs_or_loads(text: MailText, given_values: dict[str, str]) -> None:
    mail = render_mail(text, VALUES | given_values)
    for tag, name, value in Elements(mail.html).found:
        assert tag in ALLOWED
        assert (tag, name) in {(tag, ""), ("a", "href"), ("td", "colspan")}
        assert name != "href" or re.match(r"https?://|mailto:", value, re.IGNORECASE)


@given(drafts, values_of_all, st.booleans())
def test_text_and_html_say_the_same(
    text: MailText, given_values: dict[str, str], times_differ: bool
) -> None:
    mail = render_mail(text, VALUES | given_values, times_differ=times_differ)
    assert text_of(mail.html).split() == mail.text.split()


@given(drafts)
def test_no_variable_survives(text: MailText) -> None:
    mail = render_mail(text, dict.fromkeys(KNOWN, "7"))
    assert find_faults(mail.text, KNOWN) == ()
    assert not re.search(r"[\ue000-\ue002]", mail.html + mail.text)


@given(st.sampled_from(TRICKS[:9]), formats)
def test_a_value_is_only_text(value: str, form: MailFormat) -> None:
    mail = rendered("Kurs: <KURSTITEL>!", form, KURSTITEL=value)
    assert mail.text.split() == f"Kurs: {value}!".split()


@given(values, st.text(max_size=20))
def test_the_subject_is_one_line(title: str, subject: str) -> None:
    assume(not find_faults(visible(subject), ()))
    mail = render_mail(MailText(f"{subject}<KURSTITEL>", "x"), {"KURSTITEL": title})
    assert mail.subject.splitlines() in ([], [mail.subject])
    assert len(mail.subject) <= 400


def test_the_standard_text_of_the_model_is_a_mail() -> None:
    text = standard_text(MailArea.ACCESS_DATA, Audience.PARTICIPANTS)
    mail = render_mail(text, VALUES)
    assert mail.subject == "Zugangsdaten: Yoga & mehr (262-1)"
    assert mail.text == (GOLDEN / "access_data_mail.txt").read_text(encoding="utf-8")
    assert mail.html == (GOLDEN / "access_data_mail.html").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("audience", Audience)
def test_the_standard_texts_are_those_of_the_model_word_for_word(audience: Audience) -> None:
    golden = GOLDEN / f"access_data_{audience}.txt"
    assert standard_text(MailArea.ACCESS_DATA, audience).body == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("area", MailArea)
def test_every_standard_text_has_only_what_its_audience_may_get(
    area: MailArea, audience: Audience
) -> None:
    text = standard_text(area, audience)
    known = [each.name for each in mail_variables(audience)]
    assert find_faults(text.subject + text.body, known) == ()


def test_times_that_differ_give_way_to_the_list_of_days() -> None:
    text = standard_text(MailArea.ACCESS_DATA, Audience.PARTICIPANTS)
    mail = render_mail(text, VALUES, times_differ=True)
    assert mail.text.split("\n")[9:14] == [
        "Kurstage:",
        "Di 03.08.2021, 16:30–18:00 Uhr",
        "Fr 06.08.2021, 09:00–12:00 Uhr",
        "",
        "Meeting beitreten: https://zoom.example/j/83019642761?pwd=a&b",
    ]
    assert "Uhrzeit" not in mail.html


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Titel: <KURSNR><br>Zeit: <UHRVON> - <UHRBIS></p>", "Titel: 262-1\n{days}"),
        ("<table><tr><td>Zeit<td>&lt;UHRVON&gt;</table>Ende", "{days}\n\nEnde"),
        ("<KURSTAGE><br>Zeit: <UHRVON> <UHRBIS><br>Ende", "{only}\nEnde"),
        ("<p>Von <UHRVON></p><p>Bis <b><UHRBIS></b></p><p>Ende", "{days}\n\nEnde"),
    ],
)
def test_times_that_differ_give_way_in_html(body: str, text: str) -> None:
    mail = render_mail(MailText("", body, MailFormat.HTML), VALUES, times_differ=True)
    only = VALUES["KURSTAGE"]
    assert mail.text.strip() == text.format(days=f"Kurstage:\n{only}", only=only)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<p>Rufnummer: <WEBIN_RUFN></p><p>Nr. <KURSNR></p>", "<p>Nr. 262-1</p>"),
        ("<p>Nr. <KURSNR><br>Rufnummer: <WEBIN_RUFN><br>Ende", "<p>Nr. 262-1<br>Ende</p>"),
        ("<p><b>Ruf: <WEBIN_RUFN><br>Nr. <KURSNR></b></p>", "<p><b>Nr. 262-1</b></p>"),
        ("<ul><li>Ruf: &lt;WEBIN_RUFN&gt;</li>\n</ul>Ende", "Ende"),
        (
            "<table><tr><td>Ruf<td><WEBIN_RUFN></tr><tr><td>Nr.<td><KURSNR></tr></table>",
            "<table><tbody><tr><td>Nr.</td><td>262-1</td></tr></tbody></table>",
        ),
        ("<p><a href='<ONLINELINK>'>Beitreten</a></p>Ende", "Ende"),
        ("<p><EINR_KURZ> <EINR_NAME> lädt", "<p>Volkshochschule Musterstadt lädt</p>"),
    ],
)
def test_a_line_of_html_without_its_values_is_dropped(body: str, html: str) -> None:
    assert as_html(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            "<a href='<WEBIN_LINK>'>Beitreten</a>",
            '<a href="https://zoom.example/j/83019642761?pwd=a&amp;b">Beitreten</a>',
        ),
        ("(<EINR_WWW>)", '(<a href="https://www.vhs.example">www.vhs.example</a>)'),
        ("<BEN_EMAIL>.", '<a href="mailto:info@vhs.example">info@vhs.example</a>.'),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>"),
        ("<a href='/kurse'>x</a>", "<a>x</a>"),
        ("<a href='tel:1'><script>x</script></a>", "<a></a>"),
    ],
)
def test_addresses_are_links_and_only_to_the_web(body: str, html: str) -> None:
    assert as_html(body) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>Kurs</h2><p>a<br>b</p>", "Kurs\n\na\nb"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n1. c\n2. d"),
        ('<a href="https://x.example">hier</a>', "hier (https://x.example)"),
        ('<a href="mailto:a@b.de">Mail</a>', "Mail (a@b.de)"),
        ("a<hr>b", "a\n\n--------------------\n\nb"),
        (
            "<table><tbody><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
            "a b\nc",
        ),
    ],
)
def test_html_is_read_as_text(html: str, text: str) -> None:
    assert text_of(html) == text


@pytest.mark.parametrize("form", MailFormat)
def test_a_link_that_makes_people_the_host_is_never_sent(form: MailFormat) -> None:
    mail = rendered("Link: <WEBIN_LINK>\nEnde", form, WEBIN_LINK="https://zoom.us/s/1?ZAK=abc")
    assert "abc" not in mail.text + mail.html


def test_what_has_no_value_is_not_sent() -> None:
    for form in MailFormat:
        with pytest.raises(UnknownVariable):
            render_mail(MailText("", "Code: <WEBIN_MOCO>", form), FILLED)


def test_the_moderator_code_is_for_instructors_only() -> None:
    assert {audience: _names(audience) & {"WEBIN_MOCO"} for audience in Audience} == {
        Audience.PARTICIPANTS: set(),
        Audience.INSTRUCTORS: {"WEBIN_MOCO"},
    }
    assert not _names(Audience.INSTRUCTORS) & {"ONLINELINK", "ONLINECODE", "ONLINEPW"}


def test_no_variable_is_called_like_an_element() -> None:
    assert [name for name in KNOWN if name.casefold() in ELEMENTS] == []


def test_what_is_taken_out_is_named() -> None:
    assert not_allowed("<P><IMG src=x><span><KURSNR></span><b>") == ("img", "span")


def test_the_document_says_its_language_and_title() -> None:
    lines = rendered("Hallo", KURSTITEL="<b>").document.splitlines()
    assert lines[1:3] == [
        '<html lang="de">',
        '<head><meta charset="utf-8"><title>&lt;b&gt;</title></head>',
    ]


def _names(audience: Audience) -> set[str]:
    return {each.name for each in mail_variables(audience)}


@pytest.mark.parametrize(
    "reference", ["&#xE000;NAME&#xE001;", "&#57344NAME&#57345;", "&#xE0&#xE000;00;NAME&#xE001;"]
)
def test_what_marks_placeholders_inside_cannot_be_written(reference: str) -> None:
    text = MailText(
        "A", f'<p>{reference}</p><p><a href="https://{reference}">B</a></p>', MailFormat.HTML
    )
    assert "NAME" in render_mail(text, VALUES).html

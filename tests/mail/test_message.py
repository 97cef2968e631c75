"""A mail on the wire: read back it says what was meant, and no text becomes a header."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kurslink.mail.errors import SenderRefused, Unaddressable
from kurslink.mail.message import Mailbox, as_bytes, wire_address
from tests.mail.letters import UID, make_letter
from tests.mail.post_office import Taken

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]
UMLAUTS = "Größe, Übung, Straße – „schön“ 日本 🎓"
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Übung\r\nEND:VCALENDAR\r\n"


def read_back(content: bytes) -> Taken:
    return Taken("", [], content, "", False)


def test_a_person_reads_what_was_written() -> None:
    text = f"Guten Tag Frau Müller,\n\n{UMLAUTS}\n" + "lang " * 400 + "\n.\n..\n"
    html = f"<p>{UMLAUTS}</p><p>" + "lang " * 400 + "</p>\n.\n"
    mail = read_back(as_bytes(make_letter(subject=UMLAUTS * 3, text=text, html=html)))
    assert (mail.header("Subject"), mail.text, mail.html) == (UMLAUTS * 3, text, html)
    assert mail.header("From") == "VHS Musterstadt <kurse@vhs.example>"
    assert mail.header("To") == "Anna Müller <anna@example.org>"
    assert mail.header("Message-ID") == f"<{UID}@vhs.example>"
    assert mail.header("Auto-Submitted") == "auto-generated"
    assert mail.header("Date") == "Thu, 20 Aug 2026 10:00:00 +0000"


def test_every_line_is_short_ascii() -> None:
    content = as_bytes(make_letter(subject="ß" * 300, text="ü" * 5000, html="<p>" + "x" * 5000))
    lines = content.split(b"\r\n")
    assert content.isascii()
    assert content.endswith(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 100


def test_the_calendar_is_attached_as_one_to_keep() -> None:
    mail = read_back(as_bytes(make_letter(calendar=CALENDAR)))
    (part,) = mail.message.iter_attachments()
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar",
        "PUBLISH",
        "kurstage.ics",
    )
    assert part.get_payload(decode=True) == CALENDAR.encode()
    assert (mail.text, mail.html) == (make_letter().text, "<p>Guten Tag</p>\n")


def test_answers_go_where_the_office_wants_them() -> None:
    letter = make_letter(reply_to="info@müller-vhs.example")
    assert read_back(as_bytes(letter)).header("Reply-To") == "info@xn--mller-vhs-q9a.example"


@pytest.mark.parametrize(
    ("address", "wire"),
    [
        ("anna@example.org", "anna@example.org"),
        (" anna@example.org\n", "anna@example.org"),
        ("anna@Straße.example", "anna@xn--strae-oqa.example"),
        ("o'neill+kurs@müller.example", "o'neill+kurs@xn--mller-kva.example"),
    ],
)
def test_domains_may_have_umlauts(address: str, wire: str) -> None:
    assert wire_address(address) == wire


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@example.org",
        "änna@example.org",
        "anna meier@example.org",
        "anna@example.org>, <evil@example.org",
        "anna@example.org\nBcc: evil@example.org",
        "anna\r\nRCPT TO:<evil@example.org>@example.org",
        "-oQ@example.org",
        '"a b"@example.org',
        "anna@exa mple.org",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Unaddressable):
        as_bytes(make_letter(to=address))


def test_an_office_without_a_usable_address_is_the_offices_trouble() -> None:
    with pytest.raises(SenderRefused):
        as_bytes(make_letter(sender=Mailbox("VHS", "kurse")))


ODD = st.text(
    st.sampled_from("ab Bcc:äß=?q utf-8_0A\r\n\t\x00\x0b\x1c\x85\u2028<>\"'@,;()[]\\ü🎓"),
    max_size=90,
)


@given(name=ODD, subject=ODD, sender=ODD)
@example("", "=?utf-8?q?a=0ABcc:_evil@example.org?=", "")
@example("=?utf-8?q?a=0ABcc:_evil@example.org?= =?utf-8?b?Cgo=?=", "a\r\nBcc: b@example.org", "")
def test_no_text_becomes_a_header_or_a_body(name: str, subject: str, sender: str) -> None:
    letter = make_letter(
        name=name, subject=subject, sender=Mailbox(sender, "kurse@vhs.example"), text="T\n"
    )
    content = as_bytes(letter)
    message = message_from_bytes(content, policy=policy.SMTP)
    assert sorted(message.keys()) == sorted(HEADERS)
    assert [each.addr_spec for each in message["To"].addresses] == ["anna@example.org"]
    assert [each.addr_spec for each in message["From"].addresses] == ["kurse@vhs.example"]
    assert read_back(content).text == "T\n"


@given(subject=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])))
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    read = read_back(as_bytes(make_letter(subject=subject))).header("Subject")
    assert read.split() == subject.replace("=?", "= ?").split()


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400))
def test_the_text_is_read_as_it_was_written(text: str) -> None:
    """Line ends are all that may change."""
    mail = read_back(as_bytes(make_letter(text=text, html="")))
    assert mail.text.rstrip("\n") == re.sub("\r\n|\r", "\n", text).rstrip("\n")


def test_the_date_is_given() -> None:
    letter = make_letter(date=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    assert read_back(as_bytes(letter)).header("Date") == "Fri, 02 Jan 2026 03:04:00 +0000"

"""How a person is addressed: decided from what the office's data say of them."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Which sentence greets a person."""

    MS = "ms"
    MR = "mr"
    BY_NAME = "by_name"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Address:
    """A form, and the name it is filled with; NOBODY has none."""

    form: Form
    name: str = ""


_FORMS = {
    **dict.fromkeys(("frau", "fr.", "fr", "w", "weiblich"), Form.MS),
    **dict.fromkeys(("herr", "herrn", "hr.", "hr", "m", "männlich"), Form.MR),
    **dict.fromkeys(("firma", "fa.", "fa", "f"), Form.NOBODY),
}
"""What files write: words, or the course program's letters M, W and F (Firma)."""


def address(*, salutation: str, title: str, first_name: str, last_name: str) -> Address:
    """Who is greeted and how; a firm, or a person of whom only a last name is known, is nobody.

    „Frau Dr." as salutation gives the title too, if `title` does not have it already. Without a
    gender people are greeted by first and last name: „Guten Tag Mayer" would be rude.
    """
    first, *rest = salutation.split() or [""]
    form = _FORMS.get(first.casefold(), Form.BY_NAME)
    titles = title.split() or (rest if form in (Form.MS, Form.MR) else [])
    named = {
        Form.MS: [*titles, *last_name.split()],
        Form.MR: [*titles, *last_name.split()],
        Form.BY_NAME: [*titles, *first_name.split(), *last_name.split()],
        Form.NOBODY: [],
    }[form]
    is_known = last_name.strip() and (form is not Form.BY_NAME or first_name.strip())
    return Address(form, " ".join(named)) if named and is_known else Address(Form.NOBODY)

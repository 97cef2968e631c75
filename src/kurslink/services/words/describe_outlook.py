"""The sentence that says beforehand when many courses will be done."""

from django.utils.translation import gettext as _

from kurslink.services.batches.outlook import Outlook
from kurslink.services.words.sentences import fill


def describe_outlook(outlook: Outlook) -> str:
    """„Heute 40 von 62 Kursen, der Rest ab Fr 21.08.2026, 02:01 Uhr." and the expected end."""
    data = {
        "today": outlook.today,
        "total": outlook.total,
        "later": outlook.resumes_at,
        "end": outlook.ends_at,
    }
    if outlook.resumes_at is None:
        return fill(_("Heute alle gewählten Kurse ({total}). Voraussichtlich fertig: {end}."), data)
    return fill(
        _("Heute {today} von {total} Kursen, der Rest ab {later}. Voraussichtlich fertig: {end}."),
        data,
    )

"""Which mails the list shows, as its address says it: text, state, dispatch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kurslink.models import MailMessage, MailState
from kurslink.models.search import with_every_word
from kurslink.web.lists.wishes import Chip
from kurslink.web.row_keys import find_key

_FIELDS = ("to_name", "to_address", "subject", "course__number")


@dataclass(frozen=True)
class MailFilter:
    """The wishes of an address; unknown ones are ignored."""

    text: str
    state: MailState | None
    dispatch: int | None

    @classmethod
    def parse(cls, query: Mapping[str, str]) -> "MailFilter":
        """Read the parameters q, state and dispatch."""
        state = query.get("state", "")
        return cls(
            text=query.get("q", "").strip(),
            state=MailState(state) if state in MailState.values else None,
            dispatch=find_key(query.get("dispatch", "")),
        )

    def found(self) -> QuerySet[MailMessage]:
        """Mails of any state that fit."""
        mails = MailMessage.objects.all()
        if self.dispatch is not None:
            mails = mails.filter(dispatch=self.dispatch)
        return with_every_word(mails, self.text, *_FIELDS)

    def mails(self) -> QuerySet[MailMessage]:
        """The mails of the list, newest first."""
        mails = newest_first(self.found())
        return mails.filter(state=self.state) if self.state else mails

    def counts(self) -> list[tuple[MailState, int]]:
        """How many mails there are of each state, in the order of their lives."""
        counted = self.found().order_by().values_list("state").annotate(total=Count("pk"))
        totals = dict(counted)
        return [(state, totals[state.value]) for state in MailState if state.value in totals]

    def chips(self) -> Iterator[Chip]:
        """What narrows the list beyond the state."""
        if self.text:
            yield Chip("q", _("Suche: %(text)s") % {"text": self.text})
        if self.dispatch is not None:
            yield Chip("dispatch", _("Nur ein Versand"))


def newest_first(mails: QuerySet[MailMessage]) -> QuerySet[MailMessage]:
    """`mails` with everything a line shows; texts stay in the database."""
    repetition = MailMessage.objects.filter(repeats=OuterRef("pk")).exclude(
        state=MailState.CANCELLED
    )
    return (
        mails.annotate(is_repeated=Exists(repetition))
        .select_related("course")
        .defer("text", "html", "calendar", "told")
        .order_by("-placed_at", "-pk")
    )

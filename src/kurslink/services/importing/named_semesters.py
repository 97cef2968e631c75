"""Finds the semester a file means: by its code, or by its name as our own exports write it."""

from collections.abc import Iterator

from kurslink.models import Semester


class NamedSemesters:
    """Every semester there is; a code outranks a name."""

    def __init__(self) -> None:
        semesters = list(Semester.objects.all())
        self._by_text = {each.name.casefold(): each for each in semesters}
        self._by_text |= {each.code.casefold(): each for each in semesters}
        self._all = semesters

    def __iter__(self) -> Iterator[Semester]:
        return iter(self._all)

    def find(self, text: str) -> Semester | None:
        """The semester called `text`."""
        return self._by_text.get(text.casefold())

    def code_of(self, text: str | None) -> str | None:
        """The code of the semester called `text`; `text` itself if there is none yet."""
        found = self.find(text) if text else None
        return found.code if found else text

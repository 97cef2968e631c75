"""Keeps which columns of a list somebody wants to see; everybody may, for themselves."""

from collections.abc import Sequence

from kurslink.models import User


def choose_columns(user: User, listing: str, names: Sequence[str]) -> None:
    """From now on `user`, who asks, sees `names` in `listing`; none: the usual columns."""
    held = {name: kept for name, kept in user.list_columns.items() if name != listing}
    user.list_columns = held | ({listing: list(names)} if names else {})
    user.save(update_fields=["list_columns"])

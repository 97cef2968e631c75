"""Every secret in the database as it stands there: whose it is, and its ciphertext."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import transaction
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kurslink.models.encryption import EncryptedTextField

_IN_FACTORS = ("secret", "seed")  # of an app for codes, of the recovery codes


class StoredSecret(Protocol):
    """One encrypted value, not opened."""

    @property
    def ciphertext(self) -> str:
        """What stands in the database."""

    @property
    def label(self) -> str:
        """What it is called for people."""

    def replace(self, ciphertext: str) -> bool:
        """Put `ciphertext` in place; False if somebody else has meanwhile written there."""


@dataclass(frozen=True)
class SecretColumn:
    """The secret in a column of ours."""

    model: type[Model]
    column: EncryptedTextField
    row: int
    ciphertext: str = field(repr=False)

    @property
    def label(self) -> str:
        """The field's name for people."""
        return str(self.column.verbose_name)

    def replace(self, ciphertext: str) -> bool:
        """Put `ciphertext` in place; False if somebody else has meanwhile written there."""
        rows = self.model._base_manager.annotate(stored=Cast(self.column.name, TextField()))
        unchanged = rows.filter(pk=self.row, stored=self.ciphertext)
        value = Value(ciphertext, output_field=TextField())
        return unchanged.update(**{self.column.name: value}) == 1


@dataclass(frozen=True)
class FactorSecret:
    """The secret of somebody's second factor, in the login library's table."""

    row: int
    key: str
    ciphertext: str = field(repr=False)

    @property
    def label(self) -> str:
        """What it is called for people."""
        return _("zweiter Faktor")

    def replace(self, ciphertext: str) -> bool:
        """Put `ciphertext` in place; False if somebody else has meanwhile written there."""
        with transaction.atomic():
            held = Authenticator.objects.select_for_update().filter(pk=self.row).first()
            if held is None or held.data.get(self.key) != self.ciphertext:
                return False
            held.data[self.key] = ciphertext
            held.save(update_fields=["data"])
        return True


def stored_secrets() -> Iterator[StoredSecret]:
    """Those of every model, also of rows nobody is shown any more; empty ones are none."""
    yield from _of_factors()
    for model in apps.get_app_config("kurslink").get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, EncryptedTextField):
                yield from _of(model, column)


def _of_factors() -> Iterator[StoredSecret]:
    for row, data in Authenticator.objects.order_by("pk").values_list("pk", "data"):
        yield from (FactorSecret(row, key, data[key]) for key in _IN_FACTORS if key in data)


def _of(model: type[Model], column: EncryptedTextField) -> Iterator[StoredSecret]:
    rows = model._base_manager.annotate(stored=Cast(column.name, TextField())).exclude(stored="")
    for row, ciphertext in rows.order_by("pk").values_list("pk", "stored"):
        yield SecretColumn(model, column, row, ciphertext)

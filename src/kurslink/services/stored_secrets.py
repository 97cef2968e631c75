"""Every secret in the database as it stands there: whose it is, and its ciphertext."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from kurslink.models.encryption import EncryptedTextField


@dataclass(frozen=True)
class StoredSecret:
    """One encrypted value, not opened."""

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


def stored_secrets() -> Iterator[StoredSecret]:
    """Those of every model, also of rows nobody is shown any more; empty ones are none."""
    for model in apps.get_app_config("kurslink").get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, EncryptedTextField):
                yield from _of(model, column)


def _of(model: type[Model], column: EncryptedTextField) -> Iterator[StoredSecret]:
    rows = model._base_manager.annotate(stored=Cast(column.name, TextField())).exclude(stored="")
    for row, ciphertext in rows.order_by("pk").values_list("pk", "stored"):
        yield StoredSecret(model, column, row, ciphertext)

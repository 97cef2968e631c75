"""Encryption keys: replaced one secret at a time, missed in a sentence."""

from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.apps import apps
from django.db import models
from pytest_django import Settings

from kurslink.models import MailSecret, ProxySettings, User, WebhookEndpoint, ZoomAccount
from kurslink.models.encryption import EncryptedTextField, decrypt, encrypt
from kurslink.models.errors import KeysInvalid, SecretUnreadable
from kurslink.services.errors import Refusal
from kurslink.services.rights import SHELL, Actor
from kurslink.services.rotate_keys import Rotation, require_readable_secrets, rotate_keys
from kurslink.services.stored_secrets import SecretColumn, stored_secrets
from kurslink.services.words.sentences import explain

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
COUNT = 7


def use(settings: Settings, *keys: str) -> None:
    settings.KURSLINK_ENCRYPTION_KEYS = lambda: list(keys)


@pytest.fixture
def secrets(settings: Settings) -> list[str]:
    """Stored with the old key: three Zugänge with two secrets each, and the proxy's password."""
    use(settings, OLD)
    for n in range(3):
        fields = {"client_secret": f"s-{n}", "token": f"t-{n}"}
        ZoomAccount.objects.create(email=f"{n}@vhs.example", account_id=f"a-{n}", **fields)
    ProxySettings.objects.create(pk=1, server="proxy", port=1, user="u", password="p")
    return readable()


def readable() -> list[str]:
    values = [
        value
        for account in ZoomAccount._base_manager.order_by("pk")
        for value in (account.client_secret, account.token, account.api_secret)
    ]
    return [*values, ProxySettings.load().password]


def test_every_secret_takes_the_newest_key_and_says_the_same(
    settings: Settings, secrets: list[str]
) -> None:
    use(settings, NEW, OLD)
    assert readable() == secrets
    assert rotate_keys(actor=SHELL) == Rotation(changed=COUNT, unchanged=0)
    use(settings, NEW)
    assert readable() == secrets


def test_a_second_rotation_changes_nothing(settings: Settings, secrets: list[str]) -> None:
    use(settings, NEW, OLD)
    rotate_keys(actor=SHELL)
    before = [secret.ciphertext for secret in stored_secrets()]
    assert rotate_keys(actor=SHELL) == Rotation(changed=0, unchanged=COUNT)
    assert [secret.ciphertext for secret in stored_secrets()] == before
    assert readable() == secrets


@pytest.mark.parametrize("reads", range(0, 4 * COUNT, 3))
def test_a_rotation_killed_anywhere_leaves_everything_readable_and_goes_on(
    settings: Settings, secrets: list[str], reads: int
) -> None:
    settings.KURSLINK_ENCRYPTION_KEYS = dying_after(reads, [NEW, OLD])
    with pytest.raises(KeyboardInterrupt):
        rotate_keys(actor=SHELL)
    use(settings, NEW, OLD)
    assert readable() == secrets
    again = rotate_keys(actor=SHELL)
    assert again.changed + again.unchanged == COUNT
    use(settings, NEW)
    assert readable() == secrets


def dying_after(reads: int, keys: list[str]) -> Callable[[], list[str]]:
    """The keys, `reads` times; then the process is killed where it stands."""
    left = iter([keys] * reads)

    def read() -> list[str]:
        try:
            return next(left)
        except StopIteration:
            raise KeyboardInterrupt from None

    return read


@pytest.mark.usefixtures("secrets")
def test_what_somebody_wrote_meanwhile_is_not_overwritten(settings: Settings) -> None:
    use(settings, NEW, OLD)
    stale = next(iter(stored_secrets()))
    assert isinstance(stale, SecretColumn)
    ZoomAccount.objects.filter(pk=stale.row).update(**{stale.column.name: "newer"})
    assert not stale.replace(encrypt("older"))
    assert "newer" in readable()


@pytest.mark.usefixtures("secrets")
def test_with_a_missing_key_nothing_is_changed(settings: Settings) -> None:
    before = [secret.ciphertext for secret in stored_secrets()]
    use(settings, NEW)
    with pytest.raises(SecretUnreadable):
        rotate_keys(actor=SHELL)
    assert [secret.ciphertext for secret in stored_secrets()] == before
    with pytest.raises(SecretUnreadable):
        require_readable_secrets()


@pytest.mark.parametrize("keys", [[], [""], ["kein-schluessel"], [NEW, "geheim"]])
def test_what_is_no_key_is_refused_without_showing_it(settings: Settings, keys: list[str]) -> None:
    use(settings, *keys)
    with pytest.raises(KeysInvalid) as caught:
        encrypt("s")
    assert "geheim" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_missing_key_is_a_sentence(settings: Settings) -> None:
    use(settings, OLD)
    ZoomAccount.objects.create(email="a@vhs.example", client_secret="canary")
    use(settings, NEW)
    with pytest.raises(SecretUnreadable) as caught:
        ZoomAccount.objects.get()
    assert explain(caught.value).message == (
        "Ein gespeichertes Geheimnis lässt sich nicht öffnen: Der passende Schlüssel fehlt."
    )


@pytest.mark.usefixtures("secrets")
def test_the_rotation_knows_every_encrypted_column() -> None:
    columns = [each for each in stored_secrets() if isinstance(each, SecretColumn)]
    known = {(each.model, each.column.name) for each in columns}
    filled = {(ZoomAccount, "client_secret"), (ZoomAccount, "token"), (ProxySettings, "password")}
    assert known == filled
    assert set(encrypted_columns()) == filled | {
        (ZoomAccount, "api_secret"),
        (ZoomAccount, "webhook_secret"),
        (MailSecret, "link"),
        (WebhookEndpoint, "secret"),
    }


@pytest.mark.usefixtures("secrets")
def test_secrets_of_second_factors_take_the_newest_key_too(settings: Settings) -> None:
    person = User.objects.create_user("a@vhs.example", name="A")
    app = Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt("s")})
    codes = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": encrypt("x"), "used_mask": 1}
    )
    use(settings, NEW, OLD)
    assert rotate_keys(actor=SHELL) == Rotation(changed=COUNT + 2, unchanged=0)
    use(settings, NEW)
    app.refresh_from_db()
    codes.refresh_from_db()
    assert (decrypt(app.data["secret"]), decrypt(codes.data["seed"])) == ("s", "x")
    assert codes.data["used_mask"] == 1


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if isinstance(column, EncryptedTextField):
                yield model, column.name


def test_only_who_may_change_settings_rotates() -> None:
    with pytest.raises(Refusal):
        rotate_keys(actor=Actor("Leserin", frozenset()))

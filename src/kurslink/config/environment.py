"""Every setting an installation can have, typed, from the environment or a file."""

import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cryptography.fernet import Fernet
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from kurslink.config.errors import SettingsRefused
from kurslink.mail.server import Server, parse_server
from kurslink.services.activation_code import read_public_key

PREFIX = "KURSLINK_"

CommaSeparated = Annotated[tuple[str, ...], NoDecode]


def default_data_dir() -> Path:
    """Where an installation keeps its files when KURSLINK_DATA_DIR does not say otherwise."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Kurslink"
    if os.geteuid() == 0:
        return Path("/var/lib/kurslink")
    return Path.home() / ".local" / "share" / "kurslink"


@dataclass(frozen=True)
class OpenIdProvider:
    """Who vouches for people; without a secret the client is a public one."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str


class Environment(BaseSettings):
    """What the operator may set. `docs/settings.md` lists the same names; a test compares them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # files of containers name every variable and leave some empty
        extra="ignore",
        frozen=True,
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Directory for the embedded database and generated keys.",
    )
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL server, postgresql://user:password@host/name. Unset: embedded.",
    )
    secret_key: SecretStr | None = Field(
        None, description="Signs sessions. Unset: made on first start, kept in the data directory."
    )
    encryption_keys: SecretStr | None = Field(
        None,
        description="Fernet keys for secrets in the database, newest first, comma separated. "
        "Unset: made on first start, kept in the data directory.",
    )
    zoom_api_url: str | None = Field(
        None,
        description="Zoom's API address, without /v2. Unset: the one Zoom names with the token.",
    )
    zoom_oauth_url: str = Field(
        "https://zoom.us/oauth/token", description="Zoom's token address, in full."
    )
    zoom_hosts: CommaSeparated = Field(
        (), description="Further host suffixes that count as Zoom (e.g. Zoom X), comma separated."
    )
    webhook_hosts: CommaSeparated = Field(
        (),
        description="Hosts of the own network that webhooks may reach, comma separated; one that "
        "is this machine itself also without https.",
    )
    mail_url: SecretStr | None = Field(
        None,
        description="Mail server, smtp+starttls://user:password@host:587, "
        "smtps://user:password@host or smtp://relay:25. Unset: mails wait.",
    )
    ca_file: Path | None = Field(
        None, description="Certificates of an own certification authority (PEM)."
    )
    time_zone: str = Field("Europe/Berlin", description="Time zone of the course days.")
    public_url: str = Field(
        "http://127.0.0.1:8000", description="Address under which people reach Kurslink."
    )
    allowed_hosts: CommaSeparated = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="Host names Kurslink answers to, comma separated.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        description="How many reverse proxies stand before Kurslink; so many entries of "
        "X-Forwarded-For, and X-Forwarded-Proto, are believed.",
    )
    oidc_issuer: str | None = Field(
        None,
        description="OpenID provider people may sign in through: its issuer address. Unset: none.",
    )
    oidc_client_id: str | None = Field(
        None,
        validate_default=True,
        description="Under which id the OpenID provider knows this installation.",
    )
    oidc_client_secret: SecretStr | None = Field(
        None, description="The secret that belongs to the id."
    )
    oidc_name: str = Field(
        "Einmalanmeldung", description="What the button of the OpenID provider is called."
    )
    oidc_new_people: bool = Field(
        False,
        description="Whether whom the OpenID provider vouches for is added with Leserecht. "
        "Unset: only people who were added here may enter.",
    )
    activation_key: str | None = Field(
        None,
        description="Public key against which activation codes are checked. Unset: no code needed.",
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="Who sends it as a bearer token may read /metrics. Unset: there is no such "
        "address.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How lines of the log look: text for people, json for programs."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="From which level on something is written into the log."
    )
    clock_offset: int = Field(
        0, description="Seconds added to the clock. For tests and training only."
    )

    @field_validator("zoom_hosts", "webhook_hosts", "allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _check_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _is_postgres(value.get_secret_value()):
            raise ValueError("not an address like postgresql://user:password@host/name")
        return value

    @field_validator("mail_url")
    @classmethod
    def _check_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parse_server(value.get_secret_value())
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _check_issuer(cls, value: str | None) -> str | None:
        if value is not None and not _is_safe_address(value):
            raise ValueError("not an address like https://login.example.org")
        return value.rstrip("/") if value else value

    @field_validator("oidc_client_id")
    @classmethod
    def _check_client(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("oidc_issuer"):
            raise ValueError("needed with KURSLINK_OIDC_ISSUER")
        return value

    @field_validator("time_zone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        if not _is_zone(value):
            raise ValueError("not a time zone; an example: Europe/Berlin")
        return value

    @field_validator("activation_key")
    @classmethod
    def _check_key(cls, value: str | None) -> str | None:
        if value is not None:
            read_public_key(value)  # a wrong key must not look like an expired code later
        return value

    def openid_provider(self) -> OpenIdProvider | None:
        """The provider people may sign in through, if one is set."""
        if self.oidc_issuer is None or self.oidc_client_id is None:
            return None
        secret = self.oidc_client_secret
        return OpenIdProvider(
            self.oidc_issuer,
            self.oidc_client_id,
            secret.get_secret_value() if secret else "",
            self.oidc_name,
        )

    def secret_key_value(self) -> str:
        """The key that signs sessions; made once and kept if the operator set none."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        return _kept(self.data_dir / "secret_key", lambda: secrets.token_urlsafe(50))

    def encryption_key_values(self) -> list[str]:
        """The keys for secrets in the database, newest first."""
        if self.encryption_keys is not None:
            return [key.strip() for key in self.encryption_keys.get_secret_value().split(",")]
        return _kept(self.encryption_key_file, lambda: Fernet.generate_key().decode()).split()

    def mail_server(self) -> Server | None:
        """The mail server, if the operator set one."""
        if self.mail_url is None:
            return None
        return parse_server(self.mail_url.get_secret_value(), ca_file=self.ca_file)

    @property
    def encryption_key_file(self) -> Path:
        """Where the keys are if the operator set none."""
        return self.data_dir / "encryption_keys"


def _kept(path: Path, make: Callable[[], str]) -> str:
    """The content of `path`; what `make` gives if nobody wrote it before. Readable by us only."""
    if not path.exists():
        _write_once(path, make())
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, fresh: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(fresh, encoding="ascii")
    try:
        os.link(draft, path)  # atomic: of several first starts exactly one key wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@cache
def load() -> Environment:
    """The environment of this process, read once. Raises SettingsRefused."""
    return read()


def read() -> Environment:
    """What the environment, and the file it names, say now. Raises SettingsRefused."""
    file = os.environ.get("KURSLINK_SETTINGS_FILE") or None
    if file is not None and not Path(file).is_file():
        raise SettingsRefused({"KURSLINK_SETTINGS_FILE": f"there is no file {file}"})
    try:
        return Environment(_env_file=file)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    problems = {PREFIX + str(one["loc"][0]).upper(): _reason(one["msg"]) for one in found}
    # Raised outside the handler: the library's error quotes the values it did not like.
    raise SettingsRefused(problems)


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # what the library says to paths, dots and nonsense
        return False
    return True


def _is_postgres(address: str) -> bool:
    """Checked here because the driver's own error quotes the address, password and all."""
    try:
        conninfo_to_dict(address)
    except ProgrammingError:
        return False
    return address.startswith(("postgresql://", "postgres://"))


def _is_safe_address(address: str) -> bool:
    """https, or plain http to this machine only."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False

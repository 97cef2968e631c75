"""The operator's secret key for activation codes: a PEM file that only its owner can read."""

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext as _

from kurslink.cli.output import refuse


def make_key(file: Path, *, as_json: bool) -> Ed25519PrivateKey:
    """A new key, written to `file`; ends the command if the file exists or cannot be written."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        refuse(
            "key_file_exists",
            _("Die Datei {file} gibt es schon.").format(file=file),
            _(
                "Einen anderen Namen wählen: Mit einem neuen Schlüssel gälten alte Codes nicht "
                "mehr."
            ),
            as_json=as_json,
        )
    except OSError:
        refuse(
            "key_file_unwritable",
            _("Die Datei {file} kann nicht angelegt werden.").format(file=file),
            _("Ein Verzeichnis wählen, in das Sie schreiben dürfen."),
            as_json=as_json,
        )
    with open(descriptor, "wb") as target:
        target.write(pem)
    return key


def read_key(file: Path, *, as_json: bool) -> Ed25519PrivateKey:
    """The key in `file`; ends the command if it cannot be read or is another kind of key."""
    key, problem = _loaded(file)
    if not isinstance(key, Ed25519PrivateKey):
        sentence = _("In {file} ist kein Schlüssel für Freischaltcodes zu lesen: {problem}.")
        refuse(
            "key_file_unreadable",
            sentence.format(file=file, problem=problem),
            _("Die Datei angeben, die „kurslink activation new-key“ angelegt hat."),
            as_json=as_json,
        )
    return key


def _loaded(file: Path) -> tuple[PrivateKeyTypes | None, str]:
    try:
        return load_pem_private_key(file.read_bytes(), None), _("ein Schlüssel anderer Art")
    except OSError:
        return None, _("die Datei ist nicht lesbar")
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None, _("kein Schlüssel ohne Kennwort")

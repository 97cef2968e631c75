"""Certificates made on the spot: an authority of ours, and servers it vouches for or does not."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """A certificate authority whose certificate lies in `ca_file`."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate
    folder: Path

    @property
    def ca_file(self) -> Path:
        return self.folder / "authority.pem"

    def server_context(self, *names: str, valid_for: timedelta = DAY) -> ssl.SSLContext:
        """TLS for a server of these names; a negative `valid_for` has passed already."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server_file(*names, valid_for=valid_for))
        return context

    def server_file(self, *names: str, valid_for: timedelta = DAY) -> Path:
        """Certificate and key of such a server in one file."""
        key = generate_private_key(SECP256R1())
        builder = _builder(names[0], key, valid_for).issuer_name(self.certificate.subject)
        san = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        leaf = builder.add_extension(san, critical=False).sign(self.key, hashes.SHA256())
        path = self.folder / f"{leaf.serial_number}.pem"
        path.write_bytes(_pem(leaf) + _key_pem(key))
        return path


def make_authority(folder: Path) -> Authority:
    """An authority of its own, valid for a day; its files go to `folder`."""
    key = generate_private_key(SECP256R1())
    builder = _builder("Kurslink test authority", key, DAY)
    usage = x509.BasicConstraints(ca=True, path_length=None)
    certificate = (
        builder.issuer_name(_name("Kurslink test authority"))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    authority = Authority(key, certificate, folder)
    authority.ca_file.write_bytes(_pem(certificate))
    return authority


def _builder(
    name: str, key: EllipticCurvePrivateKey, valid_for: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 3 * DAY)
        .not_valid_after(now + valid_for)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

"""The practice's own signing authority: who vouches for a sealed document.

    authority (root, 30 years)  --signs-->  leaf (10 years)  --seals-->  document

Both are made once, at the first start, in a folder that only the server's user can read. The root's
certificate may be given to anyone who wants to check a document; the keys never leave the folder.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

KEY_BITS = 3072  # enough beyond 2030: NIST SP 800-57 part 1 rev. 5, table 2 (128-bit strength)
ROOT_YEARS, LEAF_YEARS = 30, 10  # source: judgement; records are kept for at least ten years
FILES = ("authority.pem", "authority.key", "leaf.pem", "leaf.key")


@dataclass(frozen=True, slots=True)
class Authority:
    """Where the four files of an authority lie."""

    folder: Path

    @property
    def root_certificate(self) -> Path:
        """The certificate to trust when a document is checked."""
        return self.folder / "authority.pem"

    @property
    def leaf_certificate(self) -> Path:
        """The certificate that each sealed document carries."""
        return self.folder / "leaf.pem"

    @property
    def leaf_key(self) -> Path:
        """The private key that seals."""
        return self.folder / "leaf.key"


def ensure_authority(folder: Path, *, at: datetime) -> Authority:
    """The authority in this folder, made now if there is none; of two that start at once, one is kept."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".authority-", dir=folder.parent))
        _make(fresh, at.astimezone(UTC))
        try:
            fresh.rename(folder)
        except OSError:  # another process was faster: its folder is there and not empty
            shutil.rmtree(fresh)
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        message = f"The signing authority in {folder} lacks {', '.join(missing)}. Restore it from a backup."
        raise FileNotFoundError(message)
    return Authority(folder)


def _make(folder: Path, at: datetime) -> None:
    root_key, leaf_key = _key(), _key()
    root_name, leaf_name = _name("Arcada signing authority"), _name("Arcada document seal")
    root = (
        _certificate(root_name, root_name, root_key.public_key(), at, ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    leaf = (
        _certificate(leaf_name, root_name, leaf_key.public_key(), at, LEAF_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign_certificates=False), critical=True)
        .add_extension(issuer, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    _write(folder / "authority.pem", root.public_bytes(serialization.Encoding.PEM))
    _write(folder / "authority.key", _pem(root_key))
    _write(folder / "leaf.pem", leaf.public_bytes(serialization.Encoding.PEM))
    _write(folder / "leaf.key", _pem(leaf_key))


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, at: datetime, years: int
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=365 * years))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        content_commitment=not sign_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

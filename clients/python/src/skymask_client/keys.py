"""Ed25519 key pairs: the private key stays with the silo, the public one goes to the federation."""

import os
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from skymask_client import access
from skymask_client.errors import NotFoundError, SignatureError
from skymask_client.manifest import check_client_id


def generate_key_pair(client: str, directory: str | os.PathLike[str] = ".") -> tuple[Path, Path]:
    """Writes `<client>.key.pem` (PKCS8, mode 0600) and `<client>.pem` (SPKI); returns both paths.

    Raises SignatureError where one of them exists: a lost private key cannot be had again.
    """
    check_client_id(client)
    folder = Path(directory)
    with access.to("write", str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    private_path, public_path = folder / f"{client}.key.pem", folder / f"{client}.pem"
    for path in (private_path, public_path):
        if path.exists():
            raise SignatureError(f"{path} exists: move it away or choose another directory")
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with access.to("write", str(folder)):
        _write_new(private_path, private, 0o600)
        _write_new(public_path, public, 0o644)
    return private_path, public_path


def _write_new(path: Path, content: bytes, mode: int) -> None:
    # O_EXCL and the mode at creation: at no moment can another user read or swap the file.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)


def _read(path: str | os.PathLike[str]) -> bytes:
    try:
        with access.to("read", os.fspath(path)):
            return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(
            f"{path}: no such key; 'skymask-client keygen ID' makes a pair"
        ) from error


def load_private_key(
    path: str | os.PathLike[str], password: bytes | None = None
) -> Ed25519PrivateKey:
    """Reads an Ed25519 private key in PEM (PKCS8, encrypted where a password is given)."""
    try:
        key = serialization.load_pem_private_key(_read(path), password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SignatureError(f"{path}: no readable private key ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SignatureError(f"{path}: not an Ed25519 key; make one with 'skymask-client keygen'")
    return key


def load_public_key(path: str | os.PathLike[str]) -> Ed25519PublicKey:
    """Reads an Ed25519 public key in PEM (SPKI)."""
    try:
        key = serialization.load_pem_public_key(_read(path))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise SignatureError(f"{path}: no readable public key ({error})") from error
    if not isinstance(key, Ed25519PublicKey):
        raise SignatureError(f"{path}: not an Ed25519 key")
    return key

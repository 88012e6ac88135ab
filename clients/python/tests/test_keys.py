import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from skymask_client import (
    NotFoundError,
    SignatureError,
    UpdateError,
    generate_key_pair,
    load_private_key,
    load_public_key,
)


def test_writes_a_pair_that_belongs_together(tmp_path: Path) -> None:
    private, public = generate_key_pair("site-a", tmp_path / "keys")
    assert (private.name, public.name) == ("site-a.key.pem", "site-a.pem")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert private.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    assert public.read_text().startswith("-----BEGIN PUBLIC KEY-----")
    signature = load_private_key(private).sign(b"x")
    load_public_key(public).verify(signature, b"x")


def test_never_replaces_a_key(tmp_path: Path) -> None:
    private, public = generate_key_pair("site-a", tmp_path)
    before = private.read_bytes()
    public.unlink()
    with pytest.raises(SignatureError, match="site-a.key.pem exists"):
        generate_key_pair("site-a", tmp_path)
    assert private.read_bytes() == before


def test_says_which_key_is_not_there(tmp_path: Path) -> None:
    for load in (load_private_key, load_public_key):
        with pytest.raises(NotFoundError, match="a.key.pem: no such key; 'skymask-client keygen"):
            load(tmp_path / "a.key.pem")


def test_refuses_ids_and_keys_that_the_federation_would(tmp_path: Path) -> None:
    with pytest.raises(UpdateError, match="client id"):
        generate_key_pair("../x", tmp_path)
    file = tmp_path / "ec.pem"
    file.write_bytes(
        generate_private_key(SECP256R1()).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    with pytest.raises(SignatureError, match="not an Ed25519 key"):
        load_private_key(file)
    file.write_bytes(b"nothing")
    with pytest.raises(SignatureError, match="no readable private key"):
        load_private_key(file)
    with pytest.raises(SignatureError, match="no readable public key"):
        load_public_key(file)

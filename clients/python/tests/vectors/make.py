"""Writes dsse.json again: `python tests/vectors/make.py`. Ed25519 signatures are deterministic."""

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skymask_client import dsse
from skymask_client.files import FileEntry
from skymask_client.manifest import Manifest

SEED = bytes(range(32))  # a test key: everybody knows it
OTHER_SEED = bytes(range(32, 64))
CLIENT = "site-a"


def manifest() -> Manifest:
    base = "sha256:" + hashlib.sha256(b"base").hexdigest()
    return Manifest(
        "demo", 7, CLIENT, base, "delta", 600, (FileEntry.of("part-0.parquet", b"shard"),)
    )


def public_pem(key: Ed25519PrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def refused(key: Ed25519PrivateKey, other: Ed25519PrivateKey) -> dict[str, object]:
    """Envelopes that the public key and key id of this file do not vouch for, by what is wrong."""
    payload = manifest().to_bytes()
    good = json.loads(dsse.sign(payload, CLIENT, key))
    changed = payload.replace(b'"examples": 600', b'"examples": 601')
    raw = key.sign(payload)  # over the payload alone, without the DSSE encoding
    signature = good["signatures"][0]
    return {
        "payload changed after signing": {**good, "payload": base64.b64encode(changed).decode()},
        "signed by another key": json.loads(dsse.sign(payload, CLIENT, other)),
        "key id of another client": json.loads(dsse.sign(payload, "site-b", key)),
        "another payload type": {**good, "payloadType": "application/json"},
        "signature over the bare payload": {
            **good,
            "signatures": [{**signature, "sig": base64.b64encode(raw).decode()}],
        },
        "no signature": {**good, "signatures": []},
    }


def vectors() -> dict[str, object]:
    key, other = map(Ed25519PrivateKey.from_private_bytes, (SEED, OTHER_SEED))
    payload = manifest().to_bytes()
    encoded = dsse.pre_authentication_encoding(dsse.PAYLOAD_TYPE, payload)
    return {
        "comment": "DSSE v1 with Ed25519 around a manifest; the key is for tests only",
        "privateSeedHex": SEED.hex(),
        "publicKeyPem": public_pem(key),
        "keyid": CLIENT,
        "payloadType": dsse.PAYLOAD_TYPE,
        "payload": payload.decode(),
        "paeBase64": base64.b64encode(encoded).decode(),
        "signatureHex": key.sign(encoded).hex(),
        "envelope": json.loads(dsse.sign(payload, CLIENT, key)),
        "refused": refused(key, other),
    }


if __name__ == "__main__":
    text = json.dumps(vectors(), indent=1) + "\n"
    (Path(__file__).parent / "dsse.json").write_text(text, encoding="utf-8")

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from skymask_client import CorruptError, SignatureError, dsse
from skymask_client.manifest import Manifest

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "vectors/dsse.json").read_text(encoding="utf-8")
)


def keys() -> dict[str, Any]:
    return {VECTORS["keyid"]: load_pem_public_key(VECTORS["publicKeyPem"].encode())}


def test_encoding_is_that_of_the_protocols_own_example() -> None:
    encoded = dsse.pre_authentication_encoding("http://example.com/HelloWorld", b"hello world")
    assert encoded == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_signs_as_the_vectors_say() -> None:
    payload = VECTORS["payload"].encode()
    encoded = dsse.pre_authentication_encoding(VECTORS["payloadType"], payload)
    assert encoded == base64.b64decode(VECTORS["paeBase64"])
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["privateSeedHex"]))
    assert json.loads(dsse.sign(payload, VECTORS["keyid"], key)) == VECTORS["envelope"]
    (signature,) = VECTORS["envelope"]["signatures"]
    assert base64.b64decode(signature["sig"]).hex() == VECTORS["signatureHex"]


def test_verifies_the_vectors() -> None:
    client, payload = dsse.verify(json.dumps(VECTORS["envelope"]).encode(), keys())
    assert client == "site-a"
    assert payload == VECTORS["payload"].encode()
    assert Manifest.from_bytes(payload).client == client


def test_takes_url_safe_base64_and_other_signatures_beside_the_known_one() -> None:
    envelope = json.loads(json.dumps(VECTORS["envelope"]))
    (signature,) = envelope["signatures"]
    signature["sig"] = signature["sig"].replace("+", "-").replace("/", "_")
    envelope["signatures"].insert(0, {"keyid": "auditor", "sig": "AAAA"})
    assert dsse.verify(json.dumps(envelope).encode(), keys())[0] == "site-a"


@pytest.mark.parametrize("what", VECTORS["refused"])
def test_refuses(what: str) -> None:
    with pytest.raises(SignatureError):
        dsse.verify(json.dumps(VECTORS["refused"][what]).encode(), keys())


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"payloadType": 1}'])
def test_refuses_what_is_no_envelope(content: bytes) -> None:
    with pytest.raises(CorruptError):
        dsse.verify(content, keys())


def test_refuses_base64_with_other_characters() -> None:
    envelope = {**VECTORS["envelope"], "payload": "a b!"}
    with pytest.raises(CorruptError, match="not Base64"):
        dsse.verify(json.dumps(envelope).encode(), keys())

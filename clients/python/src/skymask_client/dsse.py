"""Signed manifests: DSSE envelopes (https://github.com/secure-systems-lab/dsse) with Ed25519."""

import base64
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from skymask_client.errors import CorruptError, SignatureError
from skymask_client.fields import Fields, to_bytes

PAYLOAD_TYPE = "application/vnd.skymask.update+json"


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """PAE of the DSSE protocol, version 1: the bytes that are signed."""
    kind = payload_type.encode()
    return b" ".join([b"DSSEv1", b"%d" % len(kind), kind, b"%d" % len(payload), payload])


def sign(payload: bytes, client: str, key: Ed25519PrivateKey) -> bytes:
    """The envelope around these manifest bytes; its key id is the client id."""
    signature = key.sign(pre_authentication_encoding(PAYLOAD_TYPE, payload))
    return to_bytes(
        {
            "payload": base64.b64encode(payload).decode(),
            "payloadType": PAYLOAD_TYPE,
            "signatures": [{"keyid": client, "sig": base64.b64encode(signature).decode()}],
        }
    )


def verify(envelope: bytes, keys: Mapping[str, Ed25519PublicKey]) -> tuple[str, bytes]:
    """The client that signed, and the manifest bytes.

    Raises SignatureError unless one of the signatures is by the key that `keys` holds for its
    key id, and CorruptError where the content is no envelope.
    """
    where = "envelope"
    try:
        fields = Fields(json.loads(envelope), where)
    except ValueError as error:
        raise CorruptError(f"{where}: not JSON ({error})") from error
    payload_type = fields.get("payloadType", str)
    if payload_type != PAYLOAD_TYPE:
        raise SignatureError(f"{where}: payloadType is {payload_type!r}, expected {PAYLOAD_TYPE!r}")
    payload = _decode(fields.get("payload", str), where)
    signed = pre_authentication_encoding(payload_type, payload)
    for signature in fields.objects("signatures"):
        client = signature.get("keyid", str)
        if client in keys and _matches(keys[client], signature.get("sig", str), signed):
            return client, payload
    raise SignatureError(f"{where}: no signature by a known key ({', '.join(sorted(keys))})")


def _matches(key: Ed25519PublicKey, signature: str, signed: bytes) -> bool:
    try:
        key.verify(_decode(signature, "signature"), signed)
    except InvalidSignature:
        return False
    return True


def _decode(text: str, where: str) -> bytes:
    """Standard or URL-safe Base64: DSSE lets a signer choose either."""
    try:
        return base64.b64decode(text.translate(str.maketrans("-_", "+/")), validate=True)
    except ValueError as error:
        raise CorruptError(f"{where}: not Base64 ({error})") from error

"""The federation's public keys, as `admission.keys` has them.

A server that passes signed uploads on knows by them which silo has sent one, before admission looks
at it again.
"""

import re
from collections.abc import Mapping

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from skymask_client import dsse
from skymask_client.errors import CorruptError, NotFoundError, SignatureError
from skymask_client.manifest import Manifest
from skymask_client.storage import Directory, Location, Options

_BLOCK = re.compile(rb"-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]*-----END PUBLIC KEY-----")

_LARGEST = 1 << 22  # bytes of an envelope; admission takes less

PublicKeys = Mapping[str, tuple[Ed25519PublicKey, ...]]
"""Each client's valid keys."""


def read_keys(location: Location, options: Options | None = None) -> PublicKeys:
    """The keys `<client>.pem` and `<client>.<anything>.pem` of clients that are not revoked."""
    directory = Directory.at(location, options)
    names = directory.names()
    if not names:
        raise NotFoundError(f"{directory}: no public keys there")
    revoked = {name.removesuffix(".revoked") for name in names if name.endswith(".revoked")}
    keys: dict[str, tuple[Ed25519PublicKey, ...]] = {}
    for name in names:
        client = name.partition(".")[0]
        if name.endswith(".pem") and client not in revoked:
            keys[client] = keys.get(client, ()) + _keys(directory.read(name))
    return keys


def _keys(content: bytes) -> tuple[Ed25519PublicKey, ...]:
    found = []
    for block in _BLOCK.findall(content):
        try:
            key = serialization.load_pem_public_key(block)
        except (ValueError, UnsupportedAlgorithm):
            continue  # `validate` names it
        if isinstance(key, Ed25519PublicKey):
            found.append(key)
    return tuple(found)


def signer(envelope: bytes, keys: PublicKeys) -> Manifest | None:
    """The manifest in the envelope where the client that it names has signed it, otherwise None."""
    if len(envelope) > _LARGEST:
        return None
    for turn in range(max(map(len, keys.values()), default=0)):
        chosen = {client: own[turn] for client, own in keys.items() if turn < len(own)}
        try:
            client, payload = dsse.verify(envelope, chosen)
            manifest = Manifest.from_bytes(payload)
        except (SignatureError, CorruptError, RecursionError):
            continue
        if manifest.client == client:
            return manifest
    return None

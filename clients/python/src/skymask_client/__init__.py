"""What a silo needs to take part in a SkyMask federation.

Read a committed model with `read_model`, train, send with `submit`. `skymask_client.export`
(which needs PyTorch) writes a module as version 0.
"""

from skymask_client.commit import Commit
from skymask_client.errors import (
    AccessError,
    CorruptError,
    ExportError,
    MissingExtraError,
    NotFoundError,
    SignatureError,
    SkymaskError,
    UpdateError,
    UploadExistsError,
)
from skymask_client.keys import generate_key_pair, load_private_key, load_public_key
from skymask_client.layout import Layout, TensorSpec
from skymask_client.manifest import Manifest
from skymask_client.model import Model, read_model, verify_commit
from skymask_client.signature import Signature, ValueSpec
from skymask_client.standing import Verdict, history, since, verdict, verdicts
from skymask_client.upload import Upload, submit, submit_delta

__all__ = [
    "AccessError",
    "Commit",
    "CorruptError",
    "ExportError",
    "Layout",
    "Manifest",
    "MissingExtraError",
    "Model",
    "NotFoundError",
    "Signature",
    "SignatureError",
    "SkymaskError",
    "TensorSpec",
    "UpdateError",
    "Upload",
    "UploadExistsError",
    "ValueSpec",
    "Verdict",
    "generate_key_pair",
    "history",
    "load_private_key",
    "load_public_key",
    "read_model",
    "since",
    "submit",
    "submit_delta",
    "verdict",
    "verdicts",
    "verify_commit",
]

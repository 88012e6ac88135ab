"""What can go wrong, in words that say what to mend."""


class SkymaskError(Exception):
    """Base of every error of this package; its text is one line for a person."""


class NotFoundError(SkymaskError):
    """The version, file or directory asked for does not exist."""


class CorruptError(SkymaskError):
    """A file is not what its commit, manifest or format promises."""


class UpdateError(SkymaskError):
    """The update cannot be sent as it is: nothing was written."""


class AccessError(SkymaskError):
    """The storage does not let this program read or write there."""


class UploadExistsError(SkymaskError):
    """The client has a complete upload for this round already."""


class SignatureError(SkymaskError):
    """A signature is missing, made by another key, or over other bytes."""


class ExportError(SkymaskError):
    """The PyTorch module cannot be written as a pure function of its tensors."""


class MissingExtraError(SkymaskError):
    """An optional dependency is not installed.

    The advice names a path: `skymask-client` in a package index is not this project's.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs {extra}: pip install 'clients/python[{extra}]' in a checkout of"
            f" skymask-spark, or 'FILE.whl[{extra}]' with the wheel that was handed over"
        )

"""A PyTorch module as version 0 of a federation: what `skymask init --from DIR` takes."""

try:
    import torch as _torch  # noqa: F401
except ModuleNotFoundError as error:
    from skymask_client.errors import MissingExtraError

    raise MissingExtraError("skymask_client.export", "torch") from error

from skymask_client.export.model import export_model

__all__ = ["export_model"]

"""Flower: a strategy whose rounds are SkyMask's, and the mod of clients that sign.

Needs the extra `flower`. `SkyMaskStrategy` takes the place of `FedAvg` in a ServerApp; where the
federation has keys, `skymask_mod` goes into the ClientApp.
"""

from skymask_client.errors import MissingExtraError

try:
    from skymask_client.flower.mod import skymask_mod
    from skymask_client.flower.strategy import SkyMaskStrategy
except ModuleNotFoundError as error:
    if (error.name or "").partition(".")[0] != "flwr":
        raise
    raise MissingExtraError("skymask_client.flower", "flower") from error

__all__ = ["SkyMaskStrategy", "skymask_mod"]

"""What moves each tensor of a PyTorch module, and which tensors are variances."""

from torch import Tensor, nn

from skymask_client.layout import Role, TensorSpec

_MEAN, _VARIANCE = "running_mean", "running_var"


def specs(model: nn.Module, tensors: dict[str, Tensor]) -> tuple[TensorSpec, ...]:
    """The layout's entries for these tensors of `model.state_dict(keep_vars=True)`.

    Parameters are trainable, or frozen without `requires_grad`. Statistics of batch and instance
    norms are state, in whatever form the module keeps them, and so are all other buffers.
    """
    norms = [
        f"{name}." if name else ""
        for name, module in model.named_modules(remove_duplicate=False)
        if _is_norm(module)
    ]
    variances = {prefix + _VARIANCE for prefix in norms}
    statistics = variances | {prefix + _MEAN for prefix in norms}

    def role(name: str, tensor: Tensor) -> Role:
        if name in statistics or not isinstance(tensor, nn.Parameter):
            return "state"
        return "trainable" if tensor.requires_grad else "frozen"

    return tuple(
        TensorSpec(name, tuple(tensor.shape), role(name, tensor), name in variances)
        for name, tensor in tensors.items()
    )


def _is_norm(module: nn.Module) -> bool:
    """Whether the module keeps a running variance: a tensor's name alone does not tell.

    PyTorch's norms do, and what derives from them (SyncBatchNorm). Those of other packages are
    known by their class (timm's EvoNorm) or by a mean beside it (torchvision's FrozenBatchNorm2d).
    """
    variance, mean = (getattr(module, name, None) for name in (_VARIANCE, _MEAN))
    if not isinstance(variance, Tensor):
        return False
    derived = isinstance(module, nn.modules.batchnorm._NormBase)
    beside = isinstance(mean, Tensor) and mean.shape == variance.shape
    return derived or beside or "Norm" in type(module).__name__

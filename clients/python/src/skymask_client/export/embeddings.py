"""Which integers a model looks up in an embedding, and how many places that has."""

from dataclasses import replace
from typing import Any

from torch import Tensor, nn

from skymask_client.export import adapter
from skymask_client.export.example import Example


def bounded(called: adapter.Adapter, example: Example) -> Example:
    """The example, whose integer inputs say below what number their values are.

    Known are inputs that go into an `nn.Embedding` whole and as they are, in any shape: readers of
    datasets can then name a value that the embedding has no place for. On a GPU the lookup itself
    would end the process.
    """
    places: dict[int, int] = {}
    whole = {_address(tensor): tensor.numel() for tensor in example.tensors}

    def note(embedding: nn.Module, given: tuple[Any, ...]) -> None:
        if given and isinstance(given[0], Tensor) and isinstance(embedding, nn.Embedding):
            address = _address(given[0])
            if whole.get(address) == given[0].numel():
                count = embedding.num_embeddings
                places[address] = min(count, places.get(address, count))

    found = [module for module in called.modules() if isinstance(module, nn.Embedding)]
    hooks = [module.register_forward_pre_hook(note) for module in found]
    try:
        adapter.run(called, example)
    finally:
        for hook in hooks:
            hook.remove()
    pairs = zip(example.specs, example.tensors, strict=True)
    specs = tuple(
        replace(spec, below=places.get(_address(tensor))) if spec.type == "int64" else spec
        for spec, tensor in pairs
    )
    return replace(example, specs=specs)


def _address(tensor: Tensor) -> int:
    return tensor.untyped_storage().data_ptr()

"""Names of tensors as wrappers of a module change them, and back."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

# torch.compile, activation checkpoints and FSDP put these before the names inside, at any depth.
_INSIDE = ("_orig_mod.", "_checkpoint_wrapped_module.", "_fsdp_wrapped_module.")

# DataParallel, DistributedDataParallel and AveragedModel put this before all names. It may be an
# attribute of the network itself as well.
_BEFORE = "module."
_DEEPEST = 3


def unwrapped(state: Mapping[str, Any], expected: Collection[str]) -> dict[str, Any]:
    """The mapping with the names of the bare module, as far as `expected` tells them.

    Of the names as they stand and the names without one wrapper, two, and so on, those are taken
    of which most are expected; as few wrappers as possible are taken off.
    """
    known = set(expected)
    return max(_candidates(dict(state)), key=lambda names: len(known & names.keys()))


def _candidates(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield state
    names = {name: name for name in state}
    for wrapper in (*_INSIDE, *[_BEFORE] * _DEEPEST):
        names = {
            name: bare.removeprefix(wrapper) if wrapper == _BEFORE else bare.replace(wrapper, "")
            for name, bare in names.items()
        }
        if len(set(names.values())) == len(names):  # two tensors of one name: not a wrapper
            yield {bare: state[name] for name, bare in names.items()}

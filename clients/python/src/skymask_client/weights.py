"""Files of weights that other programs write and read: .safetensors, .npz, .pt."""

import os
import uuid
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from skymask_client import access
from skymask_client.errors import CorruptError, MissingExtraError, NotFoundError, UpdateError
from skymask_client.layout import Tensors


def load_weights(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    """Tensors by name; a .pt file must be a plain state dict (no pickled code is run)."""
    file = Path(path)
    read: Callable[[Path], Mapping[str, Any]] = _choose(file, _READERS)
    if not file.is_file():
        raise NotFoundError(f"{file}: no such file")
    return read(file)


def save_weights(path: str | os.PathLike[str], tensors: Tensors) -> None:
    """Writes the tensors; the file appears whole or not at all."""
    file = Path(path)
    write = _choose(file, _WRITERS)
    temporary = file.with_name(f".{uuid.uuid4().hex}{file.suffix}")
    with access.to("write", str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(temporary, dict(tensors))
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def _choose(file: Path, functions: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    try:
        return functions[file.suffix]
    except KeyError:
        known = ", ".join(functions)
        raise UpdateError(f"{file}: files of weights end in {known}, not {file.suffix!r}") from None


def _read_safetensors(file: Path) -> Mapping[str, Any]:
    try:
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{file}", "safetensors") from error
    try:
        return dict(load_file(file))
    except SafetensorError as error:
        raise CorruptError(f"{file}: {error}") from error
    except TypeError:
        return _read_safetensors_by_torch(file)


def _read_safetensors_by_torch(file: Path) -> Mapping[str, Any]:
    """For the types that NumPy has not (bfloat16)."""
    try:
        from safetensors.torch import load_file
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{file} holds bfloat16, which", "torch") from error
    return dict(load_file(file))


def _write_safetensors(file: Path, tensors: Tensors) -> None:
    try:
        from safetensors.numpy import save_file
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{file}", "safetensors") from error
    save_file(dict(tensors), file)


def _read_npz(file: Path) -> Mapping[str, Any]:
    try:
        with np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (ValueError, zipfile.BadZipFile, EOFError, AttributeError) as error:
        raise CorruptError(f"{file}: not a readable .npz of plain arrays ({error})") from error


def _write_npz(file: Path, tensors: Tensors) -> None:
    # As numpy.savez, whose own arguments are names that no tensor may have, others in each version.
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in tensors.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as out:
                np.lib.format.write_array(out, array, allow_pickle=False)


def _read_pt(file: Path) -> Mapping[str, Any]:
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{file}", "torch") from error
    try:
        state = torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:  # unpicklers raise many types, and advise to run the file's code
        raise CorruptError(
            f"{file}: not a plain state dict ({type(error).__name__});"
            " torch.save(net.state_dict(), FILE) writes one"
        ) from error
    if not isinstance(state, Mapping):
        raise CorruptError(f"{file}: holds {type(state).__name__}, expected a state dict")
    return state


def _write_pt(file: Path, tensors: Tensors) -> None:
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{file}", "torch") from error
    torch.save({name: torch.tensor(array) for name, array in tensors.items()}, file)


_READERS = {".safetensors": _read_safetensors, ".npz": _read_npz, ".pt": _read_pt, ".pth": _read_pt}
_WRITERS = {
    ".safetensors": _write_safetensors,
    ".npz": _write_npz,
    ".pt": _write_pt,
    ".pth": _write_pt,
}

"""A PyTorch module as a TorchScript function of its inputs and all its tensors."""

import io
import logging
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from typing import Any

import torch
from torch import Tensor

from skymask_client.errors import ExportError
from skymask_client.export import probes, refusals
from skymask_client.export.adapter import PREFIX, Adapter
from skymask_client.export.batch import BatchTracing

_TRACED_BATCH = 3  # neither 0 nor 1, which torch.export would take for constants


def trace_function(
    adapter: Adapter, example: Sequence[Tensor], places: Mapping[str, int], what: str
) -> torch.jit.ScriptModule:
    """`outputs = f(*inputs, *tensors)` with the tensors where `places` has their names.

    Two names of one place are one tensor. The graph is torch.export's with lifted parameters and
    buffers, so the function holds no state and gradients reach every tensor. The module is in
    evaluation mode; `what` names it in errors.
    """
    inputs = [probes.rows(tensor, _TRACED_BATCH) for tensor in example]
    program = _export(adapter, inputs, what)
    arguments = _arguments(program, places, len(inputs), what)
    graph = BatchTracing(program.graph_module)

    def function(*inputs: Tensor) -> Any:
        values = (inputs[a] if isinstance(a, int) else a for a in arguments)
        return graph.run(*values, enable_io_processing=False)[0]

    state = adapter.module.state_dict()
    names = {place: name for name, place in places.items()}
    tensors = [state[names[place]].detach() for place in sorted(names)]
    with _quiet():
        traced = torch.jit.trace(function, (*inputs, *tensors), check_trace=False)
    return traced  # type: ignore[no-any-return]


def to_bytes(function: torch.jit.ScriptModule) -> bytes:
    """The function as the content of an `architecture.pt`."""
    out = io.BytesIO()
    with _quiet():
        torch.jit.save(function, out)
    return _without_sources(out)


def _without_sources(archive: io.BytesIO) -> bytes:
    """The same archive less what depends on files of the machine: source ranges, and their hash."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as saved, zipfile.ZipFile(out, "w") as kept:
        for record in saved.infolist():
            if not record.filename.endswith((".debug_pkl", "/serialization_id")):
                # A new header, stored and with the zip format's first date: the same each time.
                kept.writestr(zipfile.ZipInfo(record.filename), saved.read(record))
    return out.getvalue()


def from_bytes(content: bytes) -> torch.jit.ScriptModule:
    """The function in an `architecture.pt`."""
    with _quiet():
        return torch.jit.load(io.BytesIO(content), map_location="cpu")  # type: ignore[no-any-return]


def _export(adapter: Adapter, inputs: list[Tensor], what: str) -> torch.export.ExportedProgram:
    batch = {0: torch.export.Dim("batch")}
    shapes = {"inputs": tuple(batch for _ in inputs)}
    try:
        with _quiet():
            return torch.export.export(adapter, tuple(inputs), dynamic_shapes=shapes, strict=False)
    except ExportError:
        raise
    except Exception as error:  # torch.export raises many types, some of them internal
        raise ExportError(
            f"torch.export cannot trace {what} for any batch size: {refusals.of_export(error)}"
        ) from error


def _arguments(
    program: torch.export.ExportedProgram, places: Mapping[str, int], inputs: int, what: str
) -> list[Any]:
    """For each input of the graph, the position among (*inputs, *tensors) or a constant."""
    # Integer buffers (num_batches_tracked) and constants made in forward() are no tensors of
    # the layout; they become constants of the function.
    fixed: dict[str, Any] = {**dict(program.named_buffers()), **program.constants}
    fixed |= {n: p for n, p in program.named_parameters() if not p.requires_grad}  # of a loss
    arguments: list[Any] = []
    users = iter(range(inputs))
    for spec in program.graph_signature.input_specs:
        name = (spec.target or "").removeprefix(PREFIX)
        if spec.target is None:
            arguments.append(next(users))
        elif name in places:
            arguments.append(inputs + places[name])
        elif spec.target in fixed:
            arguments.append(fixed[spec.target].detach())
        else:
            raise ExportError(f"parameter {name!r} of {what} is not in its state_dict()")
    return arguments


@contextmanager
def _quiet() -> Iterator[None]:
    # TorchScript is deprecated in Python and is what the federation's engine runs; tracer
    # warnings about sizes are answered by running other batch sizes. PyTorch logs and prints
    # whole graphs before it raises.
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)

"""A PyTorch module as a TorchScript function of its features and all its tensors."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import fx, nn

from skymask_client.errors import ExportError

_TRACED_BATCH = 3  # neither 0 nor 1, which torch.export would take for constants


def trace_function(
    module: nn.Module, input_shape: Sequence[int], names: Sequence[str]
) -> torch.jit.ScriptModule:
    """`logits = f(features, *tensors)` with the tensors in the order of `names`.

    The graph is torch.export's with lifted parameters and buffers, so the function holds no
    state and gradients reach every tensor. `module` is in evaluation mode.
    """
    features = torch.randn(_TRACED_BATCH, *input_shape)
    program = _export(module, features)
    state = dict(module.state_dict())
    places = _places(program, names)
    graph = _BatchTracing(program.graph_module)

    def function(*inputs: torch.Tensor) -> Any:
        arguments = (inputs[p] if isinstance(p, int) else p for p in places)
        return graph.run(*arguments, enable_io_processing=False)[0]

    with _quiet():
        traced = torch.jit.trace(
            function, (features, *(state[name].detach() for name in names)), check_trace=False
        )
    return traced  # type: ignore[no-any-return]


def to_bytes(function: torch.jit.ScriptModule) -> bytes:
    """The function as the content of an `architecture.pt`."""
    out = io.BytesIO()
    with _quiet():
        torch.jit.save(function, out)
    return _without_sources(out)


def _without_sources(archive: io.BytesIO) -> bytes:
    """The same archive less the source ranges: they name files of the machine that traced."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as saved, zipfile.ZipFile(out, "w") as kept:
        for record in saved.infolist():
            if not record.filename.endswith(".debug_pkl"):
                # A new header, stored and with the zip format's first date: the same each time.
                kept.writestr(zipfile.ZipInfo(record.filename), saved.read(record))
    return out.getvalue()


def from_bytes(content: bytes) -> torch.jit.ScriptModule:
    """The function in an `architecture.pt`."""
    with _quiet():
        return torch.jit.load(io.BytesIO(content), map_location="cpu")  # type: ignore[no-any-return]


def _export(module: nn.Module, features: torch.Tensor) -> torch.export.ExportedProgram:
    batch = {0: torch.export.Dim("batch")}
    try:
        with _quiet():
            return torch.export.export(module, (features,), dynamic_shapes=(batch,))
    except Exception as error:  # torch.export raises many types, some of them internal
        lines = [line for line in str(error).splitlines() if line.strip()]
        reason = lines[0] if lines else type(error).__name__
        raise ExportError(
            f"torch.export cannot trace {type(module).__name__} for any batch size: {reason}"
        ) from error


def _places(program: torch.export.ExportedProgram, names: Sequence[str]) -> list[Any]:
    """For each input of the graph, the position among (features, *tensors) or a constant."""
    position = {name: index for index, name in enumerate(names, 1)}
    # Integer buffers (num_batches_tracked) and constants made in forward() are no tensors of
    # the layout; they become constants of the function.
    fixed: dict[str, Any] = {**dict(program.named_buffers()), **program.constants}
    places: list[Any] = []
    for spec in program.graph_signature.input_specs:
        target = spec.target
        if target is None:
            places.append(0)
        else:
            places.append(position[target] if target in position else fixed[target])
    return places


class _BatchTracing(fx.Interpreter):
    """Runs the graph so that the batch size stays a value of the trace.

    The overloads in an exported graph take sizes as plain integers, which a trace would freeze
    (`x.view(x.size(0), -1)`); PyTorch's functions and methods of the same name keep them.
    """

    def run_node(self, n: fx.Node) -> Any:
        overload = n.op == "call_function" and isinstance(n.target, torch._ops.OpOverload)
        if not overload:
            return super().run_node(n)
        args, kwargs = self.fetch_args_kwargs_from_env(n)
        if n.target is torch.ops.aten.sym_size.int:
            return args[0].size(args[1])
        if any(isinstance(node.meta.get("val"), torch.SymInt) for node in n.all_input_nodes):
            name = n.target.overloadpacket.__name__  # type: ignore[union-attr]
            function = getattr(torch, name, None) or getattr(torch.Tensor, name)
            return function(*args, **kwargs)
        return n.target(*args, **kwargs)  # type: ignore[operator]


@contextmanager
def _quiet() -> Iterator[None]:
    # TorchScript is deprecated in Python and is what the federation's engine runs; tracer
    # warnings about sizes are answered by running other batch sizes.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield

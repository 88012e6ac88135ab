"""Runs an exported graph in a trace that keeps the batch size dynamic."""

from typing import Any

import torch
from torch import fx

# They check or promise something while torch.export looks at the module, and compute nothing.
_CHECKS = (
    "_assert_async",
    "_assert_scalar",
    "_assert_tensor_metadata",
    "sym_constrain_range",
    "sym_constrain_range_for_size",
)


class BatchTracing(fx.Interpreter):
    """Runs the graph so that the batch size stays a value of the trace.

    The overloads in an exported graph take sizes as plain integers, which a trace would freeze
    (`x.view(x.size(0), -1)`); PyTorch's functions and methods of the same name keep them.
    """

    def run_node(self, n: fx.Node) -> Any:
        """As the base class, for each kind of call in an exported graph."""
        if n.op != "call_function":
            return super().run_node(n)
        args, kwargs = self.fetch_args_kwargs_from_env(n)
        target: Any = n.target
        name = _name(target)
        if name in _CHECKS:
            return None
        if name == "wrap_with_set_grad_enabled":
            return _branch(args[1], args[2:], gradients=args[0])
        if name == "wrap_with_autocast":
            return _branch(args[4], args[5:])
        if not isinstance(target, torch._ops.OpOverload):
            return super().run_node(n)
        if target is torch.ops.aten.sym_size.int:
            return args[0].size(args[1])
        if any(isinstance(node.meta.get("val"), torch.SymInt) for node in n.all_input_nodes):
            return _public(name)(*args, **kwargs)
        return target(*args, **kwargs)


def _name(target: Any) -> str:
    packet = getattr(target, "overloadpacket", target)
    return str(getattr(packet, "__name__", packet))


def _public(name: str) -> Any:
    if name == "_unsafe_view":  # in the graphs of PyTorch 2.4
        return torch.reshape
    return getattr(torch, name, None) or getattr(torch.Tensor, name)


def _branch(graph: fx.GraphModule, args: tuple[Any, ...], gradients: bool = True) -> Any:
    """A part of forward() in `torch.no_grad()` or `autocast`; computed in float32 as all else."""
    results = BatchTracing(graph).run(*args, enable_io_processing=False)
    if gradients:
        return results
    return tuple(r.detach() if isinstance(r, torch.Tensor) else r for r in results)

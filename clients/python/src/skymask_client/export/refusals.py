"""What PyTorch's errors mean for the caller, in a sentence and without graphs."""

import re
import textwrap
import traceback
from pathlib import Path

import torch

OF_RUNS = (RuntimeError, ValueError, TypeError, LookupError, AttributeError, AssertionError)
"""What a module raises on inputs that it does not take."""

_LONGEST = 200
_OURS = Path(__file__).parent
_TORCH = Path(torch.__file__).parent

_RUNS = (
    (
        r"scalar types: Long|expected .*(Long|Int).* but got|indices must be|must be.*integer",
        "it takes integers{where}, as an embedding does: give an integer tensor by example_inputs",
    ),
    (
        r"index out of range|out of bounds",
        "an index in the example is larger than an embedding or a tensor has rows{where}: show"
        " values that the module takes",
    ),
    (
        r"dtype|scalar type|expected.*(Float|Half|Bool)",
        "an input has another type than a layer takes{where}: convert it in forward(), or show it"
        " with the type that it has in the data ({line})",
    ),
    (
        r"missing \d+ required|unexpected keyword|positional arguments? but",
        "{line}: example_inputs has one tensor for each argument that forward() needs",
    ),
)

_EXPORTS = (
    (
        r"data-dependent|DataDependent|unbacked|nonzero|torch\.cond",
        "forward() decides by the values of a tensor{where}: write it with torch.where or a mask"
        " in place of if, item(), or indexing by a mask",
    ),
    (
        r"[Cc]onstraint|specialized|marked.*dynamic|invalid for input of size|constant",
        "forward() fixes it{where}: take it from the first dimension of an"
        " input (x.shape[0], not len(x); -1 in reshape)",
    ),
    (
        r"numpy",
        "forward() leaves PyTorch for NumPy{where}: compute with tensors",
    ),
    (
        r"[Mm]utat|assigned.*attribute|leaf [Vv]ariable",
        "forward() changes the module{where}: make new tensors in it, and assign nothing to self",
    ),
)


def line(error: BaseException) -> str:
    """The first line of the error, shortened."""
    lines = [text.strip() for text in str(error).splitlines() if text.strip()]
    return textwrap.shorten(lines[0] if lines else type(error).__name__, _LONGEST, placeholder=" …")


def of_run(error: Exception) -> str:
    """Why a module fails on the example."""
    return _meaning(error, _RUNS, line(error))


def of_export(error: Exception) -> str:
    """Why torch.export cannot trace a module."""
    return _meaning(error, _EXPORTS, f"{type(error).__name__}: {error}")


def _meaning(error: Exception, known: tuple[tuple[str, str], ...], text: str) -> str:
    for pattern, meaning in known:
        if re.search(pattern, text):
            return meaning.format(line=line(error), where=_where(error))
    return line(error) + _where(error)


def _where(error: BaseException) -> str:
    """The caller's own line that was running, for a person to look at."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        ours = _OURS in file.parents or _TORCH in file.parents or frame.filename.startswith("<")
        if not ours:
            return f" ({file.name}, line {frame.lineno})"
    return ""

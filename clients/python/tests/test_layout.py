import json
from pathlib import Path
from typing import Any

import pytest

from skymask_client import CorruptError, Layout, Model


def layout_json(**changes: Any) -> bytes:
    tensors = [{"name": "w", "shape": [2, 3], "trainable": True}]
    values = {"format": "skymask-layout/1", "input": [3], "classes": 2, "tensors": tensors}
    return json.dumps({**values, **changes}).encode()


def test_writes_the_bytes_that_the_reference_wrote(golden: Path, base: Model) -> None:
    (file,) = golden.glob("models/round=0/attempt=*/layout.json")
    assert base.layout.to_bytes() == file.read_bytes()


def test_reads_shapes_and_sizes() -> None:
    layout = Layout.from_bytes(layout_json())
    assert layout.names == ("w",)
    assert (layout.tensors[0].shape, layout.tensors[0].size) == ((2, 3), 6)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": "skymask-layout/2"}, "expected 'skymask-layout/1'"),
        ({"classes": True}, "'classes' is True, expected int"),
        ({"classes": 1}, "classes is 1"),
        ({"input": [0]}, "input has the shape"),
        ({"input": [1.5]}, "expected integers"),
        ({"tensors": [{"name": "w", "shape": [2], "trainable": False}]}, "no tensor is trainable"),
        ({"tensors": [{"name": "w", "shape": [2], "trainable": True}] * 2}, "unique"),
        ({"tensors": ["w"]}, r"tensors\[0\]: expected a JSON object"),
    ],
)
def test_refuses_what_is_no_layout(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CorruptError, match=message):
        Layout.from_bytes(layout_json(**changes))


def test_refuses_what_is_no_json() -> None:
    with pytest.raises(CorruptError, match=r"^here: not JSON"):
        Layout.from_bytes(b"{", "here")

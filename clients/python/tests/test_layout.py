import json
from pathlib import Path
from typing import Any

import pytest

from skymask_client import CorruptError, Layout, Model, Signature


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
        ({"format": "skymask-layout/9"}, "expected 'skymask-layout/1' or 'skymask-layout/2'"),
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


WITH_ROLES: dict[str, Any] = {
    "format": "skymask-layout/2",
    "inputs": [{"name": "features", "type": "float32", "shape": [3]}],
    "target": {"name": "label", "type": "int64", "shape": []},
    "loss": "cross-entropy",
    "classes": 2,
    "tensors": [
        {"name": "body", "shape": [2, 3], "role": "frozen"},
        {"name": "w", "shape": [2], "role": "trainable"},
        {"name": "mean", "shape": [2], "role": "state"},
        {"name": "var", "shape": [2], "role": "state", "variance": True},
    ],
}


IDS: dict[str, Any] = {"name": "ids", "type": "int64", "shape": [3]}


def with_roles(**changes: Any) -> bytes:
    return json.dumps({**WITH_ROLES, **changes}).encode()


def test_roles_and_variances_come_back_and_the_fields_keep_their_order() -> None:
    layout = Layout.from_bytes(with_roles())
    assert [spec.role for spec in layout.tensors] == ["frozen", "trainable", "state", "state"]
    assert [spec.name for spec in layout.uploaded] == ["w", "mean", "var"]
    assert [spec.name for spec in layout.tensors if spec.variance] == ["var"]
    assert layout.signature == Signature.classifier((3,), 2)
    written = layout.to_bytes()
    assert json.dumps(json.loads(written)) == json.dumps(WITH_ROLES)
    assert Layout.from_bytes(written) == layout


def test_the_older_format_is_written_where_it_says_everything() -> None:
    layout = Layout.from_bytes(with_roles(tensors=WITH_ROLES["tensors"][1:3]))
    record = json.loads(layout.to_bytes())
    assert record["format"] == "skymask-layout/1"
    assert record["tensors"][1] == {"name": "mean", "shape": [2], "trainable": False}


@pytest.mark.parametrize(
    "changes",
    [
        {"inputs": [{**IDS, "name": "features"}]},
        {"inputs": [{"name": "x", "type": "float32", "shape": [3]}]},
        {"inputs": [*WITH_ROLES["inputs"], IDS]},
        {"target": {"name": "kind", "type": "int64", "shape": []}},
        {
            "target": {"name": "label", "type": "int64", "shape": [4]},
            "loss": "cross-entropy-per-token",
        },
        *(
            {"target": {"name": "y", "type": "float32", "shape": [2]}, "loss": loss, "classes": ...}
            for loss in ("binary-cross-entropy", "mean-squared-error", "huber", "function")
        ),
    ],
)
def test_models_that_the_older_format_cannot_tell_come_back(changes: dict[str, Any]) -> None:
    values = {**WITH_ROLES, **changes, "tensors": WITH_ROLES["tensors"][1:3]}
    values = {name: value for name, value in values.items() if value is not ...}
    layout = Layout.from_bytes(json.dumps(values).encode())
    assert json.dumps(json.loads(layout.to_bytes())) == json.dumps(values)
    assert Layout.from_bytes(layout.to_bytes()) == layout


def test_the_older_format_may_name_a_role() -> None:
    tensor = {"name": "w", "shape": [2], "trainable": True}
    other = {"name": "f", "shape": [2], "trainable": False}
    layout = Layout.from_bytes(layout_json(tensors=[tensor, other]))
    assert layout.tensors[1].role == "state"
    layout = Layout.from_bytes(layout_json(tensors=[tensor, {**other, "role": "frozen"}]))
    assert layout.tensors[1].role == "frozen"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"inputs": []}, "inputs is empty, expected one or more"),
        ({"inputs": WITH_ROLES["inputs"] * 2}, r"must be unique, see \['features'\]"),
        ({"inputs": [{**IDS, "name": "label"}]}, r"must be unique, see \['label'\]"),
        ({"inputs": [{**IDS, "name": ""}]}, "has an empty name"),
        ({"inputs": [{**IDS, "type": "int32"}]}, "'ids' has the type 'int32', expected one of"),
        ({"inputs": [{**IDS, "shape": [0]}]}, "has the shape"),
        ({"target": {"name": "label", "type": "float32", "shape": []}}, "expected int64 for the"),
        ({"target": {"name": "label", "type": "int64", "shape": [1]}}, r"\[1\], expected \[\] for"),
        ({"target": None}, "'target' is None, expected dict"),
        ({"loss": "hinge"}, "the loss is 'hinge', expected one of cross-entropy, "),
        ({"loss": "huber"}, "'label' holds int64, expected float32 for the loss 'huber'"),
        ({"loss": "function"}, "the loss 'function' has no classes"),
        ({"classes": None}, "classes is None, expected 2 or more"),
        ({"tensors": [{"name": "w", "shape": [2], "role": "fixed"}]}, "'fixed', expected one of"),
        ({"tensors": [{"name": "w", "shape": [2], "role": "frozen"}]}, "no tensor is trainable"),
        ({"tensors": [{"name": "w", "shape": [2]}]}, "'trainable' is None, expected bool"),
        (
            {"tensors": [{"name": "w", "shape": [2], "role": "state", "variance": 1}]},
            "'variance' is 1, expected bool",
        ),
        (
            {"tensors": [{"name": "w", "shape": [2], "role": "frozen", "variance": True}]},
            "'w' is a variance and frozen, expected state",
        ),
    ],
)
def test_refuses_roles_and_models_that_it_does_not_know(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(CorruptError, match=message):
        Layout.from_bytes(with_roles(**changes))


def test_refuses_what_is_no_json() -> None:
    with pytest.raises(CorruptError, match=r"^here: not JSON"):
        Layout.from_bytes(b"{", "here")

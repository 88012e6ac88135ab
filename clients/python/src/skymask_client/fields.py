"""JSON objects from outside: each field is checked for its type before it is used."""

import json
from typing import Any, TypeVar

from skymask_client.errors import CorruptError

T = TypeVar("T")


class Fields:
    """One JSON object and where it came from, for messages."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, dict):
            raise CorruptError(f"{where}: expected a JSON object")
        self._values: dict[str, Any] = values
        self._where = where

    @classmethod
    def read(cls, content: bytes, where: str) -> "Fields":
        """Reads an object."""
        try:
            return cls(json.loads(content), where)
        except ValueError as error:
            raise CorruptError(f"{where}: not JSON ({error})") from error

    @classmethod
    def parse(cls, content: bytes, where: str, *formats: str) -> "Fields":
        """Reads an object whose field `format` must be one of `formats`."""
        fields = cls.read(content, where)
        found = fields.get("format", str)
        if found not in formats:
            expected = " or ".join(map(repr, formats))
            raise CorruptError(f"{where}: format is {found!r}, expected {expected}")
        return fields

    def get(self, name: str, kind: type[T]) -> T:
        """The field, of exactly this type (True is no int)."""
        value = self._values.get(name)
        if type(value) is not kind:
            raise CorruptError(
                f"{self._where}: field {name!r} is {value!r}, expected {kind.__name__}"
            )
        return value

    def get_or_none(self, name: str, kind: type[T]) -> T | None:
        """As `get`, where null and an absent field are None."""
        return None if self._values.get(name) is None else self.get(name, kind)

    def object(self, name: str) -> "Fields":
        """The field's object."""
        return Fields(self.get(name, dict), f"{self._where}: {name}")

    def objects(self, name: str) -> list["Fields"]:
        """The field's list of objects."""
        where = f"{self._where}: {name}"
        return [Fields(item, f"{where}[{i}]") for i, item in enumerate(self.get(name, list))]

    def extents(self, name: str) -> tuple[int, ...]:
        """The field's list of non-negative integers: a shape."""
        values = self.get(name, list)
        if any(type(value) is not int or value < 0 for value in values):
            raise CorruptError(
                f"{self._where}: field {name!r} is {values}, expected integers of 0 or more"
            )
        return tuple(values)


def to_bytes(values: dict[str, Any]) -> bytes:
    """UTF-8 JSON, indented by one space, fields in the given order, no newline at the end."""
    return json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False).encode()

"""The file that lists the federations: YAML, read strictly."""

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class FederationsError(ValueError):
    """The file cannot be used; the message names the file, the key and what was expected."""


@dataclass(frozen=True)
class Federation:
    """One federation, as the file has it.

    `config` is its configuration as this machine sees it, `driver_config` as the driver of a round
    does where that runs elsewhere. `submit` goes to SparkSubmitOperator and `conf` to Spark as they
    are; `settings` stand above the configuration (`-D`).
    """

    name: str
    config: str
    driver_config: str = ""
    data: str = ""
    schedule: str | None = None
    start_date: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    quorum: int = 2
    deadline: timedelta = timedelta(hours=6)
    poll: timedelta = timedelta(minutes=5)
    retries: int = 2
    retry_delay: timedelta = timedelta(minutes=5)
    conn_id: str = "spark_default"
    alert_url: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    conf: Mapping[str, Any] = field(default_factory=dict)
    submit: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self, *, on_cluster: bool = False) -> list[str]:
        """The options of a command that choose this federation."""
        config = self.driver_config if on_cluster and self.driver_config else self.config
        chosen = ["--config", config]
        for key, value in self.settings.items():
            chosen += ["-D", f"{key}={value}"]
        return chosen


def home() -> Path:
    """The project's directory: SKYMASK_HOME, or the one that this file is part of."""
    return Path(os.environ.get("SKYMASK_HOME") or Path(__file__).resolve().parents[3])


def load(path: str | os.PathLike[str] | None = None) -> list[Federation]:
    """Reads the file: the one named, or SKYMASK_FEDERATIONS, or the project's own."""
    default = Path(__file__).resolve().parents[1] / "federations.yaml"
    source = Path(path or os.environ.get("SKYMASK_FEDERATIONS") or default)
    try:
        content = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FederationsError(f"{source}: {error}") from error
    whole = _mapping(content, f"{source}")
    _known(whole, {"defaults", "federations"}, f"{source}")
    defaults = _mapping(whole.get("defaults") or {}, f"{source}: defaults")
    named = _mapping(whole.get("federations"), f"{source}: federations")
    return [
        _federation(str(name), {**defaults, **_mapping(own, f"{source}: {name}")}, source)
        for name, own in named.items()
    ]


def _federation(name: str, values: Mapping[str, Any], source: Path) -> Federation:
    where = f"{source}: {name}"
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        raise FederationsError(f"{where}: expected a name of letters, digits, '_', '.' and '-'")
    known = {each.name: each for each in fields(Federation) if each.name != "name"}
    _known(values, set(known), where)
    if not values.get("config"):
        raise FederationsError(f"{where}: config is missing, expected the federation's file")
    read = {key: _value(key, value, known[key], where) for key, value in values.items()}
    read["config"] = str(home() / read["config"])
    if read.get("alert_url") and not read["alert_url"].startswith(("http://", "https://")):
        raise FederationsError(f"{where}: alert_url is {read['alert_url']!r}, expected http(s)://")
    if read.get("data") and "://" not in read["data"]:
        read["data"] = str(home() / read["data"])
    return Federation(name=name, **read)


def _value(key: str, value: Any, known: Any, where: str) -> Any:
    if key in ("settings", "conf", "submit"):
        return _mapping(value or {}, f"{where}: {key}")
    if key == "schedule":
        return None if value is None else str(value)
    if key == "start_date":
        return _instant(value, f"{where}: {key}")
    default = "" if known.default is MISSING else known.default
    if isinstance(default, timedelta):
        return duration(value, f"{where}: {key}")
    if isinstance(default, int):
        least = 0 if key == "retries" else 1
        if type(value) is not int or value < least:
            raise FederationsError(
                f"{where}: {key} is {value!r}, expected a whole number, {least} or more"
            )
        return value
    if not isinstance(value, str):
        raise FederationsError(f"{where}: {key} is {value!r}, expected text")
    return value


def duration(value: Any, where: str) -> timedelta:
    """A duration as in `90s`, `5m`, `6h`, `2d`."""
    match = re.fullmatch(r"(\d+)\s*([smhd])", str(value))
    if not match:
        raise FederationsError(f"{where} is {value!r}, expected a duration as in 90s, 5m, 6h, 2d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _instant(value: Any, where: str) -> datetime:
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    except (AttributeError, ValueError) as error:
        raise FederationsError(f"{where} is {value!r}, expected a date") from error


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FederationsError(f"{where}: expected keys with values, found {value!r}")
    return {str(key): each for key, each in value.items()}


def _known(values: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in values:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise FederationsError(f"{where}: unknown key {key}{meant}")

"""What is told when a task has failed for good: a JSON line in the log, and by HTTP."""

import json
import logging
import urllib.request
from collections.abc import Callable
from typing import Any

from skymask_airflow.federations import Federation

_log = logging.getLogger(__name__)
_SECONDS = 10


def alert(federation: Federation) -> Callable[[Any], None]:
    """A callback for `on_failure_callback`. It never fails itself: the task has done so already."""

    def tell(context: Any) -> None:
        text = json.dumps(message(federation, context))
        _log.error("skymask alert: %s", text)
        if not federation.alert_url:
            return
        request = urllib.request.Request(  # noqa: S310 (federations.py takes http: and https:)
            federation.alert_url, text.encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310
                pass
        except (OSError, ValueError) as error:
            _log.error("skymask alert: %s could not be told: %s", federation.alert_url, error)

    return tell


def message(federation: Federation, context: Any) -> dict[str, Any]:
    """Who, what, since when: enough to know where to look."""
    ti = context["ti"]
    return {
        "federation": federation.name,
        "task": ti.task_id,
        "run": ti.run_id,
        "round": ti.xcom_pull(task_ids="plan"),
        "try": ti.try_number,
        "what": str(context.get("exception") or "failed"),
        "log": getattr(ti, "log_url", None),
    }

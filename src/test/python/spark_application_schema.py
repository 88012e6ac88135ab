"""Makes src/test/resources/kubernetes/sparkapplication.json of the Spark operator's CRD.

    spark_application_schema.py config/crd/bases/sparkoperator.k8s.io_sparkapplications.yaml v2.5.2

It drops descriptions, the status, and the schemas of Kubernetes' own types that no manifest of this
project uses: a field of theirs keeps its name, and SchemaCheck refuses a manifest that sets it.
Needs PyYAML.
"""

import json
import sys
from pathlib import Path

import yaml

OUT = Path(__file__).parents[1] / "resources/kubernetes/sparkapplication.json"
LEFT_OUT = {"x-left-out": True}
POD = ("affinity", "initContainers", "lifecycle", "podSecurityContext", "securityContext", "sidecars")
VOLUMES = ("name", "configMap", "emptyDir", "persistentVolumeClaim", "secret")


def bare(node):
    """Without descriptions (texts: a property may have that name)."""
    if isinstance(node, dict):
        return {k: bare(v) for k, v in node.items() if not (k == "description" and isinstance(v, str))}
    return [bare(item) for item in node] if isinstance(node, list) else node


def main(crd, version):
    definition = yaml.safe_load(Path(crd).read_text())
    (served,) = definition["spec"]["versions"]
    schema = bare(served["schema"]["openAPIV3Schema"])
    del schema["properties"]["status"]
    spec = schema["properties"]["spec"]["properties"]
    for role in ("driver", "executor"):
        for field in POD:
            spec[role]["properties"][field] = LEFT_OUT
    volume = spec["volumes"]["items"]["properties"]
    for field in volume.keys() - set(VOLUMES):
        volume[field] = LEFT_OUT
    about = (
        f"From kubeflow/spark-operator {version}, {Path(crd).name} (Apache-2.0), changed by "
        f"{Path(__file__).name}: descriptions, the status and some of Kubernetes' own types are left out."
    )
    whole = {"$comment": about, "apiVersion": f"{definition['spec']['group']}/{served['name']}", "schema": schema}
    OUT.write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

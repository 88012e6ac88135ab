"""What ByzFL's attacks make of small matrices (pip install byzfl==0.0.11), for ByzflAttacksTest.

Writes src/test/resources/attacks/byzfl.json:  python src/test/python/byzfl_attack_fixtures.py
"""

import json
from pathlib import Path

import byzfl
import numpy as np

TARGET = Path(__file__).parents[1] / "resources" / "attacks" / "byzfl.json"


def optimised(byzantine):
    """The optimised attacks against two rules, with ByzFL's own settings of the search."""
    rules = {"trimmed-mean": byzfl.TrMean(byzantine), "median": byzfl.Median()}
    kinds = {
        "alie-optimised": byzfl.Optimal_ALittleIsEnough,
        "ipm-optimised": byzfl.Optimal_InnerProductManipulation,
    }
    return {
        f"{name}/{rule_name}": kind(agg=rule, pre_agg_list=[], f=byzantine)
        for name, kind in kinds.items()
        for rule_name, rule in rules.items()
    }


def case(seed, honest, byzantine, width):
    """Honest rows around one point, and what each attack sends."""
    random = np.random.default_rng(seed)
    values = random.normal(0.5, 1.0, (honest, width)).astype(np.float32).astype(np.float64)
    attacks = {
        "sign-flip": byzfl.SignFlipping(),
        "ipm": byzfl.InnerProductManipulation(2.0),
        "alie": byzfl.ALittleIsEnough(1.5),
        "mimic": byzfl.Mimic(1),
        **optimised(byzantine),
    }
    sent = {name: attack(values.copy()).tolist() for name, attack in attacks.items()}
    return {"byzantineCount": byzantine, "honest": values.tolist(), "sent": sent}


if __name__ == "__main__":
    cases = [case(1, 5, 1, 6), case(2, 8, 2, 13), case(3, 10, 4, 7)]
    TARGET.write_text(json.dumps({"cases": cases}) + "\n")

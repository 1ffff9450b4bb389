"""The scenario document, checked and with all defaults, as the runner hands it over."""

import json
import math
import os
import random

with open(os.environ["RIG_SCENARIO"], encoding="utf-8") as file:
    SCENARIO = json.load(file)

#: By their number in the document, which is what their addresses are made of.
ENDPOINTS = list(SCENARIO["endpoints"].values())


def draw_ms(duration):
    """A duration of the document in ms: a number, or a draw from a distribution."""
    if isinstance(duration, (int, float)):
        return float(duration)
    ((kind, of),) = duration.items()
    if kind == "exponential":
        return random.expovariate(1) * of["mean_ms"]
    if kind == "uniform":
        return random.uniform(of["min_ms"], of["max_ms"])
    return random.lognormvariate(math.log(of["median_ms"]), of["sigma"]) if of["median_ms"] > 0 else 0.0

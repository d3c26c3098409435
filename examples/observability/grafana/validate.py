"""Reads dashboards by Grafana's own types and writes them again: what those do not know is lost, and is an error here."""
import json
import sys

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def lost(before, after, path):
    if isinstance(before, dict):
        for key, value in before.items():
            if not isinstance(after, dict) or key not in after:
                yield f"{path}/{key} is not known"
            else:
                yield from lost(value, after[key], f"{path}/{key}")
    elif isinstance(before, list):
        if not isinstance(after, list) or len(before) != len(after):
            yield f"{path} has lost elements"
        else:
            for i, (one, other) in enumerate(zip(before, after)):
                yield from lost(one, other, f"{path}[{i}]")
    elif before != after:
        yield f"{path}: {before!r} became {after!r}"


register_default_plugins()
errors = 0
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as stream:
        dashboard = json.load(stream)
    again = json.loads(JSONEncoder().encode(Dashboard.from_json(dashboard)))
    for error in lost(dashboard, again, file):
        print(error)
        errors += 1
    print(f"{file}: {len(dashboard['panels'])} panels")
sys.exit(1 if errors or len(sys.argv) < 2 else 0)

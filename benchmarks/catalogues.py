"""Loading and linting every catalogue, worked cases included, against plain YAML loading of the same files."""

from __future__ import annotations

import sys

import yaml

from measuring import Measurement, best_of, report
from thuocdo.domain.scoring.catalogue import discover, lint, load

LONGEST_SECONDS = 1.0


def main() -> int:
    """Measure all catalogues together, as `thuocdo lint` goes through them."""
    paths = [entry.path for entry in discover()]
    loaded = [load(path) for path in paths]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    name = f"yaml.load ({loader.__name__})"

    plain = best_of(lambda: [yaml.load(path.read_bytes(), Loader=loader) for path in paths])  # noqa: S506 - a safe one
    reading = best_of(lambda: [load(path) for path in paths])
    checking = best_of(lambda: [lint(one, cases=False) for one in loaded])
    everything = best_of(lambda: [lint(load(path)) for path in paths])
    return report(
        Measurement(f"loading {len(paths)} catalogues", reading, name, plain),
        Measurement("linting them without cases", checking, name, plain),
        Measurement(
            "loading and linting with cases", everything, name, plain, at_most=LONGEST_SECONDS / plain
        ),
    )


if __name__ == "__main__":
    sys.exit(main())

"""The one entry to Thước Đo. Needs nothing but a Python 3.11 to 3.14 with pip.

python3 run.py demo     set everything up, load the real data, show the scoreboard, serve the web
python3 run.py test     set everything up, run the tests
python3 run.py --help   everything else
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tooling.surroundings import reexecute_with_supported_python

reexecute_with_supported_python()

from tooling import checks, data, installation, pins, production, servers  # noqa: E402 - only after the Python is known to do
from tooling.installation import PYTHON  # noqa: E402
from tooling.steps import ROOT, StepError, run_openly, run_quietly, say, step  # noqa: E402

Command = Callable[[argparse.Namespace], int]
LONG = "slow or browser or cluster"
AS_WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")  # in the order of tests/conftest.py
MADE_HERE = (
    *(".venv", ".venv-production", ".tools", "dist", "build", "test-results", "src/thuocdo/assets"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
)


def demo(arguments: argparse.Namespace) -> int:
    """Load the real data, print the scoreboard, serve the web at a local address."""
    environment = installation.set_up() | {"THUOCDO_MODE": "demo"}
    listener = servers.open_port("127.0.0.1", arguments.port)
    address = servers.address_of(listener)
    if arguments.fresh:
        data.forget(environment)
    people = ["--no-links"] if arguments.no_serve else ["--site", address]
    loading = [*_manage(environment), "demo", *people, *arguments.rest]
    _migrate(environment)
    failed = run_openly(loading, environment=environment)
    if failed or arguments.no_serve:
        return failed
    return servers.serve(listener, environment, f"\nThước Đo is at {address}   (Ctrl-C stops it)\n")


def serve(arguments: argparse.Namespace) -> int:
    """Serve what is in the database: web and job worker, until Ctrl-C."""
    environment = production.set_up() if arguments.no_dev else installation.set_up()
    listener = servers.open_port(arguments.host, arguments.port)
    _migrate(environment)
    if environment.get("THUOCDO_MODE", "production") == "production":
        with step("collecting the browser files"):
            _manage_quietly("collectstatic", "--noinput", environment=environment)
    address = servers.address_of(listener)
    return servers.serve(listener, environment, f"\nThước Đo is at {address}   (Ctrl-C stops it)\n")


def test(arguments: argparse.Namespace) -> int:
    """Run the tests; --all adds the slow ones, the browser's and the clusters'."""
    environment = installation.set_up() | {"THUOCDO_MODE": "demo"}
    selection = [] if arguments.all or "-m" in arguments.rest else ["-m", f"not ({LONG})"]
    say(f"• tests{' (all)' if arguments.all else ''} …")
    command = [PYTHON, "-m", "pytest", *AS_WORKERS, *selection, *arguments.rest]
    return run_openly(command, environment=environment)


def check(arguments: argparse.Namespace) -> int:
    """Format, lint, types, import contracts, migrations, templates, catalogues, documents."""
    return checks.run_checks(arguments.rest, installation.set_up() | {"THUOCDO_MODE": "demo"})


def bench(arguments: argparse.Namespace) -> int:
    """Compare with plain lower bounds and with peers, as ratios in one run."""
    environment = installation.set_up() | {"THUOCDO_MODE": "demo"}
    return run_openly([PYTHON, "benchmarks/run_all.py", *arguments.rest], environment=environment)


def setup(_: argparse.Namespace) -> int:
    """Install everything and stop."""
    installation.set_up()
    say("Ready: python3 run.py demo")
    return 0


def manage(arguments: argparse.Namespace) -> int:
    """Run an administrative command, such as `manage create_administrator`."""
    environment = _trial(installation.set_up())
    return run_openly([*_manage(environment), *arguments.rest], environment=environment)


def shell(arguments: argparse.Namespace) -> int:
    """Open a Python shell with the project loaded."""
    environment = _trial(installation.set_up())
    return run_openly([*_manage(environment), "shell", *arguments.rest], environment=environment)


def lock(arguments: argparse.Namespace) -> int:
    """Pin the dependencies of pyproject.toml and package.json again (needs the network)."""
    environment = installation.set_up()
    pins.pin_everything(environment, upgrade="--upgrade" in arguments.rest)
    return 0


def build(_: argparse.Namespace) -> int:
    """Build the wheel into dist/."""
    with installation.one_at_a_time():
        production.build_wheel()
    return 0


def clean(_: argparse.Namespace) -> int:
    """Remove what was installed and built; data stays."""
    with step("removing environments, caches and build products"):
        for name in MADE_HERE:
            shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def _migrate(environment: dict[str, str]) -> None:
    with step("database") as outcome:
        said = _manage_quietly("migrate", "--noinput", environment=environment)
        applied = said.count("... OK")
        outcome.text = f"{applied} migrations applied" if applied else "up to date"


def _manage(environment: dict[str, str]) -> tuple[str | Path, ...]:
    return (installation.python_of(environment), "-m", "thuocdo.config.manage")


def _manage_quietly(*words: str, environment: dict[str, str]) -> str:
    return run_quietly([*_manage(environment), *words], environment=environment, doing=f"`manage {words[0]}`")


def _trial(environment: dict[str, str]) -> dict[str, str]:
    """In a checkout without settings of its own, commands work on the demonstration."""
    is_told = "THUOCDO_MODE" in environment or "SECRET_KEY" in environment
    return environment if is_told else environment | {"THUOCDO_MODE": "demo"}


COMMANDS = (demo, test, check, bench, serve, setup, manage, shell, lock, build, clean)
# These hand what they do not know to the tool behind them.
PASSES_ON = frozenset({demo, test, check, bench, manage, shell, lock})
FLAGS: dict[Command, dict[str, str]] = {
    demo: {
        "--no-serve": "end after the scoreboard",
        "--fresh": "forget the demonstration's data and load it again",
    },
    test: {"--all": "also what is long: slow, browser and cluster tests"},
    serve: {"--no-dev": "from the wheel, with the runtime packages only"},
}


def parser() -> argparse.ArgumentParser:
    """Each command with its own help."""
    top = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for function in COMMANDS:
        says = function.__doc__
        is_plain = function not in {manage, shell}  # they have a --help of their own
        sub = commands.add_parser(
            function.__name__, help=says, description=says, add_help=is_plain, allow_abbrev=False
        )
        sub.set_defaults(function=function)
        for flag, meaning in FLAGS.get(function, {}).items():
            sub.add_argument(flag, action="store_true", help=meaning)
        if function in {demo, serve}:
            sub.add_argument("--port", type=int, default=8000, help="the first port to try (default 8000)")
        if function is serve:
            sub.add_argument("--host", default="127.0.0.1", help="where to listen (default 127.0.0.1)")
    return top


def main() -> int:
    """Run one command; what a person can mend is said in a sentence, without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # a terminal in C locale
    os.chdir(ROOT)
    top = parser()
    arguments, rest = top.parse_known_args()
    arguments.rest = rest
    if rest and arguments.function not in PASSES_ON:
        top.error(f"unknown: {' '.join(rest)}")
    try:
        return int(arguments.function(arguments))
    except StepError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

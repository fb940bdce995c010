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

from tooling.surroundings import reexecute_with_supported_python

reexecute_with_supported_python()

from tooling import checks, installation, pins, servers  # noqa: E402 - only after the Python is known to do
from tooling.installation import PYTHON  # noqa: E402
from tooling.steps import ROOT, StepError, run_openly, say, step  # noqa: E402

MANAGE = (PYTHON, "-m", "thuocdo.config.manage")
LONG = "slow or browser or cluster"
MADE_HERE = (
    *(".venv", ".tools", "dist", "build", "test-results", "src/thuocdo/assets"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
)


def demo(arguments: argparse.Namespace) -> int:
    """Load the real data, print the scoreboard, serve the web at a local address."""
    environment = installation.set_up() | {"THUOCDO_MODE": "demo"}
    listener = servers.open_port("127.0.0.1", arguments.port)
    address = servers.address_of(listener)
    loading = [
        *MANAGE,
        "demo",
        "--base-url",
        address,
        *(["--fresh"] if arguments.fresh else []),
        *arguments.rest,
    ]
    failed = _migrate(environment) or run_openly(loading, environment=environment)
    if failed or arguments.no_serve:
        return failed
    return servers.serve(listener, environment, f"\nThước Đo is at {address}   (Ctrl-C stops it)\n")


def serve(arguments: argparse.Namespace) -> int:
    """Serve what is in the database: web and job worker, until Ctrl-C."""
    environment = installation.set_up()
    listener = servers.open_port(arguments.host, arguments.port)
    failed = _migrate(environment)
    if not failed and environment.get("THUOCDO_MODE", "production") == "production":
        failed = run_openly([*MANAGE, "collectstatic", "--noinput", "-v", "0"], environment=environment)
    address = servers.address_of(listener)
    return failed or servers.serve(listener, environment, f"\nThước Đo is at {address}   (Ctrl-C stops it)\n")


def test(arguments: argparse.Namespace) -> int:
    """Run the tests; --all adds the slow ones, the browser's and the clusters'."""
    environment = installation.set_up() | {"THUOCDO_MODE": "demo"}
    selection = [] if arguments.all or "-m" in arguments.rest else ["-m", f"not ({LONG})"]
    say(f"• tests{' (all)' if arguments.all else ''} …")
    command = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *selection, *arguments.rest]
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
    """Run an administrative command, such as `manage create-administrator`."""
    return run_openly([*MANAGE, *arguments.rest], environment=_trial(installation.set_up()))


def shell(arguments: argparse.Namespace) -> int:
    """Open a Python shell with the project loaded."""
    return run_openly([*MANAGE, "shell", *arguments.rest], environment=_trial(installation.set_up()))


def lock(arguments: argparse.Namespace) -> int:
    """Pin the dependencies of pyproject.toml and package.json again (needs the network)."""
    environment = installation.set_up()
    pins.pin_everything(environment, upgrade="--upgrade" in arguments.rest)
    return 0


def build(_: argparse.Namespace) -> int:
    """Build the wheel into dist/."""
    environment = installation.set_up()
    return run_openly([PYTHON, "-m", "hatchling", "build", "-t", "wheel"], environment=environment)


def clean(_: argparse.Namespace) -> int:
    """Remove what was installed and built; data stays."""
    with step("removing environments, caches and build products"):
        for name in MADE_HERE:
            shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def _migrate(environment: dict[str, str]) -> int:
    with step("database"):
        return run_openly([*MANAGE, "migrate", "--noinput", "-v", "0"], environment=environment)


def _trial(environment: dict[str, str]) -> dict[str, str]:
    """In a checkout without settings of its own, commands work on the demonstration."""
    is_told = "THUOCDO_MODE" in environment or "SECRET_KEY" in environment
    return environment if is_told else environment | {"THUOCDO_MODE": "demo"}


COMMANDS = (demo, test, check, bench, serve, setup, manage, shell, lock, build, clean)
PASSES_ON = {
    demo,
    test,
    check,
    bench,
    manage,
    shell,
    lock,
}  # hand what they do not know to the tool behind them


def parser() -> argparse.ArgumentParser:
    """Each command with its own help."""
    top = argparse.ArgumentParser(
        prog="run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for function in COMMANDS:
        sub = commands.add_parser(
            function.__name__,
            help=function.__doc__,
            description=function.__doc__,
            add_help=function not in {manage, shell},
            allow_abbrev=False,
        )
        sub.set_defaults(function=function)
        if function in {demo, serve}:
            sub.add_argument("--port", type=int, default=8000, help="the first port to try (default 8000)")
        if function is demo:
            sub.add_argument("--no-serve", action="store_true", help="end after the scoreboard")
            sub.add_argument(
                "--fresh", action="store_true", help="forget the demonstration's data and load it again"
            )
        if function is serve:
            sub.add_argument(
                "--host", default="127.0.0.1", help="the address to listen on (default 127.0.0.1)"
            )
        if function is test:
            sub.add_argument(
                "--all", action="store_true", help="also what is long: slow, browser and cluster tests"
            )
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

"""`python -m thuocdo.config.manage …`: every administrative command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run one command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

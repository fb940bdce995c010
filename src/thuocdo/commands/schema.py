"""`thuocdo schema`: the JSON Schema that makes an editor help with a definition."""

from __future__ import annotations

import argparse
from pathlib import Path

from thuocdo.commands.output import Output
from thuocdo.commands.parsing import Parser
from thuocdo.domain.scoring.catalogue import schema_text

PIPED_FORMAT = "json"


def arguments(parser: Parser) -> None:
    """An optional file to write to."""
    parser.option("-o", "--output", metavar="FILE", vi="ghi ra tệp", en="write to a file")


def run(options: argparse.Namespace, out: Output) -> int:
    """Print or write the schema."""
    if options.output:
        Path(options.output).write_text(schema_text(), encoding="utf-8")
    else:
        out.write(schema_text())
    return 0

"""Peer sets on the command line: a list of units, a file, a level or a class.

--peer-set H57,H19      --peer-set @tinh.csv      --peer-set level:province      --peer-set class:urban
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.commands.output import Output
from thuocdo.commands.parsing import Parser, UsageError
from thuocdo.commands.sources import choose_unit, load_units
from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.sheet import UnitRow


@dataclass(frozen=True, slots=True)
class PeerSet:
    """Units compared with each other, and what people call them; no codes means everybody in the file."""

    name: Text
    codes: tuple[str, ...] | None = None


EVERYBODY = PeerSet(Text("mọi đơn vị trong tệp", "all units of the file"))


def add_peer_set(parser: Parser) -> None:
    """The option of all commands that rank."""
    parser.option(
        "--peer-set",
        metavar="SET",
        vi="nhóm so sánh: H57,H19 · @tệp.csv · level:province · class:urban (mặc định: mọi đơn vị trong tệp)",
        en="the peer set: H57,H19 · @file.csv · level:province · class:urban (default: all units of the file)",
    )


def read_peer_set(word: str | None, units: Sequence[UnitRow], out: Output) -> PeerSet:
    """The peer set a user names; a unit that is not in the file is an error."""
    if not word:
        return EVERYBODY
    kind, _, value = word.partition(":")
    if kind == "level" and value:
        return _not_empty(
            word, [unit.code for unit in units if unit.level == value], Text(f"cấp {value}", f"level {value}")
        )
    if kind == "class" and value:
        return _not_empty(
            word,
            [unit.code for unit in units if value in unit.classes],
            Text(f"nhóm {value}", f"class {value}"),
        )
    if word.startswith("@"):
        known = {unit.code for unit in units}
        listed = [unit.code for unit in load_units(word[1:], out)]
        return _not_empty(word, [code for code in listed if code in known], Text(word[1:], word[1:]))
    codes = [choose_unit(code.strip(), units) for code in word.split(",") if code.strip()]
    return PeerSet(Text(", ".join(codes), ", ".join(codes)), tuple(codes))


def _not_empty(word: str, codes: list[str], name: Text) -> PeerSet:
    if not codes:
        raise UsageError(
            Text(
                f"Nhóm so sánh “{word}” không có đơn vị nào trong tệp.",
                f"The peer set “{word}” has no unit in the file.",
            )
        )
    return PeerSet(name, tuple(codes))

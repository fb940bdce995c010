"""The differences of two definitions of 200 rows in words, against a plain comparison of the two texts line by line."""

from __future__ import annotations

import difflib
import random
import sys

from measuring import Measurement, best_of, report
from thuocdo.domain.scoring.catalogue import load
from thuocdo.domain.scoring.differences import definition_differences

GROUPS, ROWS = 10, 20
LONGEST_SECONDS = 0.2
SAID = """
tỷ lệ hồ sơ trực tuyến dịch vụ công mức độ
số hóa kế hoạch nền tảng dữ liệu cán bộ người dân xã tỉnh kết quả
"""
HEAD = "schema: 1\nindex: bench\nrule_set: '{name}'\ntitle: Bộ chỉ số\npoints: {points}\ngroups:\n"


def text(name: str, titles: list[list[str]], points: int, shift: int = 0) -> str:
    """A definition of `GROUPS` groups with one row for every title; rows read the inputs of `shift` groups on."""
    lines = [HEAD.format(name=name, points=GROUPS * ROWS * points)]
    for group, rows in enumerate(titles, start=1):
        lines.append(
            f"  - code: '{group}'\n    title: Nhóm {group}\n    points: {ROWS * points}\n    indicators:\n"
        )
        inputs = (group + shift - 1) % GROUPS + 1
        for row, title in enumerate(rows, start=1):
            lines.append(
                f"      - code: '{group}.{row}'\n        title: {title}\n        points: {points}\n"
                f"        rule: {{kind: ratio, of: a_{inputs}_{row}, to: b_{inputs}, full_at: {60 + row}%}}\n"
                f"        responsible: Sở {row}\n        evidence: [Báo cáo {row}, Quyết định {group}]\n"
            )
    lines.append("inputs:\n")
    for group in range(1, GROUPS + 1):
        lines.append(f"  b_{group}: {{title: Tổng số {group}, type: count}}\n")
        lines += [
            f"  a_{group}_{row}: {{title: Số {group} {row}, type: count}}\n" for row in range(1, ROWS + 1)
        ]
    return "".join(lines)


def titles(chance: random.Random) -> list[list[str]]:
    """Titles as long as those of decrees."""
    return [[" ".join(chance.choices(SAID.split(), k=12)) for _ in range(ROWS)] for _ in range(GROUPS)]


def slip(title: str, chance: random.Random) -> str:
    """The title with one letter lost, as papers have them."""
    place = chance.randrange(len(title))
    return title[:place] + title[place + 1 :]


def main() -> int:
    """Measure a quiet year, and one in which every row moved, was renamed by a slip and got other points."""
    chance = random.Random(922)
    first = titles(chance)
    moved = [[slip(title, chance) for title in rows] for rows in first[1:] + first[:1]]
    texts = text("1", first, 5), text("2", first, 6), text("3", moved, 7, shift=1)
    old, quiet, wild = (load(one).definition for one in texts)
    plain = best_of(lambda: list(difflib.unified_diff(texts[0].splitlines(), texts[1].splitlines())), times=5)
    same = best_of(lambda: definition_differences(old, old))
    points = best_of(lambda: definition_differences(old, quiet))
    everything = best_of(lambda: definition_differences(old, wild))
    found = definition_differences(old, wild)
    print(f"every row moved: {found.summary.vi}")
    return report(
        Measurement("200 rows, nothing changed", same, "difflib, by lines", plain),
        Measurement("200 rows, all points changed", points, "difflib, by lines", plain),
        Measurement(
            "200 rows, every row moved and misspelt",
            everything,
            "difflib, by lines",
            plain,
            at_most=LONGEST_SECONDS / plain,
        ),
    )


if __name__ == "__main__":
    sys.exit(main())

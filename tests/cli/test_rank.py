from __future__ import annotations

import csv
import io
import json

import pytest


def ranks(text: str) -> dict[str, str]:
    return {row["unit"]: row["rank"] for row in csv.DictReader(io.StringIO(text))}


def test_units_are_ranked_by_the_total(call) -> None:
    assert ranks(call("rank", "index.yaml", "inputs.csv").out) == {"H57": "1", "H19": "2", "H01": ""}


def test_units_are_ranked_by_a_node_and_ties_share_a_rank(call) -> None:
    assert ranks(call("rank", "index.yaml", "inputs.csv", "--by", "A.1").out) == {
        "H57": "1",
        "H19": "2",
        "H01": "2",
    }


@pytest.mark.parametrize("peers", ["H19,H01", "level:commune"])
def test_ranks_are_taken_within_a_peer_set(call, peers: str) -> None:
    found = ranks(call("rank", "index.yaml", "inputs.csv", "--by", "A", "--peer-set", peers).out)
    assert "H57" not in found
    assert set(found.values()) == {"1"}


def test_a_rank_names_its_peer_set(call) -> None:
    answer = call(
        "rank",
        "index.yaml",
        "inputs.csv",
        "--peer-set",
        "level:province",
        "--format",
        "table",
        "--lang",
        "en",
    )
    assert "Peer set: level province (2)" in answer.out
    document = json.loads(
        call("rank", "index.yaml", "inputs.csv", "--peer-set", "level:province", "--format", "json").out
    )
    assert document["peer_set"] == {
        "name": {"vi": "cấp province", "en": "level province"},
        "units": 2,
        "ranked": 2,
    }


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--by", "A1"), "A.1"),
        (("--peer-set", "H75"), "H57"),
        (("--peer-set", "level:ward"), "level:ward"),
        (("--peer-set", "@none.csv"), "none.csv"),
    ],
)
def test_a_wrong_name_is_wrong_usage_and_names_the_nearest(call, words, named: str) -> None:
    answer = call("rank", "index.yaml", "inputs.csv", *words)
    assert answer.code == 2
    assert named in answer.err

from __future__ import annotations

from datetime import date

from thuocdo.apps.foundation.org_units.closure import ClosureRow, Link, Span, closure

END, NEXT = date(2025, 6, 30), date(2025, 7, 1)


def _find(rows: list[ClosureRow], ancestor: str, descendant: str) -> list[ClosureRow]:
    return [row for row in rows if (row.ancestor, row.descendant) == (ancestor, descendant)]


def test_a_chain_is_as_long_as_its_shortest_link() -> None:
    spans = [Span("vn", None, None), Span("hue", None, None), Span("xa", None, None)]
    links = [Link("t", "vn", "hue", None, END), Link("t", "hue", "xa", date(2020, 1, 1), None)]
    (row,) = _find(closure(spans, links, []), "vn", "xa")
    assert (row.depth, row.valid_from, row.valid_to) == (2, date(2020, 1, 1), END)


def test_a_unit_that_ended_in_place_stays_with_whoever_it_was_under() -> None:
    spans = [Span("hue", None, None), Span("quan", None, END)]
    (row,) = _find(closure(spans, [Link("t", "hue", "quan", None, END)], []), "hue", "quan")
    assert row.valid_to is None


def test_a_unit_that_moved_leaves_its_old_place() -> None:
    spans = [Span("a", None, None), Span("b", None, None), Span("xa", None, None)]
    links = [Link("t", "a", "xa", None, END), Link("t", "b", "xa", NEXT, None)]
    (row,) = _find(closure(spans, links, []), "a", "xa")
    assert row.valid_to == END


def test_a_successor_holds_the_archive_of_its_predecessors_and_all_below_them() -> None:
    spans = [Span("cu", None, END), Span("moi", NEXT, None), Span("xa", None, END)]
    rows = closure(spans, [Link("t", "cu", "xa", None, END)], [("cu", "moi")])
    assert [(r.valid_from, r.is_inherited) for r in _find(rows, "moi", "cu")] == [(NEXT, True)]
    assert [(r.valid_from, r.is_inherited) for r in _find(rows, "moi", "xa")] == [(NEXT, True)]
    assert not _find(rows, "cu", "moi")


def test_a_circle_of_links_ends() -> None:
    spans = [Span("a", None, None), Span("b", None, None)]
    rows = closure(spans, [Link("t", "a", "b", None, None), Link("t", "b", "a", None, None)], [])
    assert len(_find(rows, "a", "b")) == 1

"""Why a definition cannot be scored at all: codes that stand twice, names nobody has, circles, broken formulas.

`lint` tells the same with file and line; this is what holds when nobody has linted.

>>> unsound_parts(definition)                                                   # doctest: +SKIP
[Text(vi='mã «1.1» xuất hiện hơn một lần', en="code '1.1' stands more than once")]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.rules import Quantity

Nodes = tuple[Node, ...]


def unsound_parts(definition: Definition) -> list[Text]:
    """Every reason, in words; circles are looked for once all names are known."""
    nodes = tuple(definition.root.walk())
    reasons = [*_repeated_codes(nodes), *_unknown_codes(definition, nodes), *_broken_rules(nodes)]
    reasons += _broken_derivations(definition)
    return reasons or _circles(definition, nodes)


def references(node: Node) -> tuple[str, ...]:
    """The codes of other nodes that a node's result rests on, besides its children."""
    gate = (node.gate.node,) if node.gate else ()
    return gate + ((node.times.indicator,) if node.times else ())


def _repeated_codes(nodes: Nodes) -> list[Text]:
    counts = Counter(node.code for node in nodes)
    return [
        Text(f"mã «{code}» xuất hiện hơn một lần", f"code '{code}' stands more than once")
        for code in sorted(counts)
        if counts[code] > 1
    ]


def _unknown_codes(definition: Definition, nodes: Nodes) -> Iterator[Text]:
    codes = {node.code for node in nodes}
    for node in nodes:
        for code in references(node):
            if code not in codes:
                yield Text(
                    f"«{node.code}» nhắc tới mã không có: «{code}»",
                    f"'{node.code}' names a code that is not there: '{code}'",
                )
    for view in definition.views:
        for code in view.members:
            if code not in codes:
                yield Text(
                    f"trụ cột «{view.code}» nhắc tới mã không có: «{code}»",
                    f"view '{view.code}' names a code that is not there: '{code}'",
                )


def _broken_rules(nodes: Nodes) -> Iterator[Text]:
    for node in nodes:
        for finding in node.rule.check() if node.rule else ():
            if finding.severity == "error":
                yield Text(
                    f"«{node.code}» {finding.field}: {finding.text.vi.rstrip('.')}",
                    f"'{node.code}' {finding.field}: {finding.text.pick('en').rstrip('.')}",
                )


def _broken_derivations(definition: Definition) -> Iterator[Text]:
    for name, spec in definition.inputs.items():
        try:
            _ = spec.derive and Quantity(spec.derive)
        except ValueError:
            yield Text(
                f"số liệu «{name}»: không đọc được biểu thức «{spec.derive}»",
                f"input '{name}': the expression '{spec.derive}' cannot be read",
            )


def _circles(definition: Definition, nodes: Nodes) -> list[Text]:
    """A reason for every node, and every derived input, that would need itself."""
    by_code = {node.code: (*(child.code for child in node.children), *references(node)) for node in nodes}
    inputs = {
        name: Quantity(spec.derive).names if spec.derive else () for name, spec in definition.inputs.items()
    }
    return [
        Text(f"«{name}» phụ thuộc vòng vào chính nó", f"'{name}' depends on itself")
        for needs in (by_code, inputs)
        for name in _in_a_circle(needs)
    ]


def _in_a_circle(needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The names at which a circle closes."""
    is_done: dict[str, bool] = {}
    found: list[str] = []

    def visit(name: str) -> None:
        is_done[name] = False
        for other in needs.get(name, ()):
            if is_done.get(other) is False:
                found.append(name)
            elif other not in is_done:
                visit(other)
        is_done[name] = True

    for name in needs:
        if name not in is_done:
            visit(name)
    return found

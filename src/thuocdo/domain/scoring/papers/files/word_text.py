"""The words of Word paragraphs as they are printed: symbols, formulas, tracked changes, superscripts.

Deleted and hidden text is left out, inserted text is kept. What cannot become text (a picture, a formula kept
as a picture) leaves `PICTURE` behind, so that nobody takes the words around it for the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from thuocdo.domain.scoring.papers.files.xml_trees import Node

PICTURE = "[hình]"
_SKIPPED = frozenset(
    (
        "w:pPr",
        "w:rPr",
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:instrText",
        "w:footnoteReference",
        "w:footnoteRef",
        "w:endnoteReference",
        "w:commentReference",
        "w:annotationRef",
        "w:softHyphen",
        "w:sdtPr",
        "w:sdtEndPr",
        "mc:Fallback",
        "w:proofErr",
        "w:bookmarkStart",
        "w:bookmarkEnd",
        "w:tblPr",
        "w:tblGrid",
        "w:trPr",
        "w:tcPr",
    )
)
_PLAIN = {"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": " "}
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
# The fonts Symbol and Wingdings keep their signs where other fonts keep letters.
_SYMBOL = dict(
    zip(
        b"\xa3\xb3\xb4\xb8\xb9\xbb\xb1\xd7\xe5\xd6\xa5\xb7\xc5\xae\x3d\x2b\x2d\x3c\x3e\x2f\x25",
        "≤≥×÷≠≈±·∑√∞•⊕→=+-<>/%",
        strict=True,
    )
)
_WINGDINGS = {
    0xFC: "✓",
    0xFE: "☑",
    0xA8: "☐",
    0xFB: "✗",
    0xE0: "→",
    0xA7: "-",
    0xD8: "-",
    0x76: "-",
    0xFD: "☒",
}
_SINGLE = re.compile(r"\w+%?")
_MATH_SKIPPED = frozenset(
    {"m:ctrlPr", "m:fPr", "m:rPr", "m:sSupPr", "m:sSubPr", "m:dPr", "m:radPr", "m:naryPr"}
)


def paragraph_text(node: Node) -> str:
    """The printed words of a paragraph, line breaks kept."""
    return "".join(_pieces(child) for child in node.children)


def _pieces(node: Node) -> str:
    name = node.name
    if name == "w:r":
        return _run(node)
    if name == "w:t":
        return node.text
    if name in _PLAIN:
        return _PLAIN[name]
    if name in _SKIPPED:
        return ""
    if name == "w:sym":
        return _symbol(node)
    if name in ("m:oMath", "m:oMathPara"):
        return _math(node)
    if name in ("w:drawing", "w:pict", "w:object"):
        return _drawing(node)
    if name == "w:p":
        return f"{paragraph_text(node)}\n"
    return paragraph_text(node)


def _run(node: Node) -> str:
    look = node.first("w:rPr")
    if look is not None and look.value("w:vanish") not in (None, "0", "false"):
        return ""
    text = "".join(_pieces(child) for child in node.children)
    if look is not None and look.value("w:vertAlign") == "superscript":
        return text.translate(_SUPERSCRIPTS)
    return _from_symbol_font(text, look) if any("\uf000" <= sign <= "\uf0ff" for sign in text) else text


def _from_symbol_font(text: str, look: Node | None) -> str:
    fonts = look.first("w:rFonts") if look is not None else None
    font = " ".join(fonts.attributes.values()) if fonts is not None else "Symbol"
    return "".join(_sign(font, ord(sign) - 0xF000) if "\uf000" <= sign <= "\uf0ff" else sign for sign in text)


def _symbol(node: Node) -> str:
    try:
        code = int(node.attributes.get("char", ""), 16)
    except ValueError:
        return ""
    font = node.attributes.get("font", "")
    if code >= 0xF000:
        return _sign(font, code - 0xF000)
    return _sign(font, code) if code < 256 and ("Symbol" in font or "Wingdings" in font) else chr(code)


def _sign(font: str, code: int) -> str:
    if "Wingdings" in font:
        return _WINGDINGS.get(code, "-")
    return _SYMBOL.get(code) or (chr(code) if 32 <= code < 127 and "Symbol" not in font else PICTURE)


def _drawing(node: Node) -> str:
    """The words of a text box, or the mark of a picture."""
    boxes = _boxes(node)
    words = "".join(paragraph_text(box) for box in boxes)
    return words if words.strip() else PICTURE


def _boxes(node: Node) -> list[Node]:
    if node.name == "w:txbxContent":
        return [node]
    return [box for child in node.children if child.name != "mc:Fallback" for box in _boxes(child)]


def _math(node: Node) -> str:
    shape = _MATH.get(node.name)
    if shape is not None:
        return shape(node)
    if node.name in ("m:t", "w:t"):
        return node.text
    if node.name in _MATH_SKIPPED or node.name in _SKIPPED:
        return ""
    return _PLAIN.get(node.name) or "".join(_math(child) for child in node.children)


def _part(node: Node, name: str) -> str:
    found = node.first(name)
    return _math(found).strip() if found is not None else ""


def _fraction(node: Node) -> str:
    """Brackets only where they are needed: at the start of a line "(a)" would be the first item of a list."""
    over, under = (
        part if _SINGLE.fullmatch(part) else f"({part})"
        for part in (_part(node, "m:num"), _part(node, "m:den"))
    )
    return f"{over}/{under}"


def _delimited(node: Node) -> str:
    begin, end = node.value("m:dPr", "m:begChr"), node.value("m:dPr", "m:endChr")
    inner = ", ".join(_math(each).strip() for each in node.every("m:e"))
    return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"


def _root(node: Node) -> str:
    return f"√({_part(node, 'm:e')})"


def _power(node: Node) -> str:
    sup = _part(node, "m:sup")
    raised = sup.translate(_SUPERSCRIPTS) if sup.isdigit() else f"^({sup})"
    return f"{_part(node, 'm:e')}{raised}"


def _indexed(node: Node) -> str:
    return f"{_part(node, 'm:e')}{_part(node, 'm:sub')}"


def _summed(node: Node) -> str:
    sign = node.value("m:naryPr", "m:chr") or "∫"
    return f"{sign}({_part(node, 'm:e')})"


_MATH: dict[str, Callable[[Node], str]] = {
    "m:f": _fraction,
    "m:d": _delimited,
    "m:rad": _root,
    "m:sSup": _power,
    "m:sSub": _indexed,
    "m:nary": _summed,
}

"""What a rule reads: one figure, or a quotient of figures, with the inputs to ask for.

Letters are replaced by what they stand for; "tỷ lệ" by the equation that says how it is reckoned, or by the
percentage itself, asked for under the title of the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from thuocdo.domain.scoring.papers.reading import InputType, ReadInput
from thuocdo.domain.scoring.papers.wording.formulas import (
    MAX,
    RATE,
    Form,
    Monomial,
    constant,
    form,
    parse,
    quantity,
)
from thuocdo.domain.scoring.papers.wording.intervals import Measured
from thuocdo.domain.scoring.papers.wording.lexicon import listed
from thuocdo.domain.scoring.papers.wording.material import Doubt, Material, likely, unsure
from thuocdo.domain.scoring.papers.wording.names import fold, sentence, slug, type_of, unique
from thuocdo.domain.scoring.papers.wording.tokens import Token, written

_GENERIC = frozenset(
    listed("""
    ty le, ket qua, gia tri, muc dat, ty le nay, ty le tren, ty le dat, ty le dat duoc, so luong,
    tong so, ket qua dat, muc do, tong, ty le thuc hien, ty le hoan thanh, thuc hien, hoan thanh""")
)


@dataclass(frozen=True, slots=True)
class Measure:
    """`of`, over `to` where it is a quotient; `is_rate` when 80% of it is 0.8."""

    of: str
    to: str | None
    inputs: tuple[ReadInput, ...]
    is_rate: bool = False
    scale: Fraction = Fraction(1)  # the quotient printed in hundredths counts 100
    doubts: tuple[Doubt, ...] = ()

    @property
    def fields(self) -> dict[str, object]:
        """The part of a rule that says what is read."""
        return {"of": self.of} if self.to is None else {"of": self.of, "to": self.to}

    @property
    def expression(self) -> str:
        """The same as one expression."""
        if self.to is None:
            return self.of
        top = self.of if self.of.isidentifier() else f"({self.of})"
        return f"{top} / {self.to if self.to.isidentifier() else f'({self.to})'}"


@dataclass
class Asking:
    """Collects inputs while a measure is made of a form."""

    material: Material
    inputs: dict[str, ReadInput] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def name_of(self, atom: str) -> str:
        """The name of the input an atom of a form stands for."""
        if atom in self.inputs:
            return self.inputs[atom].name
        made = self._made(atom)
        made = replace(made, name=unique(made.name, [other.name for other in self.inputs.values()]))
        self.inputs[atom] = made
        return made.name

    def _made(self, atom: str) -> ReadInput:
        if atom == RATE:
            title = sentence(self.material.title) or "Tỷ lệ"
            return ReadInput(slug(title), title, "percent")
        said = self.material.definitions.get(atom)
        if said is None and _is_letter(atom):
            self.doubts.append(
                unsure(f"Không nói «{atom}» là gì.", f"The paper does not say what '{atom}' stands for.")
            )
            title = f"{atom} ({self.material.title})" if self.material.title else atom
            return ReadInput(slug(title), title, "number")
        title = sentence(said or atom)
        if fold(title) in _GENERIC and self.material.title:
            title = f"{title} ({self.material.title})"
        return ReadInput(slug(title), title, type_of(title))


def _is_letter(atom: str) -> bool:
    return len(atom) == 1 or (len(atom) == 2 and atom[1].isdigit())


def resolved(value: Form, material: Material) -> Form | None:
    """The form with everything replaced that an equation says, itself the maximum and plain atoms only."""
    for _ in range(6):
        name = next((name for name in sorted(value.names) if _equation_for(name, material)), None)
        if name is None:
            return value
        equation = _equation_for(name, material)
        if equation is None or name in equation.names:
            return None
        replaced = value.put(name, equation)
        if replaced is None:
            return None
        value = replaced
    return None


def _equation_for(name: str, material: Material) -> Form | None:
    if name in material.equations:
        return material.equations[name].form
    if name != RATE and fold(name) not in _GENERIC:
        return None
    rates = [equation for known, equation in material.equations.items() if fold(known).startswith("ty le")]
    if not rates and len(material.equations) == 1:
        ((known, equation),) = material.equations.items()
        rates = [equation] if _is_letter(known) or fold(known) in _GENERIC else []
    if len(rates) == 1:
        return rates[0].form
    if (
        not rates
        and name == RATE
        and set(material.definitions) == {"a", "b"}
        and not _is_rate_title(material, "a")
    ):
        return quantity("a").times(Form({(("b", -1),): Fraction(1)}))
    return None


def _is_rate_title(material: Material, letter: str) -> bool:
    return type_of(material.definitions.get(letter, "")) == "percent"


def subject_form(subject: Sequence[Token], material: Material) -> Form:
    """What the words before a comparison mean: a letter, a name, or the rate."""
    text = written(subject).strip(' ",.')
    found = fold(text)
    if any(token.mark == "over" for token in subject):
        divided = form(parse([token for token in subject if token.mark != "rate"]))
        if divided is not None and all(_is_letter(name) for name in divided.names):
            return divided
    if not found or found in _GENERIC:
        return quantity(RATE)
    if len(text) <= 2 and (text.lower() in material.definitions or text.lower() in material.equations):
        return quantity(text.lower())
    if text.lower() in material.equations:
        return quantity(text.lower())
    if found.startswith("ty le") and any(fold(name).startswith("ty le") for name in material.equations):
        return quantity(RATE)
    if len(found) > 2 and f" {found} " in f" {fold(material.title)} ":
        return quantity(RATE)
    return quantity(RATE) if len(text) <= 2 and not material.definitions else quantity(text.lower())


def measure_of(value: Form, material: Material) -> Measure | None:
    """A quotient of sums as `of` and `to`; None for what is no such quotient."""
    known = resolved(value, material)
    if known is None or not known.names - {MAX}:
        return None
    asking = Asking(material)
    known, unnamed = _percentage_itself(known, material)
    asking.doubts += unnamed
    under = _common_divisor(known)
    if len(under) > 1:
        return _weighted(known, asking)
    top = known.times(Form({tuple((name, 1) for name in under): Fraction(1)})) if under else known
    if any(power < 0 or power > 1 for term in top.terms for _, power in term):
        return None
    scale = _scale(top)
    top = top.times(constant(1 / scale))
    of = _sum_text(top, asking)
    to = asking.name_of(under[0]) if under else None
    inputs = tuple(sorted(asking.inputs.values(), key=lambda item: item.name == to))
    if to is not None:
        inputs = _as_parts(inputs, asking.inputs.get(under[0]))
    is_rate = to is not None or (len(inputs) == 1 and inputs[0].type == "percent")
    if _rate_by_habit(value, material):
        asking.doubts.append(
            likely(
                "Tỷ lệ hiểu là a/b vì văn bản chỉ nêu a và b.",
                "The ratio is taken as a/b: only a and b are named.",
            )
        )
    return Measure(of, to, inputs, is_rate, scale, tuple(asking.doubts))


def _weighted(known: Form, asking: Asking) -> Measure | None:
    """Several quotients whose weights make one: (a/b + c/d)/2."""
    if sum(known.terms.values(), Fraction(0)) != 1 or min(known.terms.values()) <= 0:
        return None
    if any(sorted(power for _, power in term) != [-1, 1] for term in known.terms):
        return None
    parts = []
    for term, weight in sorted(known.terms.items(), key=lambda item: _order(item[0])):
        over = {power: asking.name_of(name) for name, power in sorted(term, key=lambda pair: -pair[1])}
        parts.append(f"({weight}) * {over[1]} / {over[-1]}")
    return Measure(" + ".join(parts), None, tuple(asking.inputs.values()), True, doubts=tuple(asking.doubts))


def _rate_by_habit(value: Form, material: Material) -> bool:
    if RATE not in value.names or material.equations or set(material.definitions) != {"a", "b"}:
        return False
    awards = [clause.award.form for _, clause in material.clauses]
    return not any({("a", 1), ("b", -1)} <= set(term) for award in awards for term in award.terms)


def _percentage_itself(value: Form, material: Material) -> tuple[Form, list[Doubt]]:
    """a/b without a word on what they are: the percentage itself is asked for."""
    letters = {name for name in value.names if _is_letter(name)}
    if len(letters) == 1 and not material.definitions:
        return _alone(value, letters.pop(), material)
    if letters != {"a", "b"} or letters & set(material.definitions):
        return value, []
    over = Form({(("a", 1), ("b", -1)): Fraction(1)})
    product = value.put("a", quantity(RATE).times(quantity("b")))
    if product is None or "b" in product.names or over.terms.keys() - value.terms.keys():
        return value, []
    return product, [
        likely(
            "Không nói a và b là gì; hỏi thẳng tỷ lệ.",
            "The paper does not say what a and b are; the percentage itself is asked for.",
        )
    ]


def _alone(value: Form, letter: str, material: Material) -> tuple[Form, list[Doubt]]:
    """One letter that is never explained is the row's own figure."""
    product = value.put(letter, quantity(RATE))
    if product is None:
        return value, []
    if type_of(material.title) == "percent":
        return product, []
    return product, [
        likely(
            f"Không nói «{letter}» là gì; hiểu là số liệu của chính dòng này.",
            f"The paper does not say what '{letter}' is; taken as the row's own figure.",
        )
    ]


def _common_divisor(value: Form) -> tuple[str, ...]:
    return tuple(sorted({name for term in value.terms for name, power in term if power == -1}))


def _scale(value: Form) -> Fraction:
    numbers = {abs(number) for number in value.terms.values()}
    return Fraction(100) if numbers == {Fraction(100)} else Fraction(1)


def _sum_text(value: Form, asking: Asking) -> str:
    parts = []
    for term, number in sorted(value.terms.items(), key=lambda item: (item[1] < 0, _order(item[0]))):
        text = " * ".join(
            [*_factor(number, has_names=bool(term)), *(asking.name_of(name) for name, _ in term)]
        )
        parts.append((" - " if number < 0 else " + ") + text)
    return "".join(parts).removeprefix(" + ").strip()


def _order(term: Monomial) -> str:
    return "".join(name for name, _ in term)


def _factor(number: Fraction, *, has_names: bool) -> list[str]:
    size = abs(number)
    if size == 1 and has_names:
        return []
    return [str(size.numerator) if size.denominator == 1 else f"({size})"]


def _as_parts(inputs: Sequence[ReadInput], whole: ReadInput | None) -> tuple[ReadInput, ...]:
    """A count that is part of the total it is divided by can never exceed it."""
    if whole is None or whole.type != "count" or not fold(whole.title).startswith(("tong so", "tong cac")):
        return tuple(inputs)
    return tuple(
        replace(item, part_of=whole.name) if item.type == "count" and item.name != whole.name else item
        for item in inputs
    )


def with_unit(measure: Measure, units: Iterable[str], *, whole: bool) -> Measure:
    """The measure with its one input's unit as printed, and the type the unit means."""
    units = tuple(dict.fromkeys(unit for unit in units if unit))
    if len(measure.inputs) != 1 or not units or measure.to is not None:
        return measure
    unit, only = units[0], measure.inputs[0]
    if only.type == "percent":
        return replace(measure, inputs=(replace(only, help=f"% {unit}"),))
    return replace(
        measure,
        inputs=(replace(only, unit_of_measure=unit, type=_type_by_unit(unit, only.type, whole=whole)),),
    )


def _type_by_unit(unit: str, type_: InputType, *, whole: bool) -> InputType:
    found = fold(unit)
    if "dong" in found.split() or found in ("trieu", "ty"):
        return "money"
    if type_ == "percent":
        return type_
    return "count" if whole else "number"


def subjects_of(conditions: Iterable[Measured]) -> tuple[tuple[Token, ...], ...]:
    """The different things that conditions measure, generic ones left out when another is named."""
    found = {fold(written(condition.subject)): condition.subject for condition in conditions}
    named = {text: subject for text, subject in found.items() if text and text not in _GENERIC}
    return tuple(named.values()) or ((),)

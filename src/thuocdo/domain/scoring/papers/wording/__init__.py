"""Scoring words of decrees read into rules: plain signs → lines → tokens → clauses → manners of writing.

>>> from fractions import Fraction
>>> read_rule("Có kế hoạch: điểm tối đa; không có: 0 điểm", points=Fraction(5), title="Kế hoạch").manner
'yes_no'
"""

from thuocdo.domain.scoring.papers.wording.reader import MANNERS, read_rule, rule_of

__all__ = ["MANNERS", "read_rule", "rule_of"]

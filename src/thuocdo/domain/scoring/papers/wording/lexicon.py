"""The words of scoring texts: each phrase with the mark by which the readers know it.

Words are compared without regard to capitals and to where the tone stands (hoà, hòa; tỷ, tỉ). A text typed without
any accents is compared without accents.

>>> key("Hoà") == key("hòa"), key("tỷ") == key("tỉ"), key("từ") == key("tư")
(True, True, False)
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from thuocdo.domain.primitives.spelling import CROSSED_D

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """A word as it is compared: lower case, y for i, the tone at the end."""
    letters, tone = [], ""
    for sign in unicodedata.normalize("NFD", word.translate(CROSSED_D).lower()):
        if sign in _TONES:
            tone = str(_TONES.index(sign) + 1)
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)).replace("y", "i") + tone


@lru_cache(maxsize=65536)
def bare_key(word: str) -> str:
    """A word without accents and tones."""
    decomposed = unicodedata.normalize("NFD", word.translate(CROSSED_D).lower().replace("đ", "d"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).replace("y", "i")


def keys_of(text: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(key(word) for word in text.split())


def listed(lines: str) -> tuple[str, ...]:
    """Phrases between commas.

    >>> listed("tốt, khá")
    ('tốt', 'khá')
    """
    return tuple(phrase.strip() for phrase in lines.replace("\n", " ").split(",") if phrase.strip())


def _phrases(lines: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in lines.replace("\n", "|").split("|") if phrase.strip())


MARKS: dict[str, tuple[str, ...]] = {
    "max": _phrases("""
        điểm tối đa|số điểm tối đa|mức điểm tối đa|điểm chuẩn|điểm số tối đa|tối đa điểm|tối đa số điểm
        đtđ|đmax|điểm tối đa của chỉ số|điểm tối đa của tiêu chí|điểm tối đa của chỉ tiêu|điểm max
        trọn số điểm|đủ số điểm|điểm tối đa của tiêu chí này|điểm tối đa của chỉ số này
        điểm tối đa của chỉ số thành phần|toàn bộ số điểm|điểm tối đa của tiêu chí thành phần
        điểm chuẩn của tiêu chí|điểm tối đa tiêu chí|điểm tối đa chỉ số|số điểm tối đa của tiêu chí
        số điểm tối đa của chỉ số"""),
    "point": _phrases("điểm|đ|điểm số"),
    "score": _phrases("""
        số điểm|điểm đạt được|điểm đánh giá|điểm của chỉ số|điểm của tiêu chí|điểm chỉ số|điểm tiêu chí
        điểm thành phần|số điểm đạt được|điểm được tính|tổng điểm|tổng số điểm|điểm tự đánh giá
        điểm chấm|điểm quy đổi|điểm số đạt được|số điểm được tính|điểm của tiêu chí này
        điểm của chỉ số này|điểm của đơn vị|điểm tự chấm"""),
    "none": _phrases("""
        không điểm|không có điểm|không được điểm|không tính điểm|không được tính điểm|không chấm điểm
        không cho điểm|không được chấm điểm|không đạt điểm|không ghi điểm"""),
    "half": _phrases("một nửa|nửa|một phần hai|1 nửa"),
    "otherwise": _phrases("""
        còn lại|các trường hợp còn lại|trường hợp còn lại|trường hợp khác|các trường hợp khác|ngược lại
        khác|các mức còn lại|không thuộc các trường hợp trên|ngoài các trường hợp trên|mức khác
        còn lại là|những trường hợp khác|các trường hợp khác còn lại|không đáp ứng các điều kiện trên
        ngoài ra"""),
    "if": _phrases("""
        nếu|khi|trường hợp|trong trường hợp|với điều kiện|nếu như|đối với trường hợp|đối với
        các trường hợp"""),
    "then": _phrases("""
        thì|được|đạt|tính|cho|chấm|được tính|được chấm|thì được|đạt được|hưởng|sẽ được|thì đạt|thì tính
        thì chấm|được cộng|được hưởng|thì được tính|chấm điểm|được cho|ghi|thì cho|tính điểm|cộng|sẽ đạt
        được đánh giá|là"""),
    "equals": _phrases("""
        bằng|được tính bằng|tính bằng|được tính theo công thức|tính theo công thức|được xác định bằng
        được tính như sau|được tính theo|xác định theo công thức|được xác định theo công thức|tính theo
        được xác định như sau|theo công thức|tính bằng công thức|được tính bằng công thức
        được xác định bằng công thức|được tính bằng cách lấy|tính bằng cách lấy|được xác định bằng cách lấy"""),
    "rate": _phrases("""
        tỷ lệ|tỷ lệ này|tỷ lệ phần trăm|tỷ lệ đạt được|kết quả tỷ lệ|tỷ lệ đạt"""),
    "proportion": _phrases("""
        theo tỷ lệ|tính theo tỷ lệ|tính điểm theo tỷ lệ|điểm tính theo tỷ lệ|theo tỷ lệ tương ứng
        theo tỷ lệ đạt được|tính theo tỷ lệ tương ứng|tính điểm theo tỷ lệ tương ứng
        tính tương ứng theo tỷ lệ|chấm theo tỷ lệ|tính theo tỷ lệ thực tế|chấm điểm theo tỷ lệ
        điểm theo tỷ lệ|tính theo tỷ lệ phần trăm|theo tỷ lệ phần trăm|tính theo tỷ lệ đạt được
        tính điểm theo tỷ lệ đạt được|tính theo tỷ lệ thuận|điểm được tính theo tỷ lệ
        được tính theo tỷ lệ|giảm dần theo tỷ lệ|điểm số tính theo tỷ lệ"""),
    "ge": _phrases("""
        tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|lớn hơn hoặc bằng|tối thiểu là"""),
    "gt": _phrases("trên|hơn|vượt|vượt quá|quá|lớn hơn|cao hơn|nhiều hơn"),
    "le": _phrases("""
        không quá|không vượt quá|không vượt|nhiều nhất|không lớn hơn|không nhiều hơn|nhỏ hơn hoặc bằng
        không hơn"""),
    "lt": _phrases("""
        dưới|ít hơn|nhỏ hơn|thấp hơn|chưa đạt|chưa đến|chưa đủ|chưa tới|không đạt|không đủ|bé hơn"""),
    "from": _phrases("từ|đạt từ|đạt từ mức|từ mức|từ khoảng"),
    "to": _phrases("đến|tới|cho đến|cho tới"),
    "up": _phrases("trở lên|và cao hơn|hoặc cao hơn|hoặc hơn|hoặc nhiều hơn"),
    "down": _phrases("trở xuống|và thấp hơn|hoặc ít hơn|hoặc thấp hơn"),
    "most": _phrases("""
        tối đa|tối đa không quá|nhưng không quá|nhưng tối đa|tối đa là|tổng không quá
        nhưng không vượt quá"""),
    "each": _phrases("mỗi|cứ|cứ mỗi|với mỗi|mỗi một|đối với mỗi|cho mỗi|cứ một|trên mỗi|mỗi một lần"),
    "minus": _phrases("trừ|bị trừ|trừ đi|thì trừ|thì bị trừ|giảm trừ|bị giảm|giảm"),
    "times": _phrases("nhân|nhân với|nhân cho|rồi nhân|rồi nhân với|sau đó nhân với"),
    "multiple": _phrases("nhân đôi|nhân ba|gấp đôi|gấp ba"),
    "over": _phrases("chia|chia cho|chia với"),
}  # fmt: skip


NOISE = frozenset(
    tuple(reduce(word) for word in phrase.split())
    for phrase in _phrases("""
        trong đó|cụ thể|cụ thể như sau|như sau|cách tính|công thức|công thức tính|cách tính điểm
        cách chấm điểm|cách xác định|phương pháp tính|tính điểm|điểm được tính như sau|thang điểm
        mức điểm|cách chấm|cách cho điểm|hướng dẫn chấm điểm|chấm điểm như sau|điểm số được tính như sau
        được tính như sau|với|và|hoặc|phương pháp đánh giá|tiêu chí đánh giá|cách đánh giá
        tính điểm như sau|đánh giá|các mức điểm|chấm điểm|mức độ|cách thức tính điểm|công thức tính điểm
        xác định tỷ lệ|tính tỷ lệ|bao gồm|gồm|các nội dung sau|việc chấm điểm được thực hiện như sau
        điểm|điểm thành phần""")
    for reduce in (key, bare_key)
)
"""Words that say how a text goes on, and nothing about points."""


def _build(of_word: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    reduce = key if of_word == "key" else bare_key
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for mark, phrases in MARKS.items():
        for phrase in phrases:
            words = tuple(reduce(word) for word in phrase.split())
            found.setdefault(words[0], []).append((words, mark))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


_ACCENTED, _BARE = _build("key"), _build("bare")


def phrases_from(first: str, *, accented: bool) -> list[tuple[tuple[str, ...], str]]:
    """The phrases that begin with a word, the longest first, each with its mark."""
    return (_ACCENTED if accented else _BARE).get(first, [])


NO_DESCRIPTION = listed("""
    nếu, khi, chỉ, trừ, ngoại trừ, riêng, đối với, phải, bắt buộc, cần, tối đa, tối thiểu, cộng, nhân, chia, mỗi, cứ,
    so với, quy đổi, trung bình, bình quân, thấp nhất, cao nhất, lớn nhất, nhỏ nhất, nhiều nhất, ít nhất, không, chưa,
    điểm, hơn, vượt, quá, dưới, từ, đến, tới, giảm, tăng, thêm, bớt, khấu, bằng, khác, còn lại, trường hợp, nhưng,
    tất cả, đồng thời, cả, kể cả, đều, toàn bộ, đầy đủ, đủ, ngay, mới được, hệ số, trọng số, tỷ trọng, gấp, nửa, hai,
    ba, bốn, một, mười, trăm, đôi, lũy kế, luỹ kế, liền kề, năm trước, cùng kỳ, là, gồm, bao gồm, nghĩa, trong đó,
    ngoài, loại, khỏi, bị, phạt, thưởng, thay, bỏ, hủy, huỷ, miễn, hưởng, ghi, xét, xem xét, chấm, căn cứ, coi,
    theo mức, theo tỷ lệ, được tính, tính theo, tính cả, tính vào, tính trên, hội đồng,
    ưu tiên, áp dụng, thuộc diện, trở lên, trở xuống, ngược lại, với điều kiện, điều kiện, do, tùy, tuỳ, giới hạn""")
"""Words by which a line does more than describe what is looked at."""

from __future__ import annotations

import unicodedata

import pytest

from thuocdo.domain.scoring.papers.headings import role_of

_WORDS = {
    "number": "STT|TT|Số TT|Mã|Mã chỉ số|Mã số|Số thứ tự|Mục|No.",
    "title": "Chỉ số|Tiêu chí|Nội dung|Chỉ số thành phần|Tên chỉ số|Nội dung/Tiêu chí đánh giá|Lĩnh vực|"
    "Tiêu chí thành phần|Nội dung đánh giá|Chỉ tiêu đánh giá|Tiêu chí chấm điểm|Nhóm chỉ số|Indicator",
    "points": "Điểm tối đa|Thang điểm|Điểm chuẩn|Điểm|Số điểm|Điểm / Tối đa|Điểm đánh giá / Điểm tối đa|"
    "Điểm tối đa (100)|Mức điểm tối đa|Maximum points",
    "method": "Cách xác định|Cách tính|Phương pháp tính|Cách xác định và tính điểm|Cách chấm|Mức điểm|"
    "Hướng dẫn chấm điểm|Phương pháp đánh giá|Công thức tính|Cách thức đánh giá, chấm điểm|Scoring",
    "evidence": "Tài liệu kiểm chứng|Minh chứng|Tài liệu chứng minh|Hồ sơ minh chứng|Tài liệu kiểm chứng (nếu có)",
    "source": "Nguồn thu thập dữ liệu|Nguồn số liệu|Phương thức thu thập|Nguồn dữ liệu",
    "responsible": "Cơ quan chủ trì|Đơn vị thực hiện|Đơn vị phụ trách|Cơ quan, đơn vị chủ trì tham mưu",
    "suppliers": "Đơn vị cung cấp|Đơn vị cung cấp số liệu|Cơ quan báo cáo|Đơn vị phối hợp",
    "verifier": "Đơn vị phối hợp xác minh|Đơn vị phối hợp xác minh số liệu|Đơn vị thẩm định|Cơ quan đánh giá",
    "note": "Ghi chú|Chú thích",
    "other": "Điểm / Tự chấm|Điểm tự đánh giá|Điểm / Thẩm định|Đơn vị tính|Kết quả tự chấm|Điểm đạt được|Trọng số",
    "": "Dòng lạ|Đối tượng||Căn cứ",
}


@pytest.mark.parametrize(
    ("heading", "role"), [(word, role) for role, words in _WORDS.items() for word in words.split("|")]
)
def test_usual_headings_say_what_their_column_holds(heading: str, role: str) -> None:
    assert role_of(heading) == role
    assert role_of(heading.upper()) == role
    assert role_of(unicodedata.normalize("NFD", heading)) == role


def test_a_long_text_is_no_heading() -> None:
    assert role_of("Cách tính " + "rất dài " * 20) == ""

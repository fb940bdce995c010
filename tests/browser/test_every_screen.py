from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser_pages import Visit

pytestmark = pytest.mark.browser
SCREENS = {
    "home": "/",
    "indices": "/indices/",
    "index": "/indices/service-quality-766/",
    "index-dti": "/indices/dti-province/?rule_set=2022-05-20-922",
    "node": "/indices/service-quality-766/5.4/",
    "index-reasons": "/indices/dti-commune/why/",
    "index-reasons-lacking": "/indices/dti-province/why/?rule_set=2022-05-20-922&show=owner",
    "versions": "/indices/service-quality-766/versions/",
    "diff": "/indices/service-quality-766/diff/?from=2022-06-23-written&to=2026-09-01-portal",
    "diff-dti": "/indices/dti-province/diff/?from=2020-10-12-1726&to=2022-05-20-922",
    "correct": "/indices/service-quality-766/correct/?rule_set=2026-09-01-portal",
    "rounds": "/scoreboards/",
    "scoreboard-766": "/scoreboards/766-2026-10-10/",
    "scoreboard-dti": "/scoreboards/dti-2022-63/",
    "scoreboard-computed": "/scoreboards/dti-2022-63/?track=self",
    "scorecard": "/scorecards/766-2026-09-30/hue/?track=self",
    "scorecard-range": "/scorecards/dti-2022-63/an-giang/?track=self",
    "why": "/scorecards/766-2026-09-30/hue/why/2.1/?track=self",
    "why-total": "/scorecards/766-2026-09-30/hue/why/total/?track=self",
    "why-merged": "/scorecards/dti-2024-34/da-nang-2025/why/total/",
    "scoreboard-unknown-rules": "/scoreboards/dti-2024-63/",
    "open-round": "/rounds/open/",
    "name-peer-set": "/rounds/peer-sets/?level=province&at=2026-09-30",
    "manage-round": "/rounds/dti-2022-63/manage/",
    "compare": "/compare/?before=dti-2022-63&after=dti-2023-63&unit=hue",
    "compare-break": "/compare/?before=dti-2023-63&after=dti-2024-63&unit=hue",
    "input-forms": "/scoreboards/766-2026-09-30/inputs/",
    "choose-form": "/indices/dti-department/input-form/",
    "choose-form-found": "/indices/dti-commune/input-form/?q=phu+xuan",
    "conference-2022": "/scoreboards/dti-2022-conference/",
    "conference-2023": "/scoreboards/dti-2023-conference/",
    "conference-card": "/scorecards/dti-2022-conference/hue/",
    "conference-card-2023": "/scorecards/dti-2023-conference/hue/",
    "conference-why": "/scorecards/dti-2023-conference/hue/why/total/",
    "conference-why-group": "/scorecards/dti-2022-conference/hue/why/chinh-quyen-so/",
    "conference-compare": "/compare/?before=dti-2022-conference&after=dti-2023-conference&unit=hue",
    "conference-manage": "/rounds/dti-2022-conference/manage/",
    "conference-inputs": "/scoreboards/dti-2022-conference/inputs/",
    "published": "/published/",
    "published-set": "/published/dti-province-2020-2024/",
    "published-set-filtered": "/published/dti-province-2020-2024/?q=hue&verdict=agrees",
    "published-set-nothing": "/published/dti-province-2020-2024/?q=zzz",
    "published-load": "/published/load/",
    "unit": "/units/hue/",
    "unit-class-add": "/units/hue/classes/add/",
}
RESULTS = (
    "period,peer_set,unit,name,measure,value,rank,source\n"
    "2024,provinces-63,{unit},Huế,total,0.71,5,https://example.vn/2024/ket-qua\n"
    "2024,provinces-63,da-nang,Đà Nẵng,total,0.72,6,https://example.vn/2024/ket-qua\n"
)
LOOKS = {
    "vi-light": {},
    "en-dark": {"language": "en", "theme": "dark"},
    "vi-phone": {"width": 360},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_accessible_fits_and_breaks_no_policy(
    visit: Callable[..., Visit], name: str, look: str
) -> None:
    one = visit(**LOOKS[look])
    one.open(SCREENS[name])
    one.shoot(f"{name}-{look}")
    assert one.barriers() == []
    assert one.overflow() <= 0


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_of_results_is_looked_at_with_problems_and_without(
    visit: Callable[..., Visit], look: str, tmp_path: Path
) -> None:
    one = visit(**LOOKS[look])
    for name, unit in (("problems", "hues"), ("ready", "hue")):
        handed_in = tmp_path / f"{name}.csv"
        handed_in.write_text(RESULTS.format(unit=unit), encoding="utf-8")
        page = one.open("/published/load/")
        page.locator("select[name=index]").select_option("dti-province")
        page.locator("input[name=title]").fill("DTI 2024")
        page.locator("input[name=published_on]").fill("2026-11-01")
        page.locator("input[type=file]").set_input_files(handed_in)
        page.locator("main form.td-form button[type=submit]").click()
        page.locator("main table").first.wait_for()
        one.shoot(f"published-{name}-{look}")
        assert one.barriers() == []
        assert one.overflow() <= 0


@pytest.mark.parametrize("look", LOOKS)
def test_a_unit_with_classes_and_the_end_of_one(visit: Callable[..., Visit], look: str) -> None:
    one = visit(**LOOKS[look])
    page = one.open("/units/hue/classes/add/")
    page.locator("select[name=unit_class]").select_option(index=list(LOOKS).index(look))
    page.locator("input[name=document]").fill("Quyết định 12/QĐ-UBND ngày 05/01/2026, Điều 2")
    page.locator("main form button[type=submit]").click()
    end = page.locator("main a[href$='/end/']").last
    end.wait_for()
    one.shoot(f"unit-classes-{look}")
    assert one.barriers() == []
    assert one.overflow() <= 0
    one.open(str(end.get_attribute("href")))
    one.shoot(f"unit-class-end-{look}")
    assert one.barriers() == []
    assert one.overflow() <= 0

"""Places: a code to its name in a year, and the one place that a title names, or none rather than a wrong one."""

from __future__ import annotations

import pytest

from pipelines.storage.divisions import division, divisions, places_named


@pytest.mark.parametrize(
    ("adcode", "year", "full_name", "level"),
    [
        ("110000", None, "北京市", "province"),
        ("110101", None, "北京市东城区", "county"),
        ("330200", None, "浙江省宁波市", "prefecture"),
        ("330212", None, "浙江省宁波市鄞州区", "county"),
        ("419001", None, "河南省济源市", "county"),
        ("460300", 2012, "海南省三沙市", "prefecture"),
        ("330111", 2024, "浙江省杭州市富阳区", "county"),
        ("330183", 2010, "浙江省杭州市富阳市", "county"),
        ("330183", 2030, "浙江省杭州市富阳市", "county"),  # no longer in use: its last name
        ("130502", 2010, "河北省邢台市桥东区", "county"),  # of two names: the one of the year, else the last
        ("130502", 2020, "河北省邢台市襄都区", "county"),
        ("130502", None, "河北省邢台市襄都区", "county"),
        ("220281", None, "吉林省吉林市蛟河市", "county"),  # the source has another name for one year
    ],
)
def test_a_code_has_its_place(adcode, year, full_name, level):
    found = division(adcode, year)
    assert found is not None
    assert (found.full_name, found.level) == (full_name, level)


@pytest.mark.parametrize("adcode", ["999999", "", "1101", "110101 ", "zone-7", "11010１"])
def test_a_code_that_is_none_has_no_place(adcode):
    assert division(adcode) is None


@pytest.mark.parametrize(
    ("words", "year", "names"),
    [
        ("北京市东城区2024年重要民生实事项目", None, ["北京市东城区"]),
        ("东城区2024年重要民生实事项目", None, ["北京市东城区"]),
        ("关于印发浙江省宁波市鄞州区2024年民生实事的通知", 2024, ["浙江省宁波市鄞州区"]),
        ("浙江省人民政府十方面民生实事", 2024, ["浙江省"]),
        ("广西柳州市", 2024, ["广西壮族自治区柳州市"]),
        ("上海市浦东新区2024年为民办实事项目", 2024, ["上海市浦东新区"]),
        ("河南省济源市", 2024, ["河南省济源市"]),
        # of one name: all of them, unless the words name a place above
        ("朝阳区", 2024, ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("北京朝阳区", 2024, ["北京市朝阳区"]),
        ("北京市朝阳区", 2024, ["北京市朝阳区"]),
        ("长春朝阳区", 2024, ["吉林省长春市朝阳区"]),
        ("吉林省长春市朝阳区", 2024, ["吉林省长春市朝阳区"]),
        ("江苏省南京市鼓楼区", 2024, ["江苏省南京市鼓楼区"]),
        ("朝阳市", 2024, ["辽宁省朝阳市"]),
        ("北京市东城区、西城区", 2024, ["北京市东城区", "北京市西城区"]),
        # renamed: by the year
        ("富阳市", 2010, ["浙江省杭州市富阳市"]),
        ("富阳市", 2020, []),
        ("富阳区", 2020, ["浙江省杭州市富阳区"]),
        ("富阳区", 2010, []),
        ("富阳市", None, ["浙江省杭州市富阳市"]),
        ("鄞县", 2001, ["浙江省宁波市鄞县"]),
        # a narrower place has no code: nothing, not the place around it
        ("济南市高新区", 2024, []),
        ("济南市高新区", None, []),
        ("成都市高新区2024年民生实事", 2024, []),
        ("苏州市工业园区", 2024, []),
        ("南京市江北新区", 2024, []),
        ("合肥市经开区", 2024, []),
        ("昆山市周庄镇", 2024, []),
        ("广东省东莞市长安镇", 2024, []),
        ("上海市黄浦区南京东路街道", 2024, []),
        ("北京市经济技术开发区", 2024, []),
        # … but these words are of the place itself
        ("北京市东城区各街道民生实事", 2024, ["北京市东城区"]),
        ("北京市东城区人民政府关于乡村建设", 2024, ["北京市东城区"]),
        ("宁波市鄞州区城镇老旧小区改造", 2024, ["浙江省宁波市鄞州区"]),
        ("宁波市鄞州区城乡公交", 2024, ["浙江省宁波市鄞州区"]),
        ("宁波市鄞州区实施乡村振兴", 2024, ["浙江省宁波市鄞州区"]),
        # names that are also the end of others
        ("湖南湘江新区", None, []),
        ("煤矿区综合治理", 2024, []),
        ("唐山新区", 2000, ["河北省唐山市新区"]),
        ("唐山市新区", 2000, ["河北省唐山市新区"]),
        ("大同市矿区", 2010, ["山西省大同市矿区"]),
        # a county of another place than the one named
        ("鹤壁市矿区", 2024, []),
        ("江西省昆山市", 2024, []),
        ("", 2024, []),
        ("中国", 2024, []),
        ("区", 2024, []),
        ("<script>alert(1)</script>", 2024, []),
    ],
)
def test_a_title_names_its_place(words, year, names):
    assert [d.full_name for d in places_named(words, year)] == names


def test_every_full_name_names_its_place():
    missed = [d.full_name for d in divisions() if d.to_year is None and d not in places_named(d.full_name + "2024年重要民生实事项目", 2024)]
    assert missed == []


def test_every_place_has_a_code_of_six_digits_and_a_province():
    assert [d for d in divisions() if not (d.adcode.isascii() and d.adcode.isdigit() and len(d.adcode) == 6)] == []
    assert {d.adcode[:2] + "0000" for d in divisions()} <= {d.adcode for d in divisions() if d.level == "province"}
    assert [d for d in divisions() if d.from_year and d.to_year and d.from_year > d.to_year] == []

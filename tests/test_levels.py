"""The tier that a name tells, and the list of county-level cities (县级市) that it rests on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from zhize.errors import LexiconError
from zhize.structure.levels import CountyCity, county_cities, level_of, read_divisions
from zhize.types import Level

# All 293 prefecture-level cities (地级市) by province, from 河北 to 新疆: 民政部《中华人民共和国行政区划代码》, 2023.
PREFECTURES = """
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布
沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛
长春 吉林 四平 辽源 通化 白山 松原 白城
哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德
南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店
武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州
长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮
南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左
海口 三亚 三沙 儋州
成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳
贵阳 六盘水 遵义 安顺 毕节 铜仁
昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧
拉萨 日喀则 昌都 林芝 山南 那曲
西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛
兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南
西宁 海东
银川 石嘴山 吴忠 固原 中卫
乌鲁木齐 克拉玛依 吐鲁番 哈密
"""
PREFECTURE_CITIES = [f"{name}市" for name in PREFECTURES.split()]
CITIES = county_cities()
CURRENT = [city for city in CITIES if not city.gone and not city.raised]
GONE = [city for city in CITIES if city.gone]
RAISED = [city for city in CITIES if city.raised]


def _name(city: CountyCity) -> str:
    return city.name


@pytest.mark.parametrize(
    ("name", "level"),
    [
        # county-level cities, with and without what stands above them and behind them
        ("邹城市", Level.COUNTY),
        ("邹城市人民政府", Level.COUNTY),
        ("邹城市人民政府办公室", Level.COUNTY),
        ("邹城市人民代表大会常务委员会", Level.COUNTY),
        ("邹城市人民政府工作规则", Level.COUNTY),
        ("《邹城市人民政府工作规则》", Level.COUNTY),
        ("邹城市教育局", Level.COUNTY),
        ("邹城市市场监督管理局", Level.COUNTY),
        ("中共邹城市委员会", Level.COUNTY),
        ("中共邹城市委", Level.COUNTY),
        ("济宁市邹城市", Level.COUNTY),
        ("济宁市邹城市人民政府", Level.COUNTY),
        ("山东省济宁市邹城市", Level.COUNTY),
        ("山东省邹城市人民法院", Level.COUNTY),
        ("关于印发邹城市人民政府工作规则的通知", Level.COUNTY),
        ("曲阜市文物保护管理办法", Level.COUNTY),
        ("昆山市人民政府", Level.COUNTY),
        ("义乌市人民政府", Level.COUNTY),
        ("延边朝鲜族自治州延吉市人民政府", Level.COUNTY),
        ("广西壮族自治区横州市人民政府", Level.COUNTY),
        ("新疆生产建设兵团石河子市人民政府", Level.COUNTY),
        ("仙桃市人民政府", Level.COUNTY),
        ("济源市人民政府", Level.COUNTY),
        # names that are short, or hold the word of another tier
        ("芒市人民政府", Level.COUNTY),
        ("德宏傣族景颇族自治州芒市", Level.COUNTY),
        ("津市市人民政府", Level.COUNTY),
        ("常德市津市市", Level.COUNTY),
        ("中共津市市委员会", Level.COUNTY),
        ("辉县市人民政府", Level.COUNTY),
        ("新乡市辉县市", Level.COUNTY),
        ("北镇市人民政府", Level.COUNTY),
        ("宁乡市人民政府", Level.COUNTY),
        ("双城市人民政府", Level.COUNTY),
        ("景德镇市人民政府", Level.CITY),
        ("江西省景德镇市人民政府", Level.CITY),
        ("中共新乡市委员会", Level.CITY),
        # cities that have gone, and names that have risen
        ("江苏省吴县市人民政府", Level.COUNTY),
        ("兖州市人民政府", Level.COUNTY),
        ("儋州市人民政府", Level.CITY),
        ("毕节市人民政府", Level.CITY),
        ("巢湖市人民政府", Level.COUNTY),
        # the same word for a prefecture's name
        ("恩施市人民政府", Level.COUNTY),
        ("恩施土家族苗族自治州人民政府", Level.CITY),
        ("喀什地区喀什市人民政府", Level.COUNTY),
        # the other tiers
        ("济宁市", Level.CITY),
        ("济宁市人民政府", Level.CITY),
        ("山东省济宁市", Level.CITY),
        ("济宁市城市管理条例", Level.CITY),
        ("设区的市人民政府", Level.CITY),
        ("济宁市任城区", Level.COUNTY),
        ("济宁市任城区人民政府", Level.COUNTY),
        ("济宁市市中区", Level.COUNTY),
        ("济宁市泗水县", Level.COUNTY),
        ("邹城市太平镇人民政府", Level.TOWNSHIP),
        ("邹城市钢山街道办事处", Level.TOWNSHIP),
        ("北京市", Level.PROVINCE),
        ("北京市人民政府", Level.PROVINCE),
        ("北京市密云区", Level.COUNTY),
        ("山东省城市管理条例", Level.PROVINCE),
        ("城市市容条例", None),
        ("风景名胜区条例", None),
    ],
)
def test_a_name_tells_its_level(name: str, level: Level | None) -> None:
    assert level_of(name) is level


@pytest.mark.parametrize("city", [*CURRENT, *GONE], ids=_name)
@pytest.mark.parametrize(
    "form", ["{0}", "{0}人民政府", "{0}人民代表大会常务委员会", "{1}{0}", "中共{0}委员会", "{0}信访条例"]
)
def test_a_county_level_city_is_a_countys(city: CountyCity, form: str) -> None:
    above = city.province + (city.prefecture or "")
    assert level_of(form.format(city.name, above)) is Level.COUNTY


@pytest.mark.parametrize("name", PREFECTURE_CITIES)
@pytest.mark.parametrize("form", ["{0}", "{0}人民政府", "中共{0}委员会"])
def test_a_prefecture_level_city_is_none(name: str, form: str) -> None:
    assert level_of(form.format(name)) is Level.CITY


def test_the_list_is_whole() -> None:
    # 民政部 counts 397 county-level cities and 293 prefecture-level ones at the end of 2023.
    assert len(CURRENT) == 397
    assert len(set(PREFECTURE_CITIES)) == 293
    assert 380 <= len([*CURRENT, *GONE]) <= 480
    assert len({city.name for city in CITIES}) == len(CITIES)
    assert {city.name for city in CITIES if not city.name.endswith("市")} == set()


def test_no_name_is_of_both_levels() -> None:
    names = {city.name for city in [*CURRENT, *GONE]}
    assert names & set(PREFECTURE_CITIES) == set()
    assert {city.name for city in RAISED} <= set(PREFECTURE_CITIES)
    # level_of looks at the end of a name: no prefecture's may end in a county-level city's.
    assert [name for name in PREFECTURE_CITIES if any(name.endswith(county) for county in names)] == []


def test_every_city_stands_where_it_belongs() -> None:
    above = {city.prefecture for city in CITIES if city.prefecture and city.prefecture.endswith("市")}
    assert above <= set(PREFECTURE_CITIES)
    assert len({city.province for city in CURRENT}) == 27  # of 31: the four municipalities have none
    found = {city.name: (city.province, city.prefecture) for city in CITIES}
    assert found["邹城市"] == ("山东省", "济宁市")
    assert found["仙桃市"] == ("湖北省", None)


def test_a_list_is_read() -> None:
    assert read_divisions("# 说明\n\n海南省\n  儋州市: 儋州市(地级)\n  直辖: 琼海市 通什市(撤)\n") == (
        CountyCity(name="儋州市", province="海南省", prefecture="儋州市", raised=True),
        CountyCity(name="琼海市", province="海南省", prefecture=None),
        CountyCity(name="通什市", province="海南省", prefecture=None, gone=True),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "山东省\n济宁市 邹城市",
            "divisions.txt, line 2: '济宁市 邹城市' is no line of the list; write 某某省, or indented 某某市: 某某市",
        ),
        (
            "# 山东\n  济宁市: 邹城市",
            "divisions.txt, line 2: 济宁市 stands under no province; put the line of its province above it",
        ),
        (
            "山东省\n  济宁市: 邹城市 泗水县",
            "divisions.txt, line 2: 泗水县 names no city; write 某某市, 某某市(撤) or 某某市(地级)",
        ),
        (
            "山东省\n  济宁市: 邹城市(撤销)",
            "divisions.txt, line 2: 邹城市(撤销) names no city; write 某某市, 某某市(撤) or 某某市(地级)",
        ),
        (
            "山东省\n  济宁市: 邹城市\n  泰安市: 邹城市",
            "divisions.txt, line 3: 邹城市 stands in the list already; keep one of the two",
        ),
    ],
)
def test_a_line_that_breaks_the_format_is_named(text: str, message: str) -> None:
    with pytest.raises(LexiconError) as error:
        read_divisions(text)
    assert str(error.value) == message


def test_the_list_is_not_read_before_a_name_needs_it() -> None:
    script = (
        "from zhize.structure.levels import county_cities, level_of\n"
        "level_of('泗水县人民政府'), level_of('机关事务管理条例')\n"
        "assert county_cities.cache_info().misses == 0\n"
        "level_of('邹城市人民政府'), level_of('济宁市人民政府')\n"
        "assert county_cities.cache_info().misses == 1\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)

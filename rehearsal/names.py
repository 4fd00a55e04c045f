"""Words that invented people, employers and places are made of."""

from random import Random
from typing import NamedTuple

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉玲华建国志海波宁凯欣雪梅琳峰鹏晓东红春燕新"
    "宇佳慧林松柏成龙凤英兰珍玉莲振兴瑞祥泽润浩然子涵雨晨思远"
)
BRANDS_FIRST = "海瑞鸿盛泰嘉恒润荣德锦金瑞祥康宏东北南华兴永万利佳新启创汇明晟朗岳禾川沐澜泊"
BRANDS_SECOND = "丰源达通泽顺昌凯和隆誉安洋鑫辰悦岚晖禾森麟宇川航拓博诚信畅远鹏峰林泉川屿"
ROADS = (
    "海汀路", "朝阳山路", "滨海大道", "双珠路", "上海路", "团结路", "江山路", "前湾港路",
    "世纪大道", "临港路", "泰山路", "黄河路",
)  # fmt: skip
VILLAGES = ("东山", "西河", "南庄", "北崖", "小岭", "大湾", "柳行", "石桥", "杨家", "河西", "桃园", "前沟")
PLACES = (
    "便民服务大厅",
    "社区广场",
    "农贸市场",
    "工业园区会议室",
    "文化活动中心",
    "劳务市场",
    "渔港码头",
    "车站广场",
)


class Trade(NamedTuple):
    """A kind of business: its words in a name, the category it belongs to, and how many people work there."""

    word: str
    category: str
    smallest: int
    largest: int


TRADES = (
    Trade("服装", "labour_intensive", 30, 260),
    Trade("水产食品", "labour_intensive", 40, 420),
    Trade("电子", "labour_intensive", 60, 600),
    Trade("家具", "labour_intensive", 15, 120),
    Trade("机械", "labour_intensive", 20, 180),
    Trade("鞋业", "labour_intensive", 40, 320),
    Trade("建筑劳务", "labour_intensive", 50, 380),
    Trade("餐饮", "service", 6, 60),
    Trade("酒店管理", "service", 20, 150),
    Trade("物业服务", "service", 15, 140),
    Trade("家政服务", "service", 5, 45),
    Trade("快递", "service", 12, 90),
    Trade("美容美发", "service", 4, 28),
    Trade("歌舞娱乐", "karaoke", 12, 70),
    Trade("酒吧", "bar", 6, 36),
    Trade("网络直播", "live_streaming", 8, 80),
    Trade("游艺", "arcade", 5, 26),
    Trade("商贸", "other", 3, 40),
    Trade("农产品", "other", 5, 70),
)
# How often each category comes, out of a hundred.
CATEGORY_WEIGHTS = {
    "labour_intensive": 38, "service": 30, "karaoke": 7, "bar": 6, "live_streaming": 4, "arcade": 4, "other": 11,
}  # fmt: skip
CATEGORY_NAMES = {
    "labour_intensive": "劳动密集型", "service": "服务型", "karaoke": "歌舞", "bar": "酒吧",
    "live_streaming": "网络直播", "arcade": "游艺", "other": "其他",
}  # fmt: skip
# How many employers each town has, compared with the others; by code.
TOWN_WEIGHTS = {
    "370211001": 9, "370211002": 8, "370211003": 8, "370211004": 5, "370211005": 10, "370211006": 6,
    "370211007": 6, "370211009": 8, "370211010": 9, "370211011": 3, "370211012": 5, "370211013": 6,
    "370211014": 5, "370211015": 3, "370211102": 3, "370211103": 5, "370211104": 3, "370211105": 3,
    "370211106": 2, "370211107": 2, "370211108": 2, "370211109": 2, "370211401": 1,
}  # fmt: skip


def person(random: Random) -> str:
    """A full name of two or three characters."""
    given = "".join(random.choice(GIVEN) for _place in range(random.choice((1, 2, 2))))
    return random.choice(SURNAMES) + given


def phone(random: Random) -> str:
    """An invented mobile number; the zeros in its middle tell it from a real one at a glance."""
    return f"1{random.choice('3578')}000{random.randrange(1_000_000):06d}"


def brand(random: Random) -> str:
    return random.choice(BRANDS_FIRST) + random.choice(BRANDS_SECOND)


def company(random: Random, trade: Trade) -> str:
    return f"青岛{brand(random)}{trade.word}有限公司"


def workshop(random: Random, trade: Trade) -> str:
    """An unlicensed workshop is known by who runs it."""
    return f"{random.choice(SURNAMES)}{random.choice(('记', '家', '氏'))}{trade.word}加工点"


def address(random: Random, town: str) -> str:
    if town.endswith("街道"):
        return f"{town}{random.choice(ROADS)}{random.randint(1, 899)}号"
    return f"{town}{random.choice(VILLAGES)}村{random.randint(1, 199)}号"

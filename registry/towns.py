"""The 23 towns, streets and the reserve of the district (统计用区划代码, 2021-10-31)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TownLine:
    """One line of the table; `former` are earlier names of the same place, under which lists may still come in."""

    code: str
    name: str
    kind: str
    former: tuple[str, ...] = ()


TOWNS = (
    TownLine("370211001", "黄岛街道", "street"),
    TownLine("370211002", "辛安街道", "street"),
    TownLine("370211003", "薛家岛街道", "street"),
    TownLine("370211004", "灵珠山街道", "street"),
    TownLine("370211005", "长江路街道", "street"),
    TownLine("370211006", "红石崖街道", "street"),
    TownLine("370211007", "灵山卫街道", "street"),
    TownLine("370211009", "珠海街道", "street"),
    TownLine("370211010", "隐珠街道", "street"),
    TownLine("370211011", "铁山街道", "street"),
    TownLine("370211012", "滨海街道", "street"),
    TownLine("370211013", "胶南街道", "street"),
    TownLine("370211014", "王台街道", "street", ("王台镇",)),
    TownLine("370211015", "张家楼街道", "street", ("张家楼镇",)),
    TownLine("370211102", "琅琊镇", "town"),
    TownLine("370211103", "泊里镇", "town"),
    TownLine("370211104", "大场镇", "town"),
    TownLine("370211105", "大村镇", "town"),
    TownLine("370211106", "六汪镇", "town"),
    TownLine("370211107", "海青镇", "town"),
    TownLine("370211108", "宝山镇", "town"),
    TownLine("370211109", "藏马镇", "town", ("藏南镇",)),
    TownLine("370211401", "灵山岛省级自然保护区", "reserve", ("灵山岛",)),
)

# A code that named another place in the 2020 edition: that place is not renamed, it gives its code up.
REUSED = {"370211401": "积米崖管区"}

# The district as people have called it: dropped where it stands before something, never itself a town.
DISTRICTS = (
    "黄岛区", "西海岸新区", "青岛西海岸新区", "青岛市西海岸新区", "青岛市黄岛区", "青岛黄岛区", "胶南市", "青岛经济技术开发区",
    "经济技术开发区", "青岛开发区",
)  # fmt: skip
# Part of a town's name that may as well mean the district.
MEANS_DISTRICT = ("黄岛", "西海岸", "胶南")


def former_names() -> dict[str, str]:
    """Earlier name → present name."""
    return {old: line.name for line in TOWNS for old in line.former}

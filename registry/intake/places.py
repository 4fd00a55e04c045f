"""Which town a list means, by its full name, an earlier one, or the part of it that fits no other."""

import re
from collections import defaultdict
from functools import cached_property

from registry.spelling import letters
from registry.towns import DISTRICTS, MEANS_DISTRICT

_DISTRICTS = sorted({letters(name) for name in DISTRICTS}, key=len, reverse=True)
_BEFORE = re.compile(f"^(?:中国)?(?:山东省?)?(?:青岛市?)?(?:{'|'.join(_DISTRICTS)})*")
_OFFICE = re.compile(
    "(?:(?:街道|镇|街)?(?:办事处|党工委|人民政府|政府|管理委员会|管委会|管委|街办|办)|本级|机关|辖区|境内)+$"
)
_KIND = re.compile("(?:省级自然保护区|自然保护区|保护区|街道|街|镇|乡)$")
_BELOW = re.compile("(?:社区|村|居委会|村委会|居|网格|工业园|工业区)$")


class TownNames:
    """Names of towns as lists write them, to ids. `known` are present and earlier names of all towns."""

    def __init__(self, known: dict[str, int]) -> None:
        self.full = {letters(name): pk for name, pk in known.items()}

    @cached_property
    def cores(self) -> dict[str, int]:
        """The part of a name before 街道, 镇 and the like, where only one town has it and it does not mean the district."""
        found = defaultdict(set)
        for name, pk in self.full.items():
            found[_KIND.sub("", name)].add(pk)
        return {core: pk for core, pks in found.items() if core and len(pks) == 1 for (pk,) in [tuple(pks)]}

    def find(self, text: str) -> int | None:
        """The town's id; None when it fits none, or not only one."""
        whole = letters(text)
        for name in (whole, _BEFORE.sub("", whole, count=1)):
            if name in self.full:
                return self.full[name]
            found = self._without_office(name)
            if found:
                return found
        return None

    def _without_office(self, name: str) -> int | None:
        bare = _OFFICE.sub("", name)
        core = _KIND.sub("", bare)
        for full in (bare, core):
            if full in self.full:
                return self.full[full]
        is_said = core != bare or bare != name
        if core in self.cores and (is_said or core not in MEANS_DISTRICT):
            return self.cores[core]
        if _BELOW.search(name):
            above = {pk for full, pk in self.full.items() if name.startswith(full)}
            return above.pop() if len(above) == 1 else None
        return None

"""How much of everything there is, and on which day it is looked at."""

from dataclasses import dataclass
from datetime import date

DAY = date(2021, 6, 23)


@dataclass(frozen=True)
class Scale:
    """Numbers of records in the proportions of the design: to 300,000 employers 200,000 patrols, 50,000 cases and complaints."""

    employers: int

    @property
    def patrols(self) -> int:
        return self.employers * 2 // 3

    @property
    def cases(self) -> int:
        return max(1, self.employers // 6)

    @property
    def complaints(self) -> int:
        return max(1, self.employers // 6)

    @property
    def imported(self) -> int:
        """Rows of the lists that are taken in."""
        return self.employers // 3

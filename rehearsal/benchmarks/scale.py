"""How much of everything there is, and on which day it is looked at."""

from dataclasses import dataclass
from datetime import date

DAY = date(2021, 6, 23)
OPEN_SHARE = 20  # one of so many is not finished
INSPECTORS, OFFICERS = 40, 60
# What one inspector has open: complaints, and of cases and inspections those led and those seconded.
COMPLAINTS_HELD, CASES_LED, INSPECTIONS_LED = 20, 10, 10


@dataclass(frozen=True)
class Scale:
    """Numbers of records in the proportions of the design: to 300,000 employers 200,000 patrols, 50,000 cases and complaints.

    Of inspections there are as many as of cases. All of it lies in so many campaigns, a year each.
    """

    employers: int
    campaigns: int = 10

    @property
    def patrols(self) -> int:
        return self.employers * 2 // 3

    @property
    def cases(self) -> int:
        return max(1, self.employers // 6)

    complaints = inspections = cases

    @property
    def imported(self) -> int:
        """Rows of the lists that are taken in."""
        return self.employers // 3

    @property
    def open_patrols(self) -> int:
        return self.patrols // OPEN_SHARE

    def open_of(self, number: int, each: int) -> int:
        """How many of `number` records that inspectors hold are open: no inspector has more than `each`, one as many."""
        return min(number, max(each, min(number // OPEN_SHARE, each * INSPECTORS)))

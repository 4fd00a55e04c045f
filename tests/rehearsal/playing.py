"""What the tests of a played campaign are given."""

from pathlib import Path
from typing import NamedTuple

from rehearsal.stage import Stage

EMPLOYERS = 48


class Played(NamedTuple):
    """The stage on the evening of the last day, and the folder that `--out` names."""

    stage: Stage
    out: Path

"""Every drill by its number, with what is broken and what does it.

`in_ci`: run once by `.ci/run`. `lasts`: about how many seconds, where it is more than a few; the longest begin first.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rehearsal.drills import away, canaries, failing, keeping, merging, outside, sending, working
from rehearsal.drills.parts import NotHere, Site
from rehearsal.drills.tally import Tally


@dataclass(frozen=True)
class Drill:
    code: str
    fault: str
    run: Callable[[Site], Tally]
    in_ci: bool = False
    lasts: int = 5


def not_here(reason: str) -> Callable[[Site], Tally]:
    """A drill for which this version has nothing to break."""

    def run(site: Site) -> Tally:
        raise NotHere(reason)

    return run


DRILLS = (
    Drill("D-01", "web killed in an upload", sending.killed_mid_upload, in_ci=True, lasts=10),
    Drill("D-02", "worker killed in a report", working.worker_killed, in_ci=True, lasts=60),
    Drill("D-03", "report asked for by many", working.asked_by_many, in_ci=True),
    Drill("D-04", "PostgreSQL stopped", failing.database_stopped, lasts=12),
    Drill("D-05", "Redis stopped and emptied", failing.redis_stopped, in_ci=True),
    Drill("D-06", "PostgreSQL hangs, a table locked", failing.database_hangs, lasts=21),
    Drill("D-07", "disk full", failing.disk_full),
    Drill("D-08", "the same form fifty times", sending.sent_fifty_times, in_ci=True),
    Drill("D-09", "two tabs change one record", sending.two_tabs),
    Drill("D-10", "fifty do the same act", sending.fifty_at_one_act, in_ci=True),
    Drill("D-11", "two merges in opposite order", merging.merged_from_both_sides),
    Drill("D-12", "connection cut at twenty stages", sending.cut_at_each_stage, in_ci=True),
    Drill("D-13", "session ends before a form is sent", sending.session_ends),
    Drill(
        "D-14",
        "browser killed, its storage nearly full",
        not_here(
            "there is no outbox yet; what a browser keeps of a form: tests/pages/test_drafts_browser.py"
        ),
    ),
    Drill("D-15", "the machine's clock jumps", keeping.clock_set_back),
    Drill("D-16", "worker killed in an import", working.import_killed, in_ci=True, lasts=70),
    Drill("D-17", "migrations taken back", keeping.taken_back, lasts=15),
    Drill("D-18", "restored from a backup", keeping.restored, lasts=25),
    Drill("D-19", "backup under load", keeping.backed_up_under_load, lasts=30),
    Drill("D-20", "field key wrong or missing", keeping.wrong_key, in_ci=True, lasts=12),
    Drill(
        "D-21",
        "malware scanner away (no SMS, no single sign-on in this version)",
        away.scanner_away,
        lasts=15,
    ),
    Drill("D-22", "renewed under load", sending.renewed_under_load, lasts=12),
    # A- and M-rows that show only where real processes run; where the others are held: docs/operations.md, Drills.
    Drill("A-04", "web killed while many write", outside.killed_among_writes, lasts=20),
    Drill("A-10", "strangers ask the server for anything", outside.answers_of_the_server),
    Drill("M-BR-02", "two web nodes, one killed", outside.two_nodes, lasts=12),
    Drill("M-DC-01", "a complainant looked for in everything kept", canaries.nothing_in_clear, lasts=10),
)

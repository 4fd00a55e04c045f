"""Made-up records in bulk: the words and amounts of the rehearsal, written past the services that would take days for so many."""

from random import Random

from campaign.models import Campaign
from campaign.services.loading import load
from complaints.models import Complaint
from inspections.cases.models import Case
from inspections.patrols.models import Patrol
from law import clock
from registry.services.towns import load_towns
from rehearsal import firms, people
from rehearsal.benchmarks.scale import DAY, Scale
from rehearsal.benchmarks.stock.cases import write_cases
from rehearsal.benchmarks.stock.complaints import write_complaints
from rehearsal.benchmarks.stock.patrols import write_patrols
from rehearsal.benchmarks.stock.rows import note_next_clocks
from rehearsal.benchmarks.stock.targets import write_targets
from rehearsal.benchmarks.stock.visits import write_visits
from rehearsal.play import CAMPAIGN
from rehearsal.stage import Stage

SEED = 1


def fill(scale: Scale) -> Stage:
    """Fill an empty database as it might stand on `DAY`, a day of the third phase."""
    with clock.at(people.JOINED):
        load_towns()
        load(CAMPAIGN)
    stage = Stage(campaign=Campaign.objects.current(), employers=[], seed=SEED)
    stage.people = people.gather(Random(SEED))
    stage.employers = firms.settle(stage.random("firms"), scale.employers, actor=stage.people.leader)
    with clock.at(DAY):
        reached = write_patrols(stage, scale.patrols)
        write_complaints(stage, scale.complaints)
        reached |= write_visits(stage, scale.cases)
        reached |= write_cases(stage, scale.cases)
        write_targets(stage, reached)
    for model in (Patrol, Complaint, Case):
        note_next_clocks(model)
    return stage

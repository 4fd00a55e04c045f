"""Before the draw: what is drawn from, then both pools frozen and the secret committed to."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import Campaign
from casework import audit, numbering, table_sizes
from casework.by import By
from casework.models import AuditEntry
from casework.workflow import Refused, check, perform
from inspections.draws import algorithm
from inspections.draws.models import Draw, Exclusion, PoolEmployer, PoolInspector
from inspections.draws.services import pools
from inspections.draws.strata import CAMPAIGN_STRATA, CATEGORY_STRATA, StrataBy, count_by_ratio
from law import policy
from law.clock import today
from registry.models import Town

BATCH = 1000


@transaction.atomic
def prepare(
    *,
    by: By,
    campaign: Campaign,
    title: str,
    matters: Sequence[str] = (),
    strata_by: str = StrataBy.CATEGORY,
    counts: Mapping[str, int | None] | None = None,
    ratio: Decimal | None = None,
) -> Draw:
    """Plan a draw. `counts` names the strata that are drawn from, each with a number or None for «by ratio».

    Without `counts` all kinds of employer the campaign names (or all towns) are drawn from by `ratio` per cent (policy
    `draw.ratio`, 5 by default). Raises `Refused` (nothing_asked, unknown_stratum and those of `perform`).
    """
    asked = {
        name: count
        for name, count in (counts or _all_strata(strata_by)).items()
        if count is None or count > 0
    }
    if not asked:
        raise Refused("nothing_asked", _("请至少给一层填写抽取户数，或者按比例抽取。"))
    unknown = sorted(set(asked) - set(_known_strata(strata_by)))
    if unknown:
        raise Refused("unknown_stratum", _("没有这一层：%(names)s。") % {"names": "、".join(unknown)})
    draw = Draw(
        campaign=campaign,
        title=title,
        matters=list(matters),
        strata_by=strata_by,
        asked=asked,
        ratio=policy.amount("draw.ratio") if ratio is None else ratio,
        prepared_by=by.actor,
        prepared_on=today(),
    )
    check(draw, "prepare", by=by)
    draw.number = numbering.issue("抽", today())
    perform(draw, "prepare", by=by, data={"asked": asked})
    return draw


@transaction.atomic
def freeze(draw: Draw, *, by: By, nonce: bytes | None = None) -> AuditEntry:
    """Freeze both pools as they stand and publish the commitment. The nonce stays sealed until the draw.

    `nonce` (32 bytes) is given only by the rehearsal, which must come out the same twice. A stratum with fewer employers
    than asked gives all it has; `Draw.shortages` reports it. Raises `Refused` (weight_too_great and those of `perform`).
    """
    check(draw, "freeze", by=by)
    audit.lock()
    on, secret = today(), new_secret(nonce)
    found = pools.build(draw, on)
    available = Counter(one.stratum for one in found.employers)
    frozen = {
        "frozen_on": on,
        "available": dict(sorted(available.items())),
        "counts": {name: _count(draw, name, had) for name, had in sorted(available.items())},
        "employer_count": len(found.employers),
        "inspector_count": len(found.inspectors),
        "excluded_count": len(found.exclusions),
        "pool_digest": algorithm.pool_digest(
            (one.line for one in found.employers), (one.line for one in found.inspectors)
        ).hex(),
        "commitment": algorithm.commitment(secret).hex(),
        "nonce": secret.hex(),
        "round_number": 1,
    }
    told = {name: frozen[name] for name in ("available", "counts", "pool_digest", "commitment")}
    told |= {
        "employers": len(found.employers),
        "inspectors": len(found.inspectors),
        "excluded": len(found.exclusions),
    }
    entry = perform(draw, "freeze", by=by, changes=frozen, data=told)
    PoolEmployer.objects.bulk_create(found.employers, batch_size=BATCH)
    PoolInspector.objects.bulk_create(found.inspectors, batch_size=BATCH)
    Exclusion.objects.bulk_create(found.exclusions, batch_size=BATCH)
    table_sizes.look_again(PoolEmployer, PoolInspector, Exclusion)
    return entry


def abandon(draw: Draw, *, by: By, reason: str) -> AuditEntry:
    """Give up a draw of which nothing has been drawn; its number stays in the series. Raises `Refused`."""
    return _give_up(draw, "abandon", by=by, reason=reason)


def annul(draw: Draw, *, by: By, reason: str) -> AuditEntry:
    """The bureau's head sets aside a draw with all its rounds, which stay to be read. Raises `Refused`."""
    return _give_up(draw, "annul", by=by, reason=reason)


def _give_up(draw: Draw, action: str, *, by: By, reason: str) -> AuditEntry:
    if not reason.strip():
        raise Refused("no_reason", _("请写明理由。"))
    changes = {"nonce": None, "redraw_reason": "", "heading": ""}
    return perform(draw, action, by=by, reason=reason, changes=changes)


def new_secret(nonce: bytes | None) -> bytes:
    """The secret of a round: 32 random bytes, or those given by the rehearsal."""
    if nonce is not None and len(nonce) != algorithm.NONCE_BYTES:
        raise ValueError(f"a nonce has {algorithm.NONCE_BYTES} bytes")
    return secrets.token_bytes(algorithm.NONCE_BYTES) if nonce is None else nonce


def _count(draw: Draw, stratum: str, available: int) -> int:
    asked = draw.asked.get(stratum, 0)
    return count_by_ratio(available, draw.ratio) if asked is None else min(asked, available)


def _all_strata(strata_by: str) -> dict[str, None]:
    return dict.fromkeys(CAMPAIGN_STRATA if strata_by == StrataBy.CATEGORY else _known_strata(strata_by))


def _known_strata(strata_by: str) -> Sequence[str]:
    if strata_by == StrataBy.CATEGORY:
        return list(CATEGORY_STRATA)
    return list(Town.objects.order_by("order", "pk").values_list("name", flat=True))

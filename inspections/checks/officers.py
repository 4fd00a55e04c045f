"""The two inspectors on the papers of a visit or a case: named with their certificates, and what they tell the party.

Every record meant here has `handlers()` (PAPERS 1.9, «U»).
"""

from collections.abc import Callable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.paper_kinds import Facts, Fixed
from law import policy
from law.articles import article, articles
from law.words import Sentence

Words = Callable[[Facts], str]


def by_law(*codes: str) -> Words:
    """The articles of these codes as of the day of issue, for a field «依据»."""
    return lambda facts: articles(codes, facts.on)


def sentence(text: Sentence, **named: str | Words) -> Words:
    """`text` with each name filled in: the code of an article, or a function of the facts."""

    def told(facts: Facts) -> str:
        said = {
            name: article(value, facts.on) if isinstance(value, str) else value(facts)
            for name, value in named.items()
        }
        return str(text) % said

    return told


def handlers(facts: Facts) -> str:
    """The two with their certificates."""
    return "、".join(
        f"{person.name}（{person.certificate}）" if person.certificate else person.name
        for person in facts.record.handlers()
    )


def names(facts: Facts) -> str:
    return "、".join(person.name for person in facts.record.handlers())


def agency(facts: Facts) -> str:
    """The brigade, which acts in the bureau's name: the place to go to and to call, never the body that decides."""
    return policy.text("document.agency", facts.on)


def contact(facts: Facts) -> str:
    return f"{names(facts)}　{policy.text('document.telephone', facts.on)}（{agency(facts)}）"


def body(facts: Facts) -> str:
    return policy.text("document.body", facts.on)


OFFICERS_SHOWN = Fixed(
    sentence(
        _(
            "我们是%(body)s的行政执法人员%(handlers)s，这是我们的执法证件。依照%(law)s的规定向你调查询问，请如实回答；"
            "与本案无关的问题，你有权拒绝回答；认为我们与本案有利害关系的，你有权申请我们回避。我们对你的情况保密。"
        ),
        body=body,
        handlers=handlers,
        law=by_law("supervision.officers", "penalty.enquiry", "penalty.recusal"),
    )
)
READ_OVER = Fixed(_("以上笔录我已看过（已向我宣读），与我所说的相符。"))
SIGNED_EACH_PAGE = Fixed(
    _("被询问人逐页签名或者捺指印，并注明日期；拒绝签名的，由执法人员注明事由，有见证人的由见证人签名。")
)


def reminded(facts: Facts) -> str:
    """What follows if somebody does not come or does not tell."""
    return _t("无正当理由不接受询问，不如实报送材料，隐瞒事实真相或者出具伪证的，依照%(law)s的规定处理。") % {
        "law": article("supervision.obstruction", facts.on)
    }


OBSTRUCTION = Fixed(reminded)

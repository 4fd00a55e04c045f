"""What `law.penalties.assess` can be asked for, in words and in groups, for whoever has to choose."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from law.norms import Norm, Segment, norms_for

SAME = "同上，"

GROUPS: Mapping[object, tuple[str, ...]] = {
    _("童工"): (
        "child_labour", "child_labour_serious", "child_labour_toxic", "child_labour_agency", "child_labour_records",
        "child_labour_injured", "child_labour_crime",
    ),
    _("娱乐场所和未成年人"): (
        "venue_minor", "venue_minor_serious", "venue_sign", "venue_customers", "minor_registration", "minor_sensitive_staff",
    ),
    _("女职工和未成年工"): ("women_minor_protection", "women_forbidden_work", "women_discrimination"),
    _("工资"): (
        "wage_arrears", "overdue_pay_order", "minimum_wage_ministry", "annual_leave_pay_overdue", "wage_ledger_overdue",
        "project_wage_system_overdue", "project_wage_duties_overdue", "project_owner_overdue", "account_query_refused",
        "arrears_report", "refusal_to_pay",
    ),
    _("工时和休息"): ("illegal_overtime", "no_rest_day"),
    _("合同和用工"): (
        "no_written_contract", "double_wage_claim", "unlawful_dismissal_claim", "internal_rules", "contract_terms",
        "probation", "retained_id_or_deposit", "retained_id", "no_leaving_certificate", "staff_register_overdue",
        "forced_labour", "unlicensed", "student_interns", "uncertified_workers", "training_fund", "foreigner",
    ),
    _("劳务派遣"): ("unlicensed_dispatch", "dispatch_overdue", "dispatch_user_serious"),
    _("社会保险和工伤"): (
        "social_insurance_registration_overdue", "social_insurance_registration", "social_insurance_books",
        "social_insurance_arrears", "social_insurance_misreport", "insurance_fraud", "injury_insurance_overdue",
        "injury_enquiry_refused", "injury_benefit_claim", "disabled_levy",
    ),
    _("职业中介和培训"): (
        "unlicensed_agency", "unlicensed_agency_local", "agency_not_filed_refused", "false_recruitment_refused",
        "false_recruitment", "agency_display_refused", "agency_false_info", "agency_retained_id", "agency_deposit",
        "agency_training", "unlicensed_training", "recruiting_forbidden", "online_recruiting",
    ),
    _("妨碍监察和工会"): ("obstruction", "retaliation", "union_obstruction", "union_staff", "union_dismissal"),
}  # fmt: skip


def label(violation: str) -> str:
    """What a violation is called: the labels of its norms, those left out that say the same act once more.

    Empty for a violation that is not in the table.
    """
    said: list[Norm] = []
    for each in norms_for(violation):
        is_again = any(other.code in each.competing for other in said)
        if not is_again and each.segment != Segment.FROM_ORDER:
            said.append(each)
    return "；".join(dict.fromkeys(_whole(each) for each in said))


def _whole(norm: Norm) -> str:
    """The label of a norm; one that says «the same, but …» with what it is the same as."""
    if not norm.label.startswith(SAME):
        return norm.label
    return f"{label(norm.violation.rpartition('_')[0])}，{norm.label.removeprefix(SAME)}"

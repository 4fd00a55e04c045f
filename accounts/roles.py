"""Who may do what: one table, read by sign-in, pages, workflow and docs/rules.md.

The software never asks for a role, only for a permission; a user has one role, or none and then no right at all.
One role per person also keeps the three administrators (三员) apart: none of them can hold another's or see business data.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    TOWN_OFFICER = "town_officer", _("镇街巡查员")
    INSPECTOR = "inspector", _("监察员")
    BRIGADE_LEADER = "brigade_leader", _("大队负责人")
    BUREAU_HEAD = "bureau_head", _("区局负责人")
    LEGAL_REVIEWER = "legal_reviewer", _("法制审核")
    LEADERSHIP = "leadership", _("领导小组")
    DEPARTMENT_CONTACT = "department_contact", _("部门联络员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


TOWN = (Role.TOWN_OFFICER,)
STAFF = (Role.INSPECTOR, Role.BRIGADE_LEADER)
DECIDERS = (Role.BRIGADE_LEADER, Role.BUREAU_HEAD)
DISTRICT = (Role.INSPECTOR, Role.BRIGADE_LEADER, Role.BUREAU_HEAD, Role.LEGAL_REVIEWER, Role.LEADERSHIP)
BUSINESS = (*TOWN, *DISTRICT)
CASE_READERS = (Role.INSPECTOR, Role.BRIGADE_LEADER, Role.BUREAU_HEAD, Role.LEGAL_REVIEWER)
INSPECTOR = (Role.INSPECTOR,)
LEADER = (Role.BRIGADE_LEADER,)
HEAD = (Role.BUREAU_HEAD,)
LEGAL = (Role.LEGAL_REVIEWER,)
ADMINS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
SECOND_FACTOR_ROLES = (*STAFF, Role.BUREAU_HEAD, Role.LEGAL_REVIEWER, Role.LEADERSHIP, *ADMINS)
SYSTEM, SECURITY, AUDIT = (Role.SYSTEM_ADMIN,), (Role.SECURITY_ADMIN,), (Role.AUDIT_ADMIN,)

PERMISSIONS: dict[str, tuple[Role, ...]] = {
    # accounts: the three administrators
    "accounts.view_user": (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    "accounts.create_user": SYSTEM,
    "accounts.change_user": SYSTEM,
    "accounts.disable_user": (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    "accounts.reset_password": SYSTEM,
    "accounts.grant_role": SECURITY,
    "accounts.unlock_user": SECURITY,
    "accounts.reset_second_factor": SECURITY,
    # A leader's own deputy; who may grant roles names one for anybody.
    "accounts.name_deputy": (*DECIDERS, Role.SECURITY_ADMIN),
    # casework: machinery everybody or an administrator uses
    "casework.use_inbox": (*BUSINESS, Role.DEPARTMENT_CONTACT, *ADMINS),
    "casework.view_file": BUSINESS,
    "casework.view_original": (*STAFF, *HEAD, *LEGAL),
    "casework.view_job": BUSINESS,
    # Papers of what one may see; who issues one is for its kind to say (casework.paper_kinds).
    "casework.view_paper": BUSINESS,
    "casework.draft_paper": (*INSPECTOR, *LEGAL),
    "casework.change_paper": (*INSPECTOR, *LEGAL),
    "casework.sign_paper": (*INSPECTOR, *LEGAL),
    "casework.drop_paper": (*INSPECTOR, *LEGAL),
    "casework.deliver_paper": INSPECTOR,
    "casework.return_paper": (*STAFF, *HEAD, *LEGAL),
    "casework.issue_paper": (*STAFF, *HEAD, *LEGAL),
    "casework.withdraw_paper": (*STAFF, *HEAD, *LEGAL),
    # Whoever may give any approval at all; which one, is for the permission of the act to say.
    "casework.give_approvals": (*STAFF, *HEAD, *LEGAL),
    # To do the same act to several rows of a list; which act, is for its own permission to say.
    "casework.act_in_lists": LEADER,
    "casework.use_calculator": BUSINESS,
    "casework.view_calendar": (*BUSINESS, Role.SYSTEM_ADMIN),
    "casework.change_calendar": SYSTEM,
    "casework.view_policy": (*DISTRICT, Role.SYSTEM_ADMIN),
    "casework.change_policy": DECIDERS,
    "casework.upload_template": LEADER,
    "casework.view_audit": AUDIT,
    "casework.hand_over": LEADER,
    # registry
    "registry.see_all_towns": DISTRICT,
    "registry.view_employer": BUSINESS,
    "registry.create_employer": (*TOWN, *STAFF),
    "registry.change_employer": (*TOWN, *STAFF),
    "registry.export_employers": (*TOWN, *STAFF),
    "registry.import_employers": STAFF,
    "registry.open_warning": (*TOWN, *STAFF),
    "registry.close_warning": (*TOWN, *STAFF),
    "registry.receive_orange_warning": LEADER,
    "registry.receive_red_warning": DECIDERS,
    "registry.reveal_contact": (*TOWN, *STAFF),
    "registry.grade_employer": STAFF,
    # That two employers are one: said by one person, confirmed by another.
    "registry.propose_merge": STAFF,
    "registry.confirm_merge": STAFF,
    "registry.decline_merge": STAFF,
    "registry.undo_merge": STAFF,
    "registry.view_town": BUSINESS,
    "registry.change_posting": SYSTEM,
    # Whoever may be named to inspect an employer or to handle its case; a valid certificate besides.
    "registry.inspect": INSPECTOR,
    "registry.declare_conflict": STAFF,
    "registry.withdraw_conflict": STAFF,
    # Every declaration, not only one's own, and to enter one for somebody else.
    "registry.see_all_conflicts": LEADER,
    # campaign
    "campaign.view_campaign": (*BUSINESS, Role.DEPARTMENT_CONTACT),
    "campaign.manage_campaign": LEADER,
    "campaign.view_target": BUSINESS,
    "campaign.clear_target": STAFF,
    "campaign.export_targets": (*TOWN, *STAFF),
    "campaign.view_publicity": BUSINESS,
    "campaign.record_publicity": (*TOWN, *STAFF),
    # findings
    "findings.view_escalation": BUSINESS,
    "findings.export_escalations": (*TOWN, *STAFF),
    "findings.accept_escalation": LEADER,
    "findings.join_escalation": LEADER,
    "findings.return_escalation": LEADER,
    # complaints
    "complaints.view_complaint": (*TOWN, *CASE_READERS),
    "complaints.register": STAFF,
    "complaints.request_supplement": STAFF,
    "complaints.receive_supplement": STAFF,
    "complaints.accept": STAFF,
    "complaints.take_on": STAFF,
    "complaints.attach": STAFF,
    "complaints.refuse": STAFF,
    "complaints.redirect": STAFF,
    "complaints.conclude": STAFF,
    "complaints.reassign_complaint": LEADER,
    "complaints.give_feedback": STAFF,
    "complaints.reveal_identity": STAFF,
    # Every complainant, not only those of one's own complaints.
    "complaints.know_any_identity": LEADER,
    # Who is told when one person looks into the vault more often than is usual.
    "complaints.watch_looks": DECIDERS,
    "complaints.correct_complaint": STAFF,
    "complaints.export_complaints": STAFF,
    # findings: whether wages two records tell of are the same money
    "findings.clarify_recovery": STAFF,
    # inspections/patrols
    "patrols.view_patrol": BUSINESS,
    "patrols.record_patrol": (*TOWN, *INSPECTOR),
    "patrols.close_patrol": (*TOWN, *INSPECTOR),
    "patrols.order_rectification": (*TOWN, *INSPECTOR),
    "patrols.record_recheck": (*TOWN, *INSPECTOR),
    "patrols.extend_rectification": (*TOWN, *INSPECTOR),
    "patrols.confirm_rectified": (*TOWN, *INSPECTOR),
    "patrols.escalate": (*TOWN, *INSPECTOR),
    "patrols.export_patrols": (*TOWN, *STAFF),
    "patrols.record_self_check": (*TOWN, *INSPECTOR),
    "patrols.receive_red_flag": DECIDERS,
    # inspections/checks
    "checks.view_inspection": BUSINESS,
    "checks.list_focus": STAFF,
    "checks.export_inspections": (*TOWN, *STAFF),
    "checks.assign": LEADER,
    "checks.reassign": LEADER,
    "checks.order_correction": INSPECTOR,
    "checks.confirm_corrected": INSPECTOR,
    "checks.conclude_inspection": INSPECTOR,
    "checks.cancel_inspection": LEADER,
    "checks.view_visit": DISTRICT,
    "checks.record_visit": INSPECTOR,
    "checks.export_visits": (*STAFF, Role.BUREAU_HEAD),
    # inspections/draws
    "draws.view_draw": DISTRICT,
    "draws.prepare": LEADER,
    "draws.freeze": LEADER,
    "draws.add_witness": (*STAFF, Role.LEGAL_REVIEWER),
    "draws.draw": LEADER,
    "draws.redraw": LEADER,
    "draws.approve_redraw": HEAD,
    "draws.refuse_redraw": HEAD,
    "draws.recuse": LEADER,
    "draws.override": HEAD,
    "draws.annul": HEAD,
    "draws.export_draw": (*STAFF, Role.BUREAU_HEAD),
    "draws.adopt": LEADER,
    "draws.abandon": LEADER,
    # inspections/cases
    "cases.view_case": CASE_READERS,
    "cases.export_cases": (*STAFF, Role.BUREAU_HEAD),
    "cases.register_clue": INSPECTOR,
    "cases.request_filing": INSPECTOR,
    "cases.return_filing": LEADER,
    "cases.reject_filing": LEADER,
    "cases.approve_filing": LEADER,
    "cases.reassign_case": LEADER,
    "cases.request_extension": INSPECTOR,
    "cases.approve_extension": HEAD,
    "cases.reject_extension": HEAD,
    "cases.order_correction": INSPECTOR,
    "cases.confirm_correction": INSPECTOR,
    "cases.record_findings": INSPECTOR,
    "cases.record_parties": INSPECTOR,
    "cases.record_workers": INSPECTOR,
    "cases.record_minors": INSPECTOR,
    "cases.record_evidence": INSPECTOR,
    "cases.propose_disposal": INSPECTOR,
    "cases.dispose_evidence": HEAD,
    "cases.reject_disposal": HEAD,
    "cases.conclude_investigation": INSPECTOR,
    "cases.withdraw_case": HEAD,
    "cases.request_decision_extension": INSPECTOR,
    "cases.approve_decision_extension": HEAD,
    "cases.reject_decision_extension": HEAD,
    "cases.submit_review": INSPECTOR,
    "cases.pass_review": LEGAL,
    "cases.return_review": LEGAL,
    "cases.return_to_investigation": LEGAL,
    "cases.record_discussion": HEAD,
    "cases.give_notice": LEADER,
    "cases.record_statement": INSPECTOR,
    "cases.request_hearing": INSPECTOR,
    "cases.set_hearing_day": LEGAL,
    "cases.close_hearing": LEGAL,
    "cases.submit_decision": INSPECTOR,
    "cases.return_decision": HEAD,
    "cases.decide": HEAD,
    "cases.serve": INSPECTOR,
    "cases.deliver": INSPECTOR,
    "cases.record_payment": INSPECTOR,
    "cases.record_repayment": INSPECTOR,
    "cases.request_deferral": INSPECTOR,
    "cases.approve_deferral": HEAD,
    "cases.reject_deferral": HEAD,
    "cases.demand": HEAD,
    "cases.apply_to_court": HEAD,
    "cases.record_execution": INSPECTOR,
    "cases.record_appeal": INSPECTOR,
    "cases.suspend_execution": INSPECTOR,
    "cases.resume_execution": INSPECTOR,
    "cases.answer_appeal": INSPECTOR,
    "cases.record_appeal_result": INSPECTOR,
    "cases.publish_decision": LEADER,
    "cases.withdraw_publication": LEADER,
    "cases.request_recusal": INSPECTOR,
    "cases.decide_recusal": LEADER,
    "cases.decide_recusal_as_head": HEAD,
    "cases.record_recusal_answer": LEADER,
    "cases.link_complaint": INSPECTOR,
    "cases.unlink_complaint": INSPECTOR,
    "cases.merge_case": LEADER,
    "cases.request_closing": INSPECTOR,
    "cases.return_closing": LEADER,
    "cases.approve_closing": LEADER,
    "cases.archive_case": INSPECTOR,
    "cases.propose_transfer": INSPECTOR,
    "cases.reject_transfer": HEAD,
    "cases.approve_transfer": HEAD,
    "cases.hand_over": INSPECTOR,
    "cases.record_police_answer": INSPECTOR,
    "cases.challenge_refusal": HEAD,
    # reports
    "reports.view_cockpit": BUSINESS,
    "reports.view_summary": BUSINESS,
    "reports.save_text": (*TOWN, *LEADER),
    "reports.submit_summary": TOWN,
    "reports.finish_district": LEADER,
    "reports.remind_town": LEADER,
    "reports.return_summary": LEADER,
    "reports.accept_summary": LEADER,
    "reports.make_reports": (*STAFF, Role.BUREAU_HEAD),
    # desk: where everybody lands
    "desk.view_worklist": (*BUSINESS, Role.DEPARTMENT_CONTACT, *ADMINS),
}

# Who may stand in for whom (代理审批): what is lent are the rights to approve, never more. A legal reviewer has no deputy, for
# the law asks for the reviewer's own qualification (行政处罚法 58); who holds a right himself needs none lent.
DEPUTIES: dict[str, tuple[Role, ...]] = {
    Role.BRIGADE_LEADER: INSPECTOR,
    Role.BUREAU_HEAD: LEADER,
}

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    role.value: frozenset(permission for permission, roles in PERMISSIONS.items() if role in roles)
    for role in Role
}


def roles_with(permission: str) -> tuple[Role, ...]:
    """The roles that hold a permission; none for a permission the table does not know (deny by default)."""
    return PERMISSIONS.get(permission, ())

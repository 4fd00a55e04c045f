"""What `bin/test --quick` leaves out, and why: what takes long, or tells of many things at once. `.ci/run` leaves nothing out."""

from fnmatch import fnmatchcase

LEFT_OUT = {
    "tests/pages": "every page for its readers",
    "tests/permissions": "every address for every role",
    "tests/test_query_counts.py": "every page, with few rows and with many",
    "tests/rehearsal": "campaigns played to their end, and the benchmarks",
    "tests/scenarios": "a campaign told through its pages",
    "tests/reports": "the figures and papers of a campaign",
    "tests/upgrade": "a site of the release before, upgraded",
    "tests/shell": "the parts pages are made of, in a browser",
    "tests/config": "workers, supervisors and databases in processes of their own",
    "tests/*/test_*_browser.py": "a browser",
    "tests/*/test_*pages.py": "the pages of a room",
    "tests/*/test_*_page.py": "one page of a room",
    "tests/*/test_*workflow.py::test_A_03_*": "every act in every state for every role",
    "tests/*/test_*workflow.py::*_role*": "the same",
    "tests/campaign/test_workflow.py::test_move_target_never_goes_back": "every stage against every other",
    "tests/*/test_*scope.py": "what each role sees, page by page",
    "tests/complaints/test_canaries.py": "what nobody may see, page by page",
    "tests/accounts/test_[ps]*.py": "signing in, passwords and sessions, over and over",
    "tests/campaign/test_forms.py": "the pages of a campaign",
    "tests/desk/test_worklist.py": "the worklist on its page",
    "tests/casework/test_seal*.py": "keys, over and over",
    "tests/casework/test_attachments.py": "files of all kinds",
    "tests/casework/test_paper_pdf.py": "papers made by LibreOffice",
    "tests/casework/test_pictures.py": "photographs of many millions of pixels",
    "tests/registry/test_i*.py": "whole lists of employers taken in",
    "tests/draws/test_draws_[aprw]*s.py": "rounds, pools, witnesses and receipts of whole draws",
    "tests/draws/test_draws_algorithm.py": "draws by the hundred, and one among 300,000",
    "tests/patrols/test_patrols_visit_rules.py": "whom a visit may find where, case by case",
    "tests/complaints/test_born_cases.py": "cases from complaints to their end",
    "tests/casework/test_calculator.py": "the calculator on its page, fact by fact",
    "tests/casework/test_list_filters.py": "every filter of every list, unreadable",
    "tests/complaints/test_nothing_derived.py": "the whole site with and without a hidden complaint",
    "tests/cases/test_cases_walk.py": "cases walked at random",
    "tests/cases/test_approvals.py": "approvals on their pages",
    "tests/cases/test_hostile_words.py": "hostile words on the pages and papers of a case",
    "tests/cases/test_ways_around.py": "ways around a case, tried from end to end",
    "tests/cases/test_remedies.py": "cases attacked, from end to end",
    "tests/cases/test_case_file*.py": "the file of a case, bound whole",
    "tests/cases/test_person_fines.py": "persons fined beside the unit, from notice to court",
    "tests/cases/test_decided_anew.py": "cases decided a second time",
    "tests/cases/test_after_archiving.py": "cases attacked after they were put away",
    "tests/cases/test_repayment.py": "money that goes back",
    "tests/cases/test_payment_forms.py": "the forms of payments",
    "tests/cases/test_handed_together.py": "papers handed over together, on their pages",
    "tests/cases/test_joining.py": "complaints and cases joined",
    "tests/cases/test_paper_*.py": "every form of a case, printed",
    "tests/findings/test_findings_*.py": "wages of several doors added up",
    "tests/findings/test_escalations.py": "what towns pass to the brigade, on its pages",
}


def leaves_out(name: str) -> bool:
    """Whether the file, the folder or the test (`file::test`) is one of those, or lies in one."""
    return any(fnmatchcase(name, left_out + inside) for left_out in LEFT_OUT for inside in ("", "/*", "::*"))

from django.urls import path

from casework.views.anchors import AnchorsFileView, AnchorsView
from casework.views.approval import PassOnView
from casework.views.audit_log import AuditLogView
from casework.views.calculator import CalculatorView
from casework.views.calendar import CalendarView, CalendarYearView
from casework.views.days import DayTypedView
from casework.views.drafts import DraftView
from casework.views.files import FileView
from casework.views.inbox import InboxReadView, InboxView, NoticeOpenView
from casework.views.jobs import JobProgressView, JobRetryView, JobView
from casework.views.many import ManyView
from casework.views.papers import (
    PaperActView,
    PaperDetailView,
    PaperDraftView,
    PaperFileView,
    PaperSheetView,
    PapersPrintView,
)
from casework.views.policies import PolicyChangeView, PolicyListView
from casework.views.templates import TemplateListView, TemplateUploadView
from casework.views.unverified import UnverifiedView

app_name = "casework"
urlpatterns = [
    path("inbox/", InboxView.as_view(), name="inbox"),
    path("inbox/read/", InboxReadView.as_view(), name="inbox_read"),
    path("inbox/<int:pk>/open/", NoticeOpenView.as_view(), name="notice_open"),
    path("jobs/<int:pk>/", JobView.as_view(), name="job"),
    path("jobs/<int:pk>/progress/", JobProgressView.as_view(), name="job_progress"),
    path("jobs/<int:pk>/retry/", JobRetryView.as_view(), name="job_retry"),
    path("files/<uuid:pk>/", FileView.as_view(), name="file"),
    path("papers/new/<slug:kind>/<int:pk>/", PaperDraftView.as_view(), name="paper_new"),
    path("papers/print/", PapersPrintView.as_view(), name="papers_print"),
    path("papers/<int:pk>/", PaperDetailView.as_view(), name="paper_detail"),
    path("papers/<int:pk>/sheet/", PaperSheetView.as_view(), name="paper_sheet"),
    path("papers/<int:pk>/file/<slug:form>/", PaperFileView.as_view(), name="paper_file"),
    path("papers/<int:pk>/<slug:action>/", PaperActView.as_view(), name="paper_act"),
    path("approvals/<str:kind>/<int:pk>/<slug:action>/pass/", PassOnView.as_view(), name="pass_on"),
    path("many/<slug:kind>/<slug:action>/", ManyView.as_view(), name="many"),
    path("drafts/", DraftView.as_view(), name="draft"),
    path("calculator/", CalculatorView.as_view(), name="calculator"),
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("calendar/typed/", DayTypedView.as_view(), name="day_typed"),
    path("calendar/year/", CalendarYearView.as_view(), name="calendar_year"),
    path("policy/", PolicyListView.as_view(), name="policies"),
    path("templates/", TemplateListView.as_view(), name="templates"),
    path("templates/<slug:kind>/", TemplateUploadView.as_view(), name="template_upload"),
    path("policy/unverified/", UnverifiedView.as_view(), name="unverified"),
    path("policy/<str:code>/", PolicyChangeView.as_view(), name="policy_change"),
    path("audit/", AuditLogView.as_view(), name="audit_log"),
    path("audit/anchors/", AnchorsView.as_view(), name="anchors"),
    path("audit/anchors/file/", AnchorsFileView.as_view(), name="anchors_file"),
]

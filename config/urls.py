from django.urls import include, path

from config import errors

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("work/", include("casework.urls")),
    path("", include("registry.urls")),
    path("campaign/", include("campaign.urls")),
    path("escalations/", include("findings.urls")),
    path("complaints/", include("complaints.urls")),
    path("patrols/", include("inspections.patrols.urls")),
    path("", include("inspections.checks.urls")),
    path("", include("inspections.draws.urls")),
    path("cases/", include("inspections.cases.urls")),
    path("", include("reports.urls")),
    path("", include("desk.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

from django.urls import path

from desk.views.search import SearchView
from desk.views.worklist import DoneView, HelpView, WorklistView

app_name = "desk"
urlpatterns = [
    path("", WorklistView.as_view(), name="worklist"),
    path("find/", SearchView.as_view(), name="search"),
    path("done/", DoneView.as_view(), name="done"),
    path("help/", HelpView.as_view(), name="help"),
]

"""The pages of summaries and reports; `reports.urls` includes them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

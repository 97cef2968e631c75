"""The addresses of version 1."""

from django.urls import URLPattern, URLResolver, path

from kurslink.api.description import api
from kurslink.api.reading_page import reading_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", reading_page, name="api_docs"),
    path("", api.urls),
]

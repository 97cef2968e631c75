"""Which address leads to which room."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("kurslink.api.urls")),
    path("konto/", include("kurslink.web.login_urls")),
    path("", include("kurslink.web.urls")),
]

handler500 = "kurslink.web.error_pages.server_error"

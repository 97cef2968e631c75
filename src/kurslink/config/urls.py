"""Which address leads to which room."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("kurslink.web.login_urls")),
    path("", include("kurslink.web.urls")),
]

handler500 = "kurslink.web.error_pages.server_error"

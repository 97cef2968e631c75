"""Addresses of signing in and out; the rest of allauth's pages stay closed."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("anmelden/", views.login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
]

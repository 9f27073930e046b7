"""Addresses of signing in and out."""

from django.urls import include, path

from arcada.web.signin import errors, views

urlpatterns = [
    path("practice/choose/", views.choose_practice, name="choose_practice"),
    path("account/alive/", views.alive, name="alive"),
    path("account/logout/", views.sign_out, name="sign_out"),
    path("account/email/", errors.not_found),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
]

"""Addresses of the door and of accounts. Only these pages of allauth exist; there is no sign-up."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from evenhand.foundation.access import door, views

urlpatterns = [
    path("sign-in/", door.sign_in, name="account_login"),
    path(
        "sign-in/closed/",
        login_not_required(allauth_views.account_inactive),
        name="account_inactive",
    ),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("sample/come-in/<str:role>/", door.come_in, name="sample_come_in"),
    path("account/", views.own_account, name="own_account"),
    path("account/password/", door.change_password, name="account_change_password"),
    path("accounts/", views.account_list, name="account_list"),
    path("accounts/new/", views.new_account, name="new_account"),
    path("accounts/<str:ref>/", views.account, name="account"),
    path("accounts/<str:ref>/roles/", views.roles, name="account_roles"),
    path("accounts/<str:ref>/roles/<str:grant_ref>/end/", views.role_end, name="account_role_end"),
    path("accounts/<str:ref>/closure/", views.closure, name="account_closure"),
    path("accounts/<str:ref>/password/", views.password, name="account_password"),
]

"""Addresses of the door and of accounts. Only these pages of allauth exist; there is no sign-up."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.webauthn import views as passkey_views
from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from evenhand.foundation.access import door
from evenhand.foundation.access.methods import asked, shown
from evenhand.foundation.access.views import (
    accounts,
    break_glass,
    invitations,
    second_factor,
    sessions,
    single_sign_on,
    tokens,
)

urlpatterns = [
    path("sign-in/", door.sign_in, name="account_login"),
    path(
        "sign-in/closed/",
        login_not_required(shown(allauth_views.account_inactive)),
        name="account_inactive",
    ),
    path("sign-in/second-step/", second_factor.second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", second_factor.come_in_with_passkey, name="mfa_login_webauthn"),
    path(
        "sign-in/with/<slug:provider_id>/",
        single_sign_on.sign_in_there,
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/return/",
        single_sign_on.sign_in_return,
        name="openid_connect_callback",
    ),
    path("invitation/<str:ref>/<str:token>/", invitations.invitation, name="invitation"),
    path("sign-out/", asked(allauth_views.logout), name="account_logout"),
    path("sample/come-in/<str:role>/", door.come_in, name="sample_come_in"),
    path("account/", accounts.own_account, name="own_account"),
    path("account/password/", door.change_password, name="account_change_password"),
    # to be sure that it is still you
    path(
        "account/confirmation/", asked(allauth_views.reauthenticate), name="account_reauthenticate"
    ),
    path("account/confirmation/code/", asked(mfa_views.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirmation/passkey/",
        asked(passkey_views.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    # the second step
    path("account/security/", second_factor.overview, name="mfa_index"),
    path("account/security/app/", second_factor.add_app, name="mfa_activate_totp"),
    path("account/security/app/removal/", second_factor.remove_app, name="mfa_deactivate_totp"),
    path(
        "account/security/recovery-codes/",
        shown(codes_views.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/security/recovery-codes/new/",
        second_factor.new_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/security/passkeys/new/", second_factor.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/security/passkeys/<str:credential>/",
        second_factor.name_passkey,
        name="mfa_edit_webauthn",
    ),
    path(
        "account/security/passkeys/<str:credential>/removal/",
        second_factor.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("account/sessions/", sessions.session_list, name="session_list"),
    path("account/sessions/others/end/", sessions.others_end, name="other_sessions_end"),
    path("account/sessions/<str:ref>/end/", sessions.session_end, name="session_end"),
    # accounts of others
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/new/", accounts.new_account, name="new_account"),
    path("accounts/<str:ref>/", accounts.account, name="account"),
    path("accounts/<str:ref>/roles/", accounts.roles, name="account_roles"),
    path(
        "accounts/<str:ref>/roles/<str:grant_ref>/end/", accounts.role_end, name="account_role_end"
    ),
    path("accounts/<str:ref>/closure/", accounts.closure, name="account_closure"),
    path("accounts/<str:ref>/password/", accounts.password, name="account_password"),
    path("accounts/<str:ref>/invitation/", invitations.invite, name="account_invitation"),
    # what is closed to administrators, opened for an hour
    path("administration/break-glass/", break_glass.break_glass, name="break_glass"),
    path("administration/break-glass/end/", break_glass.end, name="break_glass_end"),
    path("administration/sessions/end/", break_glass.every_session_end, name="every_session_end"),
    path(
        "accounts/<str:ref>/second-step/reset/",
        break_glass.second_factor_reset,
        name="second_factor_reset",
    ),
    # other systems
    path("administration/api-tokens/", tokens.token_list, name="token_list"),
    path(
        "administration/api-tokens/<str:ref>/revocation/",
        tokens.token_revocation,
        name="token_revocation",
    ),
]

if apps.is_installed("allauth.socialaccount.providers.saml"):
    urlpatterns.append(path("", include("evenhand.foundation.access.saml_urls")))

"""Addresses of SAML, where the extra is installed. The names are those by which allauth asks for them."""

from django.urls import path

from evenhand.foundation.access.views import saml

HERE = "sign-in/saml/<slug:organization_slug>/"

urlpatterns = [
    path(HERE, saml.sign_in_there, name="saml_login"),
    path(f"{HERE}answer/", saml.answer, name="saml_acs"),
    path(f"{HERE}return/", saml.sign_in_return, name="saml_finish_acs"),
    path(f"{HERE}metadata/", saml.metadata, name="saml_metadata"),
    path(f"{HERE}sign-out/", saml.sign_out, name="saml_sls"),
]

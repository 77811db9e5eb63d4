"""A SAML provider that signs in earnest: its metadata, and answers that hold or do not."""

import base64
import re
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://id.brightwell.example/saml"
EMAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
NAMES = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"


class SamlProvider:
    def __init__(self):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "id.brightwell.example")])
        made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
        made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
        made = made.not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2040, 1, 1))
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        self.key = key.private_bytes(pem, form, plain).decode()
        self.cert = made.sign(key, SHA256()).public_bytes(pem).decode()

    def metadata(self) -> str:
        cert = re.sub(r"-----.*?-----|\s", "", self.cert)
        return f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{cert}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{ENTITY}/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""

    def answer(
        self,
        asked: "Asked",
        *,
        subject="u-1",
        said=None,
        audience=None,
        destination=None,
        minutes=5,
        in_reply=None,
        signed=True,
    ) -> str:
        """As the browser sends it. Each of the later arguments can make it one that does not hold."""
        now = datetime.now(UTC)
        start, end = _at(now - timedelta(hours=1)), _at(now + timedelta(minutes=minutes))
        to = destination or asked.acs
        reply = asked.id if in_reply is None else in_reply
        reply = f'InResponseTo="{reply}"' if reply else ""
        stated = "".join(
            f'<saml:Attribute Name="{escape(name)}"><saml:AttributeValue>{escape(value)}</saml:AttributeValue></saml:Attribute>'
            for name, value in (said or {}).items()
        )
        stated = stated and f"<saml:AttributeStatement>{stated}</saml:AttributeStatement>"
        assertion = f"""<saml:Assertion {NAMES} ID="_a1" Version="2.0" IssueInstant="{_at(now)}"><saml:Issuer>{ENTITY}</saml:Issuer><saml:Subject><saml:NameID Format="{PERSISTENT}">{subject}</saml:NameID><saml:SubjectConfirmation Method="{BEARER}"><saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient="{to}" {reply}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{start}" NotOnOrAfter="{end}"><saml:AudienceRestriction><saml:Audience>{audience or asked.issuer}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{_at(now)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>{stated}</saml:Assertion>"""
        if signed:
            assertion = OneLogin_Saml2_Utils.add_sign(assertion, self.key, self.cert).decode()
            assertion = assertion.removeprefix('<?xml version="1.0"?>').strip()
        whole = f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" {NAMES} ID="_r1" Version="2.0" IssueInstant="{_at(now)}" Destination="{to}" {reply}><saml:Issuer>{ENTITY}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""
        return base64.b64encode(whole.encode()).decode()


class Asked:
    """What the request says that the browser carries to the provider."""

    def __init__(self, address: str):
        packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        text = zlib.decompress(base64.b64decode(packed), -15).decode()
        self.id = re.search(r'\bID="([^"]+)"', text)[1]
        self.acs = re.search(r'AssertionConsumerServiceURL="([^"]+)"', text)[1]
        self.issuer = re.search(r"<saml:Issuer>([^<]+)<", text)[1]


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

"""What the arguments of an address stand for: makers by pattern name, each makes a real row."""

from datetime import timedelta
from io import BytesIO

from allauth.usersessions.models import UserSession
from django.utils import timezone

from evenhand.features.communication import actions as communication
from evenhand.features.communication.models import Request, Round
from evenhand.features.contacts import actions as contacts
from evenhand.features.contacts import queries
from evenhand.features.contacts.rules.corrections import Kind
from evenhand.features.governance.actions import open_looks
from evenhand.features.insights.actions import save_view
from evenhand.features.people.actions import agree_adjustment
from evenhand.features.sources import actions as sources
from evenhand.features.sources.models import State
from evenhand.features.sources.queries import mapping_of
from evenhand.features.standards.models import Consultation
from evenhand.foundation.access.actions import create_user, make_token
from evenhand.foundation.access.invitations import path_for
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.sessions import ref_of
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.files.actions import store
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.housekeeping import prune_finished
from tests import cast, centre, policies
from tests.access import makers_of_standards, makers_of_standing
from tests.signin.soft_key import passkey_of


def _account() -> dict:
    return {"ref": cast.ben().ref}


def _bens_session() -> dict:
    client = cast.signed_in(cast.ben())
    client.get("/")
    return {"ref": ref_of(UserSession.objects.get(user=cast.ben()))}


def _bens_passkey() -> dict:
    return {"credential": passkey_of(cast.ben()).data["credential"]["id"]}


def _invitation() -> dict:
    user = create_user(by=SYSTEM, email="new@brightwell.example", name="Newcomer")
    ref, token = path_for(user).strip("/").split("/")[1:]
    return {"ref": ref, "token": token}


def _token() -> dict:
    token, _secret = make_token(
        by=cast.sam(), name="HR", ends_on=cast.TODAY + timedelta(days=9), today=cast.TODAY
    )
    return {"ref": token.ref}


def _grant() -> dict:
    ben = cast.ben()
    return {"ref": ben.ref, "grant_ref": ben.grants.get().ref}


def _job() -> dict:
    # Ben stands for "somebody else": none of the chairs that are tried is his.
    return {"ref": enqueue(prune_finished, by=cast.ben(), title="Ben's work").ref}


def _file() -> dict:
    kept = store(
        BytesIO(b"words"),
        by=SYSTEM,
        name="words.txt",
        content_type="text/plain",
        owner_type="nothing-listed",
        owner_ref="x",
        limit_bytes=100,
    )
    return {"ref": kept.ref}


def _ben() -> dict:
    return {"ref": centre.make_centre().ben.ref}


def _leading() -> dict:
    made = centre.make_centre()
    return {"ref": made.joanna.ref, "team_ref": made.northgate.ref}


def _bens_looks() -> dict:
    ben, leila = centre.make_centre().ben, cast.viewer(cast.leila(), today=timezone.localdate())
    open_looks(by=leila, person=ben, purpose="Ben asked who reads his figures.")
    return {"ref": ben.ref}


def _northgate() -> dict:
    return {"ref": centre.make_centre().northgate.ref}


def _bens_contact() -> dict:
    centre.make_centre()
    return {"contact_id": centre.id_of("ben-000")}


def _bens_claim() -> dict:
    viewer = cast.viewer(cast.ben())
    seen = queries.contact_of_own(viewer, _bens_contact()["contact_id"])
    asked = {"kind": Kind.NOT_MINE, "words": "I was on leave that day."}
    return {"ref": contacts.ask_correction(by=viewer, seen=seen, **asked).ref}


def _policy() -> dict:
    """One that holds since the cast came, with a draft that somebody has said something about."""
    made = policies.make_monitoring_policy()
    policies.consult(policies.write(made.policy), answer="")
    return {"ref": made.policy.ref}


def _version() -> dict:
    return _policy() | {"number": 1}


def _consultation() -> dict:
    ref = _policy()["ref"]
    return {"ref": ref, "consultation_ref": Consultation.objects.get().ref}


def _bens_request() -> dict:
    cast.ben()
    policies.make_monitoring_policy()
    return {"ref": Request.objects.get(user=cast.ben()).ref}


def _round() -> dict:
    policies.make_monitoring_policy()
    return {"ref": Round.objects.get().ref}


def _bens_question() -> dict:
    request = Request.objects.get(**_bens_request())
    asked = {"request": request, "words": "Who reads my chats?"}
    return {"ref": communication.ask_question(by=cast.viewer(cast.ben()), **asked).ref}


def _bens_adjustment() -> dict:
    ben = centre.make_centre().ben
    made = agree_adjustment(
        by=cast.owen(), person=ben, words="No calls after 16:00", starts_on=cast.TODAY
    )
    return {"ref": ben.ref, "adjustment_ref": made.ref}


def _bens_guest() -> dict:
    ben = centre.make_centre().ben
    return {"ref": ben.ref, "guest_ref": centre.let_in(cast.nadia(), ben).ref}


def _figure() -> dict:
    centre.make_centre()
    return {"key": "csat"}


def _bens_view() -> dict:
    by = cast.viewer(cast.ben())
    return {"ref": save_view(by=by, name="Mine", address="/figures/").ref}


def _run(state: State):
    """A run that has come as far as this state, and not further."""

    def make() -> dict:
        sam, today = cast.sam(), cast.TODAY
        run = centre.start(centre.contacts_csv(), by=sam)
        steps = {
            State.CHECKING: lambda: sources.match_columns(by=sam, run=run, mapping=mapping_of(run)),
            State.CHECKED: lambda: sources.check(by=sam, run=run, today=today),
            State.BRINGING_IN: lambda: sources.confirm(
                by=sam, run=run, add_people=False, team_name=""
            ),
        }
        for reached, step in steps.items():
            if run.state == state:
                break
            step()
            assert run.state == reached
        return {"ref": run.ref}

    return make


def _done() -> dict:
    return {"ref": centre.make_centre().run.ref}


MAKERS = {
    **makers_of_standing.MAKERS,
    "person_record": _ben,
    "person_memberships": _ben,
    "person_account": _ben,
    "person_keys": _ben,
    "person_employment": _ben,
    "person_leadership_end": _leading,
    "person_adjustments": _ben,
    "person_adjustment_end": _bens_adjustment,
    "person_guests": _ben,
    "person_guest_end": _bens_guest,
    "import_columns": _run(State.LOOKED_AT),
    "import_sheet": _run(State.LOOKED_AT),
    "import_check": _run(State.CHECKED),
    "import_progress": _run(State.BRINGING_IN),
    "import_state": _run(State.BRINGING_IN),
    "import_again": _run(State.BRINGING_IN),
    "import_run": _done,
    "import_rejects": _done,
    "import_rejects_file": _done,
    "import_reject_lines": _done,
    "import_corrections": _done,
    "import_taking_back": _done,
    "import_discarding": _run(State.CHECKED),
    "contact": _bens_contact,
    "contact_openings": _bens_contact,
    "contact_originals": _bens_contact,
    "contact_corrections": _bens_contact,
    "correction": _bens_claim,
    "correction_answer": _bens_claim,
    "correction_withdrawal": _bens_claim,
    "organisation_figures": lambda: centre.make_centre() and {},
    "figure": _figure,
    "figure_trend": _figure,
    "figure_comparison": _figure,
    "team_figures": _northgate,
    "person_figures": _ben,
    "channel_figures": lambda: centre.make_centre() and {"name": "phone"},
    "topic_list": lambda: centre.make_centre() and {},
    "expectation": lambda: {"key": "csat"},
    "view_name": _bens_view,
    "view_removal": _bens_view,
    **makers_of_standards.MAKERS,
    "policy": _policy,
    "policy_version": _version,
    "policy_changes": _version,
    "policy_section": lambda: _policy() | {"citation": "methods@1"},
    "policy_draft": _policy,
    "policy_draft_text": _policy,
    "policy_draft_removal": _policy,
    "policy_consultations": _policy,
    "policy_consultation": _consultation,
    "policy_publication": _policy,
    "acknowledgement": _bens_request,
    "acknowledgement_reply": _bens_request,
    "acknowledgement_questions": _bens_request,
    "acknowledgement_round": _round,
    "question": _bens_question,
    "erasure": _ben,
    "erasure_hold": _ben,
    "erasure_release": _ben,
    "retention": lambda: {"kind": "transcripts"},
    "looked_at_about": _bens_looks,
    "looked_at_file": _bens_looks,
    "kpi": lambda: {"key": "service_level"},
    "sample_come_in": lambda: {"role": Role.AGENT},
    "account": _account,
    "session_end": _bens_session,
    "token_revocation": _token,
    "openid_connect_login": lambda: {"provider_id": "oidc"},
    "openid_connect_callback": lambda: {"provider_id": "oidc"},
    **{
        f"saml_{step}": lambda: {"organization_slug": "saml"}
        for step in ("login", "acs", "finish_acs", "metadata", "sls")
    },
    "second_factor_reset": _account,
    "mfa_edit_webauthn": _bens_passkey,
    "mfa_remove_webauthn": _bens_passkey,
    "invitation": _invitation,
    "account_invitation": lambda: {"ref": _invitation()["ref"]},
    "api_person": lambda: {"external_id": "amara"},
    "account_roles": _account,
    "account_role_end": _grant,
    "account_closure": _account,
    "account_password": _account,
    "job": _job,
    "job_state": _job,
    "job_stop": _job,
    "file": _file,
}

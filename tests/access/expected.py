"""Who gets which page: the one table that `test_every_url.py` holds the website to.

Whoever is not named gets the not-found page; nobody who is not signed in gets anything but the
door, unless a row says otherwise.
"""

from dataclasses import dataclass

from evenhand.foundation.access.roles import EVERY_ROLE, Role

STRANGER = "stranger"  # signed in, without any role
EVERYONE = frozenset({*EVERY_ROLE, STRANGER})
NOBODY: frozenset = frozenset()
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
PRIVACY_OFFICER = frozenset({Role.PRIVACY_OFFICER})
WITH_FIGURES_OF_BEN = frozenset({Role.TEAM_LEADER, Role.SERVICE_MANAGER})
WITH_STANDING_OF_BEN = frozenset({Role.TEAM_LEADER, Role.SERVICE_MANAGER, Role.HR_ADVISER})
BY_PURPOSE = frozenset({Role.QUALITY_ANALYST, Role.PRIVACY_OFFICER})
AT_WORK = EVERY_ROLE - {Role.GUEST}
KEEPERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.PRIVACY_OFFICER})
SETTERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER})
WITH_DRAFTS = KEEPERS | {Role.REPRESENTATIVE}
LETS_IN = frozenset({Role.HR_ADVISER, Role.SERVICE_MANAGER})
WITH_TOTALS = frozenset(
    {Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.QUALITY_ANALYST, Role.REPRESENTATIVE}
)


@dataclass(frozen=True)
class Row:
    to: frozenset
    method: str = "get"
    answers: tuple[int, ...] = (200,)
    anonymous: int = 302  # to the door


def page(to) -> Row:
    return Row(to)


def change(to) -> Row:
    """POST only; a form without values is shown again (422) or changes and redirects (302)."""
    return Row(to, "post", (302, 422))


EXPECTED: dict[str, Row] = {
    "home": page(EVERYONE),
    "health": Row(EVERYONE, anonymous=200),
    # the door
    "account_login": Row(EVERYONE, answers=(302,), anonymous=200),
    "account_inactive": Row(EVERYONE, anonymous=200),
    "mfa_authenticate": Row(EVERYONE, answers=(302,)),  # nobody stands between two steps
    "mfa_login_webauthn": Row(
        EVERYONE, answers=(302,)
    ),  # the door's script asks it for a challenge
    # no provider is configured; with one: `tests/signin/test_oidc.py`, `test_saml.py`
    "openid_connect_login": Row(NOBODY, anonymous=404),
    "openid_connect_callback": Row(NOBODY, anonymous=404),
    "saml_login": Row(NOBODY, anonymous=404),
    "saml_acs": Row(NOBODY, "post", anonymous=404),
    "saml_finish_acs": Row(NOBODY, anonymous=404),
    "saml_metadata": Row(NOBODY, anonymous=404),
    "saml_sls": Row(NOBODY, anonymous=404),
    "invitation": Row(EVERYONE, anonymous=200),  # whoever has the link, and nobody without
    "account_logout": page(EVERYONE),
    "sample_come_in": Row(NOBODY, "post", anonymous=404),  # no sample centre
    # accounts
    "own_account": page(EVERYONE),
    "account_change_password": page(EVERYONE),
    "account_reauthenticate": page(EVERYONE),
    "mfa_reauthenticate": Row(EVERYONE, answers=(302,)),  # to the password: they have no code
    # the second step of somebody who has none, asked first whether it is still they
    "mfa_index": page(EVERYONE),
    "mfa_activate_totp": Row(EVERYONE, answers=(302,)),
    "mfa_deactivate_totp": page(NOBODY),
    "mfa_view_recovery_codes": page(NOBODY),
    "mfa_generate_recovery_codes": Row(EVERYONE, answers=(302,)),
    "mfa_reauthenticate_webauthn": Row(EVERYONE, answers=(302,)),
    "mfa_add_webauthn": Row(EVERYONE, answers=(302,)),
    "mfa_edit_webauthn": page(NOBODY),
    "mfa_remove_webauthn": page(NOBODY),
    # sessions: one of Ben's
    "session_list": page(EVERYONE),
    "session_end": Row(NOBODY, "post"),
    "other_sessions_end": change(EVERYONE),
    "account_list": page(ADMINISTRATOR),
    "new_account": page(ADMINISTRATOR),
    "account": page(ADMINISTRATOR),
    "account_roles": change(ADMINISTRATOR),
    "account_role_end": change(ADMINISTRATOR),
    "account_closure": change(ADMINISTRATOR),
    "account_password": change(ADMINISTRATOR),
    "account_invitation": Row(ADMINISTRATOR, "post"),
    # break-glass: without a session of the kind nobody, with one `tests/signin/test_break_glass.py`
    "break_glass": page(ADMINISTRATOR),
    "break_glass_end": change(ADMINISTRATOR),
    "every_session_end": change(NOBODY),
    "second_factor_reset": page(NOBODY),
    # other systems
    "token_list": page(ADMINISTRATOR),
    "token_revocation": change(ADMINISTRATOR),
    # audit
    "audit_list": page(PRIVACY_OFFICER),
    "audit_export": page(PRIVACY_OFFICER),
    "audit_seals": page(PRIVACY_OFFICER),
    "audit_seals_export": page(PRIVACY_OFFICER),
    "audit_about_me": page(EVERYONE),
    "audit_about_me_export": page(EVERYONE),
    # jobs: one of Ben's
    "job_list": page(EVERYONE),
    "job": page(ADMINISTRATOR),
    "job_state": page(ADMINISTRATOR),
    "job_stop": change(ADMINISTRATOR),
    # files: of an owner for whom no policy is listed
    "file": page(NOBODY),
    # inbox
    "inbox": page(EVERYONE),
    "inbox_reading": change(EVERYONE),
    # people: those of Ben
    "person_list": page(EVERYONE),
    "new_person": page(ADMINISTRATOR),
    "people_bring_in": page(ADMINISTRATOR),
    "person_record": page(WITH_FIGURES_OF_BEN | {Role.HR_ADVISER, Role.ADMINISTRATOR}),
    "person_memberships": change(ADMINISTRATOR),
    "person_account": change(ADMINISTRATOR),
    "person_keys": change(ADMINISTRATOR),
    "person_employment": change(ADMINISTRATOR),
    "person_leadership_end": change(ADMINISTRATOR),
    "person_adjustments": page(frozenset({Role.TEAM_LEADER, Role.HR_ADVISER})),
    "person_adjustment_end": change(frozenset({Role.HR_ADVISER})),
    "person_guests": page(LETS_IN),
    "person_guest_end": change(LETS_IN),
    "opened_to_me": page(EVERYONE),
    # the API: without a token, whoever is signed in is nobody
    "api_people": Row(EVERYONE, answers=(401,), anonymous=401),
    "api_person": Row(EVERYONE, answers=(401,), anonymous=401),
    "opening_hours": page(EVERY_ROLE - {Role.GUEST}),
    "team_list": page(EVERYONE),
    # sources: a run that stands where the step begins
    "import_list": page(ADMINISTRATOR),
    "import_file": page(ADMINISTRATOR),
    "import_columns": page(ADMINISTRATOR),
    "import_sheet": change(ADMINISTRATOR),
    "import_check": page(ADMINISTRATOR),
    "import_progress": page(ADMINISTRATOR),
    "import_state": page(ADMINISTRATOR),
    "import_again": change(ADMINISTRATOR),
    "import_run": page(ADMINISTRATOR),
    "import_rejects": page(ADMINISTRATOR),
    "import_rejects_file": page(ADMINISTRATOR),
    "import_reject_lines": page(ADMINISTRATOR),
    "import_corrections": change(ADMINISTRATOR),
    "import_taking_back": page(ADMINISTRATOR),
    "import_discarding": change(ADMINISTRATOR),
    # contacts: one that Ben handled
    "contact_list": page(EVERYONE),
    "contact_list_file": page(EVERYONE),
    "contact_list_workbook": page(EVERYONE),
    "contact_search": page(EVERYONE),
    "contact": page(WITH_FIGURES_OF_BEN | BY_PURPOSE),
    "contact_openings": change(WITH_FIGURES_OF_BEN | BY_PURPOSE),
    "contact_originals": change(WITH_FIGURES_OF_BEN | BY_PURPOSE),  # not open yet: 422
    "contact_corrections": change(NOBODY),  # only he himself
    "opened_contacts": page(EVERYONE),
    # what Ben says is wrong
    "correction_list": page(EVERYONE),
    "correction": page(WITH_FIGURES_OF_BEN | {Role.HR_ADVISER, Role.ADMINISTRATOR}),
    "correction_answer": change(WITH_FIGURES_OF_BEN | {Role.ADMINISTRATOR}),
    "correction_withdrawal": change(NOBODY),
    # figures: of the whole organisation, of Northgate, of Ben
    "organisation_figures": page(WITH_TOTALS),
    "figure": page(WITH_TOTALS),
    "figure_trend": page(WITH_TOTALS),
    "figure_comparison": page(WITH_TOTALS),
    "team_figures": page(WITH_TOTALS | {Role.TEAM_LEADER}),
    "person_figures": page(WITH_FIGURES_OF_BEN),
    "expectation": page(EVERY_ROLE - {Role.GUEST}),
    # saved views: one of Ben's, whom none of the chairs that are tried is
    "view_list": page(EVERYONE),
    "new_view": Row(EVERYONE, answers=(302,)),  # without a page of figures, to the list
    "view_name": page(NOBODY),
    "view_removal": Row(NOBODY, "post"),
    "channel_figures": page(WITH_TOTALS),
    "topic_list": page(WITH_TOTALS),
    "topic_figures": Row(
        NOBODY
    ),  # without a reason it is about nothing; with one: `test_boards.py`
    "kpi_list": page(EVERY_ROLE - {Role.GUEST}),
    "kpi": page(EVERY_ROLE - {Role.GUEST}),
    # words beside a figure of Ben's
    "figure_words": page({Role.TEAM_LEADER}),
    "figure_words_back": Row(NOBODY, "post"),  # Ben's own words alone
    # where people stand: Ben's
    "attainment": Row(WITH_TOTALS | {Role.TEAM_LEADER, Role.AGENT}, answers=(200, 302)),
    "attainment_run": Row(frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER}), "post", (302,)),
    "look_rule": page(WITH_TOTALS | {Role.TEAM_LEADER}),
    "standing": page({Role.TEAM_LEADER}),  # no finding: between Ben and whoever leads him
    "standing_words": change({Role.TEAM_LEADER}),  # Ben himself is none of the chairs
    "standing_words_back": Row(NOBODY, "post"),  # Ben's own words alone
    "person_attainment": page(WITH_STANDING_OF_BEN),
    "team_attainment": page(WITH_TOTALS | {Role.TEAM_LEADER}),
    "attainment_of_target": page(AT_WORK),  # as targets are; figures only to whoever sees totals
    # policies: one that holds, with a draft of its next version
    "policy_list": page(AT_WORK),
    "new_policy": page(KEEPERS),
    "policy": page(AT_WORK),
    "policy_version": page(AT_WORK),
    "policy_changes": page(AT_WORK),
    "policy_section": Row(AT_WORK, answers=(302,)),
    "policy_draft": page(WITH_DRAFTS),
    "policy_draft_text": page(KEEPERS),
    "policy_draft_removal": page(KEEPERS),
    "policy_consultations": change(WITH_DRAFTS),
    "policy_consultation": page(WITH_DRAFTS),
    "policy_publication": page(KEEPERS),
    # standards: one that holds, with a draft of its next version and a target about each person
    "standard_list": page(AT_WORK),
    "new_standard": page(SETTERS),
    "standard": page(AT_WORK),
    "standard_version": page(AT_WORK),
    "standard_changes": page(AT_WORK),
    "standard_draft": page(WITH_DRAFTS),
    "standard_draft_text": page(SETTERS),
    "standard_draft_removal": page(SETTERS),
    "standard_publication": page(SETTERS),
    "standard_withdrawal": page(SETTERS),
    "new_target": page(SETTERS),
    "target": page(AT_WORK),
    "new_target_version": page(SETTERS),
    "target_copies": page(SETTERS | {Role.TEAM_LEADER}),
    "target_ending": page(SETTERS),
    "person_targets": page(frozenset({Role.TEAM_LEADER, Role.HR_ADVISER})),  # and Ben's own
    "person_target_end": change(frozenset({Role.HR_ADVISER})),
    # acknowledgements: Ben's, and a question of his, which Helen answers
    "acknowledgement_list": page(EVERYONE),
    "acknowledgement": page(NOBODY),
    "acknowledgement_reply": change(NOBODY),
    "acknowledgement_questions": change(NOBODY),
    "acknowledgement_round": page(
        frozenset({Role.TEAM_LEADER, Role.SERVICE_MANAGER, Role.HR_ADVISER})
    ),
    "question": page(frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER})),
    # governance: about Ben; his list opens to whoever gave a purpose on the same day
    "transparency": page(EVERYONE),
    "data_map": page(EVERYONE),
    "retention": page(PRIVACY_OFFICER),
    "due": page(PRIVACY_OFFICER),
    "erasures": page(PRIVACY_OFFICER),
    "erasure": page(PRIVACY_OFFICER),
    "erasure_hold": change(PRIVACY_OFFICER),
    "erasure_release": change(PRIVACY_OFFICER),
    "looked_at": page(PRIVACY_OFFICER),
    "looked_at_about": page(PRIVACY_OFFICER),
    "looked_at_file": page(PRIVACY_OFFICER),
    # components
    "components": page(EVERYONE),
}

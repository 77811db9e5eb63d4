"""Who gets which page: the one table that `test_every_url.py` holds the website to.

A row for each method that the view of an address takes. Whoever is not named gets the not-found page, and so does
everybody who asks by another method; nobody who is not signed in gets anything but the door, unless a row says otherwise.
"""

from collections.abc import Set
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
HR_ADVISER = frozenset({Role.HR_ADVISER})
KEEPERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.PRIVACY_OFFICER})
SETTERS = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER})
WITH_DRAFTS = KEEPERS | {Role.REPRESENTATIVE}
LETS_IN = frozenset({Role.HR_ADVISER, Role.SERVICE_MANAGER})
WITH_TOTALS = frozenset(
    {Role.SERVICE_MANAGER, Role.HR_ADVISER, Role.QUALITY_ANALYST, Role.REPRESENTATIVE}
)


@dataclass(frozen=True)
class Row:
    """Of one method of an address."""

    to: frozenset
    answers: tuple[int, ...]
    anonymous: int = 302  # to the door


def page(to: Set, *answers: int, **more) -> dict[str, Row]:
    return {"get": Row(frozenset(to), answers or (200,), **more)}


def change(to: Set, *answers: int, **more) -> dict[str, Row]:
    """By POST; a form without values is shown again (422) or changes and redirects (302)."""
    return {"post": Row(frozenset(to), answers or (302, 422), **more)}


def form(to: Set, *answers: int, **more) -> dict[str, Row]:
    """Shown and sent at the same address."""
    return page(to, *answers, **more) | change(to, *answers, **more)


EXPECTED: dict[str, dict[str, Row]] = {
    "home": page(EVERYONE),
    "health": page(EVERYONE, anonymous=200),
    # the door
    "account_login": form(EVERYONE, 302, anonymous=200),
    "account_inactive": page(EVERYONE, anonymous=200),
    "mfa_authenticate": form(EVERYONE, 302),  # nobody stands between two steps
    # the door's script asks it for a challenge
    "mfa_login_webauthn": form(EVERYONE, 302),
    # no provider is configured; with one: `tests/signin/test_oidc.py`, `test_saml.py`
    "openid_connect_login": page(NOBODY, anonymous=404),
    "openid_connect_callback": page(NOBODY, anonymous=404),
    "saml_login": page(NOBODY, anonymous=404),
    "saml_acs": change(NOBODY, anonymous=404),
    "saml_finish_acs": page(NOBODY, anonymous=404),
    "saml_metadata": page(NOBODY, anonymous=404),
    "saml_sls": page(NOBODY, anonymous=404),
    # whoever has the link, and nobody without
    "invitation": page(EVERYONE, anonymous=200) | change(EVERYONE, anonymous=422),
    "account_logout": page(EVERYONE) | change(EVERYONE),
    "sample_come_in": change(NOBODY, anonymous=404),  # no sample centre
    # accounts
    "own_account": form(EVERYONE),
    "account_change_password": form(EVERYONE, 200),
    "account_reauthenticate": form(EVERYONE, 200),
    "mfa_reauthenticate": form(EVERYONE, 302),  # to the password: they have no code
    # the second step of somebody who has none, asked first whether it is still they
    "mfa_index": page(EVERYONE),
    "mfa_activate_totp": form(EVERYONE, 302),
    "mfa_deactivate_totp": form(NOBODY),
    "mfa_view_recovery_codes": page(NOBODY),
    "mfa_generate_recovery_codes": form(EVERYONE, 302),
    "mfa_reauthenticate_webauthn": form(EVERYONE, 302),
    "mfa_add_webauthn": form(EVERYONE, 302),
    "mfa_edit_webauthn": form(NOBODY),
    "mfa_remove_webauthn": form(NOBODY),
    # sessions: one of Ben's
    "session_list": page(EVERYONE),
    "session_end": change(NOBODY),
    "other_sessions_end": change(EVERYONE),
    "account_list": page(ADMINISTRATOR),
    "new_account": form(ADMINISTRATOR),
    "account": page(ADMINISTRATOR),
    "account_roles": change(ADMINISTRATOR),
    "account_role_end": change(ADMINISTRATOR),
    "account_closure": change(ADMINISTRATOR),
    "account_password": change(ADMINISTRATOR),
    "account_invitation": change(ADMINISTRATOR, 200),
    # break-glass: without a session of the kind nobody, with one `tests/signin/test_break_glass.py`
    "break_glass": form(ADMINISTRATOR),
    "break_glass_end": change(ADMINISTRATOR),
    "every_session_end": change(NOBODY),
    "second_factor_reset": form(NOBODY),
    # other systems
    "token_list": form(ADMINISTRATOR),
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
    "new_person": form(ADMINISTRATOR),
    "people_bring_in": form(ADMINISTRATOR),
    "person_record": page(WITH_FIGURES_OF_BEN | {Role.HR_ADVISER, Role.ADMINISTRATOR}),
    "person_memberships": change(ADMINISTRATOR),
    "person_account": change(ADMINISTRATOR),
    "person_keys": change(ADMINISTRATOR),
    "person_employment": change(ADMINISTRATOR),
    "person_leadership_end": change(ADMINISTRATOR),
    "person_adjustments": page({Role.TEAM_LEADER, Role.HR_ADVISER}) | change(HR_ADVISER),
    "person_adjustment_end": change(HR_ADVISER),
    "person_guests": form(LETS_IN),
    "person_guest_end": change(LETS_IN),
    "opened_to_me": page(EVERYONE),
    # the API: without a token, whoever is signed in is nobody
    "api_people": page(EVERYONE, 401, anonymous=401),
    "api_person": page(EVERYONE, 401, anonymous=401)
    | {verb: Row(EVERYONE, (401,), anonymous=401) for verb in ("put", "delete")},
    "opening_hours": page(AT_WORK) | change({Role.SERVICE_MANAGER, Role.ADMINISTRATOR}),
    "team_list": page(EVERYONE) | change(ADMINISTRATOR),
    # sources: a run that stands where the step begins
    "import_list": page(ADMINISTRATOR),
    "import_file": form(ADMINISTRATOR),
    "import_columns": form(ADMINISTRATOR),
    "import_sheet": change(ADMINISTRATOR),
    "import_check": form(ADMINISTRATOR),
    "import_progress": page(ADMINISTRATOR),
    "import_state": page(ADMINISTRATOR),
    "import_again": change(ADMINISTRATOR),
    "import_run": page(ADMINISTRATOR),
    "import_rejects": page(ADMINISTRATOR),
    "import_rejects_file": page(ADMINISTRATOR),
    "import_reject_lines": page(ADMINISTRATOR),
    "import_corrections": change(ADMINISTRATOR),
    "import_taking_back": form(ADMINISTRATOR),
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
    "expectation": page(AT_WORK) | change({Role.SERVICE_MANAGER}),
    # saved views: one of Ben's, whom none of the chairs that are tried is
    "view_list": page(EVERYONE),
    # without a page of figures, to the list
    "new_view": page(EVERYONE, 302) | change(EVERYONE),
    "view_name": form(NOBODY),
    "view_removal": change(NOBODY),
    "channel_figures": page(WITH_TOTALS),
    "topic_list": page(WITH_TOTALS),
    # without a reason it is about nothing; with one: `test_boards.py`
    "topic_figures": page(NOBODY),
    "kpi_list": page(AT_WORK),
    "kpi": page(AT_WORK) | change({Role.SERVICE_MANAGER, Role.ADMINISTRATOR}),
    # words beside a figure of Ben's
    "figure_words": form({Role.TEAM_LEADER}),
    "figure_words_back": change(NOBODY),  # Ben's own words alone
    # where people stand: Ben's
    "attainment": page(WITH_TOTALS | {Role.TEAM_LEADER, Role.AGENT}, 200, 302),
    "attainment_run": change(SETTERS, 302),
    "look_rule": page(WITH_TOTALS | {Role.TEAM_LEADER}) | change({Role.SERVICE_MANAGER}),
    "standing": page({Role.TEAM_LEADER}),  # no finding: between Ben and whoever leads him
    "standing_words": change({Role.TEAM_LEADER}),  # Ben himself is none of the chairs
    "standing_words_back": change(NOBODY),  # Ben's own words alone
    "person_attainment": page(WITH_STANDING_OF_BEN),
    "team_attainment": page(WITH_TOTALS | {Role.TEAM_LEADER}),
    "attainment_of_target": page(AT_WORK),  # as targets are; figures only to whoever sees totals
    # policies: one that holds, with a draft of its next version
    "policy_list": page(AT_WORK),
    "new_policy": form(KEEPERS),
    "policy": page(AT_WORK),
    "policy_version": page(AT_WORK),
    "policy_changes": page(AT_WORK),
    "policy_section": page(AT_WORK, 302),
    "policy_draft": page(WITH_DRAFTS),
    "policy_draft_text": form(KEEPERS),
    "policy_draft_removal": form(KEEPERS),
    "policy_consultations": change(WITH_DRAFTS),
    "policy_consultation": page(WITH_DRAFTS) | change(KEEPERS),
    "policy_publication": form(KEEPERS),
    # standards: one that holds, with a draft of its next version and a target about each person
    "standard_list": page(AT_WORK),
    "new_standard": form(SETTERS),
    "standard": page(AT_WORK),
    "standard_version": page(AT_WORK),
    "standard_changes": page(AT_WORK),
    "standard_draft": page(WITH_DRAFTS),
    "standard_draft_text": form(SETTERS),
    "standard_draft_removal": form(SETTERS),
    "standard_publication": form(SETTERS),
    "standard_withdrawal": form(SETTERS),
    # its first step alone asks nothing yet
    "new_target": page(SETTERS) | change(SETTERS, 200),
    "target": page(AT_WORK),
    "new_target_version": form(SETTERS),
    "target_copies": form(SETTERS | {Role.TEAM_LEADER}),
    "target_ending": form(SETTERS),
    # and Ben's own
    "person_targets": page({Role.TEAM_LEADER, Role.HR_ADVISER}) | change(HR_ADVISER),
    "person_target_end": change(HR_ADVISER),
    # acknowledgements: Ben's, and a question of his, which Helen answers
    "acknowledgement_list": page(EVERYONE),
    "acknowledgement": page(NOBODY),
    "acknowledgement_reply": change(NOBODY),
    "acknowledgement_questions": change(NOBODY),
    "acknowledgement_round": page(WITH_STANDING_OF_BEN),
    "question": form(SETTERS),
    # governance: about Ben; his list opens to whoever gave a purpose on the same day
    "transparency": page(EVERYONE),
    "data_map": page(EVERYONE),
    "retention": form(PRIVACY_OFFICER),
    "due": form(PRIVACY_OFFICER),
    "erasures": page(PRIVACY_OFFICER),
    "erasure": form(PRIVACY_OFFICER),
    "erasure_hold": change(PRIVACY_OFFICER),
    "erasure_release": change(PRIVACY_OFFICER),
    "looked_at": form(PRIVACY_OFFICER),
    "looked_at_about": page(PRIVACY_OFFICER),
    "looked_at_file": page(PRIVACY_OFFICER),
    # components
    "components": page(EVERYONE),
}

"""Who looks at which pages, over which records; and which addresses are no pages, each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import get_resolver, reverse
from django.utils import timezone

from evenhand.features.communication import actions as communication
from evenhand.features.communication.models import Request
from evenhand.features.insights.actions import save_view
from evenhand.features.insights.tests.busy import EVER, make_busy_team
from evenhand.features.people.models import Person, Team
from tests import cast, centre, policies, standards
from tests.access.expected import EXPECTED
from tests.access.makers import MAKERS

# All that is reached by following links, and these at least.
WALKED = {
    "helen": """home inbox organisation_figures figure channel_figures topic_list topic_figures team_list
        team_figures person_figures team_attainment person_attainment attainment look_rule contact contact_list
        contact_search correction_list kpi_list kpi expectation view_list new_view person_list person_record
        person_guests policy_list new_policy standard_list opening_hours transparency data_map audit_about_me
        own_account components account_change_password account_reauthenticate session_list mfa_index""",
    "sam": """home account_list account new_account token_list break_glass import_list import_file import_run
        import_taking_back job_list person_list person_record new_person people_bring_in""",
    "nadia": "home opened_to_me person_figures figure contact_list contact",
    "eve": "home",
}
# By `test_standing.py`, with names as long as names are.
OF_STANDING = """standard_list standard target person_targets standing person_attainment team_attainment
    attainment look_rule attainment_of_target"""

# Each in a run that has come as far and no further.
STEPS = "import_columns import_check import_progress import_taking_back"
# Before anybody is in; between two steps; and by whoever has a second step, or is about to have one.
DOOR = "account_login account_inactive invitation"
SECOND_STEP = """mfa_reauthenticate mfa_reauthenticate_webauthn mfa_add_webauthn mfa_edit_webauthn
    mfa_remove_webauthn mfa_view_recovery_codes mfa_generate_recovery_codes mfa_deactivate_totp"""
BY_THEMSELVES = "mfa_authenticate mfa_activate_totp second_factor_reset"


def _all(names: str, why: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), why)


NO_PAGES = {
    **_all(
        """import_rejects_file import_reject_lines audit_export audit_seals_export audit_about_me_export
        contact_list_file contact_list_workbook looked_at_file file""",
        "is downloaded",
    ),
    **_all("import_state job_state", "a piece of a page that is looked at whole"),
    **_all("health api_people api_person", "read by programs"),
    "mfa_login_webauthn": "a challenge, read by the script of the door",
    "policy_section": "leads on to the version that has the section",
    **_all(
        """openid_connect_login openid_connect_callback saml_login saml_finish_acs saml_sls
        saml_metadata""",
        "leads on, or is read by the provider of a single sign-on",
    ),
}


@dataclass(frozen=True)
class Sitting:
    """Somebody before some pages, and what makes the records: arguments for all of them, or for one by its name."""

    who: str
    pages: str
    make: Callable[[], dict]
    asking: str = ""

    def addresses(self) -> list[str]:
        made = self.make()
        return [self._address(name, made | made.get(name, {})) for name in self.pages.split()]

    def _address(self, name: str, given: dict) -> str:
        return reverse(
            name, kwargs={part: given[part] for part in PARTS[name]}
        ) + self.asking.format(**given)


def _parts(resolver) -> dict[str, tuple]:
    found = {}
    for one in resolver.url_patterns:
        found |= _parts(one) if hasattr(one, "url_patterns") else {one.name: (*one.pattern.converters,)}  # fmt: skip
    return found


PARTS = _parts(get_resolver())
PAGES = {name for name, row in EXPECTED.items() if "get" in row} - NO_PAGES.keys()
SPRING = "?period=own&first=2024-02-01&last=2024-04-28"  # when the centre had its contacts


def northgate() -> dict:
    here = centre.make_centre()
    return {"ref": here.northgate.ref, "person_figures": {"ref": here.ben.ref}}


def amara() -> dict:
    return {"ref": centre.make_centre().amara.ref}


def of_ben() -> dict:
    """He says that something about him is wrong, which makes the centre too."""
    claim = MAKERS["correction"]()
    person = {"ref": Person.objects.get(user=cast.ben()).ref, "key": "csat"}
    return person | {"correction": claim} | dict.fromkeys(_OF_TEAMS, {"ref": Team.objects.get(name="Northgate").ref})  # fmt: skip


_OF_TEAMS = ("team_figures", "team_attainment")


def a_busy_team() -> dict:
    """With weeks enough for limits, people enough for a funnel, and a saved view."""
    team = make_busy_team().northgate.ref
    kept = save_view(by=cast.viewer(cast.helen()), name="The spring", address="/figures/")
    return {"key": "csat", "ref": kept.ref, "team": team}


def a_rejected_line() -> dict:
    centre.make_centre()
    rows = [(f"{day}-1", f"2024-02-{day} 10:00", "ben", "phone") for day in (28, 31)]
    data = centre.as_csv(centre.HEADER[:4], rows)
    run = centre.bring_in(data, by=cast.sam(), name="february.csv", source="February")
    assert run.rejected == 1
    return {"ref": run.ref, "job": MAKERS["job"]()}


def of_privacy() -> dict:
    return MAKERS["looked_at_about"]() | {"kind": "transcripts"}


def two_versions() -> dict:
    """A policy in its second version, a draft of a third that somebody spoke about, and a question of Ben's."""
    cast.ben()
    policies.make_monitoring_policy()
    policy = policies.limit(30, from_day=timezone.localdate()).policy
    said = policies.consult(policies.write(policy, effective_from=_later()), answer="")
    request = Request.objects.filter(user=cast.ben()).latest("pk")
    words = "Who reads my chats?"
    asked = communication.ask_question(by=cast.viewer(cast.ben()), request=request, words=words)
    return {
        "ref": policy.ref,
        "number": 2,
        "consultation_ref": said.ref,
        "acknowledgement": {"ref": request.ref},
        "acknowledgement_round": {"ref": request.round.ref},
        "question": {"ref": asked.ref},
    }


def a_standard() -> dict:
    """In its second version, with a draft of a third, and with a target."""
    centre.make_centre()
    made = standards.make_standard()
    target = {"ref": standards.make_target(made).target.ref}
    today = timezone.localdate()
    draft = standards.write_standard(made.standard, text="Settled at once.", effective_from=today)
    standards.publish_standard(draft)
    standards.write_standard(made.standard, effective_from=_later())
    of_targets = ("new_target_version", "target_copies", "target_ending")
    return {"ref": made.standard.ref, "number": 2} | dict.fromkeys(of_targets, target)


def _later() -> date:
    return timezone.localdate() + timedelta(days=30)


SITTINGS = {
    "figures": Sitting(
        "helen", "figure_trend figure_comparison view_name", a_busy_team, f"?{EVER}&team={{team}}"
    ),
    "standards": Sitting(
        "helen",
        """new_standard standard_version standard_changes standard_draft standard_draft_text
        standard_draft_removal standard_publication standard_withdrawal new_target new_target_version
        target_copies target_ending""",
        a_standard,
    ),
    "policies": Sitting(
        "helen",
        """policy policy_version policy_changes policy_draft policy_draft_text policy_draft_removal
        policy_consultation policy_publication acknowledgement_round question""",
        two_versions,
    ),
    "asked": Sitting("ben", "acknowledgement_list acknowledgement", two_versions),
    "joanna": Sitting("joanna", "home team_figures person_figures", northgate, SPRING),
    "of Ben": Sitting("joanna", "correction figure_words", of_ben),
    "amara": Sitting(
        "amara",
        """home person_figures audit_about_me transparency data_map opened_contacts correction_list
        account_logout""",
        amara,
    ),
    "mateus": Sitting("mateus", "home team_figures team_attainment", northgate),
    "owen": Sitting(
        "owen",
        """home person_list person_record person_adjustments person_guests person_targets
        team_attainment""",
        of_ben,
    ),
    "pat": Sitting("pat", "home organisation_figures team_figures", northgate),
    "leila": Sitting(
        "leila",
        """home audit_list audit_seals looked_at looked_at_about retention due erasures
        erasure""",
        of_privacy,
    ),
    "sam": Sitting("sam", "import_rejects job", a_rejected_line),
}


def looked_at() -> set[str]:
    """Every page that somebody looks at, by the name of its address."""
    alone = (OF_STANDING, STEPS, DOOR, SECOND_STEP, BY_THEMSELVES)
    sat = (one.pages for one in SITTINGS.values())
    return {name for pages in (*alone, *WALKED.values(), *sat) for name in pages.split()}

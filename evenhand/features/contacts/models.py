"""Records about contacts: who opened whose words and why, and what people say is wrong with what is credited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.features.contacts.rules.corrections import Kind, State
from evenhand.features.contacts.rules.purposes import BY_REFERENCE, Purpose
from evenhand.features.people.models import Person, Team
from evenhand.foundation.access.refs import new_ref

PURPOSES = {
    Purpose.DRAWN: _("A review drawn by the monitoring plan"),
    Purpose.COMPLAINT: _("A complaint"),
    Purpose.SECOND_LOOK: _("Someone asked for a second look"),
    Purpose.SUBJECT_ACCESS: _("A request for their own data"),
}
KINDS = {
    Kind.NOT_MINE: _("This contact is not mine"),
    Kind.WRONG_TEAM: _("It counts for the wrong team"),
    Kind.ABUSIVE: _("The customer was abusive"),
}
STATES = {
    State.ASKED: _("waits for an answer"),
    State.ACCEPTED: _("accepted"),
    State.DECLINED: _("declined"),
    State.WITHDRAWN: _("withdrawn"),
}


class Opening(models.Model):
    """Somebody opened another person's words, for a purpose, until a moment. The database refuses to change it."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    contact_id = models.UUIDField()
    contact_number = models.CharField(max_length=400)  # as its source calls it
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # whose words; nobody's when only a customer speaks
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=[(p.value, PURPOSES[p]) for p in Purpose])
    reference = models.CharField(max_length=100, blank=True)  # of the complaint or the request
    words = models.CharField(max_length=300)  # what the viewer said they would look for
    sought = models.BooleanField()  # outside a plan: enters no rate, cannot stand alone
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["person", "-at"], name="contacts_opened_of_person"),
            models.Index(fields=["by", "-at"], name="contacts_opened_by"),
            models.Index(fields=["contact_id"], name="contacts_opened_contact"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=[p.value for p in Purpose]), name="contacts_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose=Purpose.DRAWN, sought=False)
                | (~Q(purpose=Purpose.DRAWN) & Q(sought=True)),
                name="contacts_only_drawn_is_not_sought",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="contacts_opened_with_words"),
            models.CheckConstraint(
                condition=~Q(purpose__in=sorted(BY_REFERENCE)) | ~Q(reference=""),
                name="contacts_opened_with_reference",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="contacts_opened_until"),
        ]

    def __str__(self) -> str:
        return f"{self.by} opened {self.contact_number}"

    @property
    def purpose_text(self) -> str:
        """The purpose in words, with the number of the complaint or request."""
        purpose = str(PURPOSES[Purpose(self.purpose)])
        return f"{purpose} ({self.reference})" if self.reference else purpose


class Correction(models.Model):
    """What somebody says is wrong with a contact credited to them, and the answer: both stay."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    contact_id = models.UUIDField(db_index=True)
    contact_number = models.CharField(max_length=400)
    day = models.DateField()  # on which the contact counts
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")  # who says it
    kind = models.CharField(max_length=20, choices=[(k.value, KINDS[k]) for k in Kind])
    instead = models.CharField(max_length=150, blank=True)  # whose, or which team's, in their words
    words = models.TextField(max_length=2000)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=12, choices=[(s.value, STATES[s]) for s in State], default=State.ASKED
    )
    answer = models.TextField(max_length=2000, blank=True)
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)  # or withdrawn

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in Kind]), name="contacts_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="contacts_state_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="contacts_asked_with_words"),
            models.CheckConstraint(
                condition=Q(state=State.ASKED, decided_at__isnull=True)
                | (~Q(state=State.ASKED) & Q(decided_at__isnull=False)),
                name="contacts_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ACCEPTED, State.DECLINED]) | ~Q(answer=""),
                name="contacts_decided_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ACCEPTED, kind=Kind.WRONG_TEAM) | Q(to_team__isnull=False),
                name="contacts_wrong_team_names_one",
            ),
            models.UniqueConstraint(
                fields=["contact_id", "person", "kind"],
                condition=Q(state=State.ASKED),
                name="contacts_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_number}: {self.kind}"

"""What somebody keeps of figures: the address of a page, under a name. No figure is in it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from evenhand.foundation.access.refs import new_ref


class SavedView(models.Model):
    """A page of figures with its period and filters. Whoever opens it sees what they may see, and no more."""

    ref = models.CharField(max_length=24, unique=True, default=new_ref, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=1000)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("owner", Lower("name"), name="insights_view_named_once")
        ]

    def __str__(self) -> str:
        return self.name

"""A contact of Ben's with everything that may come with one: words, answers, a review, a second leg."""

import uuid

from evenhand.features.people.queries import directory
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.notices.models import Notice
from tests import cast, centre, grains, policies

REVIEW = uuid.UUID(int=7)
SAID = "My meter is in the cellar and it is wet."
COMMENT = "She was kind and it still is not mended."
BENS = centre.id_of("ben-000")
REVIEWED = centre.id_of("ben-001")
AMARAS = centre.id_of("amara-000")


def make_talk() -> centre.Centre:
    """Words on one contact of Ben's and one of Amara's; a drawn review on another of Ben's, which has words too; and a
    monitoring policy in force."""
    here = centre.make_centre()
    policies.make_monitoring_policy()
    Notice.objects.all().delete()
    grains.add(
        store(),
        directory=directory(),
        kpis=definitions(cast.TODAY),
        message=[
            *_conversation(BENS),
            *_conversation(REVIEWED),
            *_conversation(AMARAS),
        ],
        response=[
            grains.answer(BENS, "csat", 2.0, answered_at="2024-05-02 09:00:00", comment=COMMENT),
            grains.answer(BENS, "nps", 6.0, answered_at="2024-05-02 09:00:00"),
        ],
        evaluation=[
            grains.evaluation(REVIEWED, REVIEW, comment="Warm and clear."),
            grains.evaluation(
                BENS, uuid.UUID(int=8), purpose="targeted", earned=5.0, evaluator="Joanna Price"
            ),
        ],
        criterion_score=[
            grains.criterion(REVIEW, "Greets by name", 3.0, 5.0),
            grains.criterion(REVIEW, "Solves or hands on", 5.0, 5.0, critical="customer"),
        ],
    )
    return here


def _conversation(contact: uuid.UUID) -> list[dict]:
    return [
        grains.message(contact, 2, "agent", "I am sorry. Let me see what we can do."),
        grains.message(contact, 1, "customer", SAID),
        grains.message(contact, 3, "system", "The chat ended."),
    ]

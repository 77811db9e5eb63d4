"""Puts together what became of inbound contacts, once it is known who takes them."""

from dataclasses import dataclass

import numpy as np

from evenhand.sample import outcomes
from evenhand.sample.contacts import NOTHING, Contacts


@dataclass(frozen=True, slots=True)
class Incoming:
    """Contacts as they arrive. `gave_up` are those whom nobody reached in time."""

    started: np.ndarray
    channel: np.ndarray
    reason: np.ndarray
    wait: np.ndarray
    gave_up: np.ndarray
    customer: np.ndarray


@dataclass(frozen=True, slots=True)
class Skill:
    """For each contact, what the one who takes it adds to the average person's outcome."""

    resolution: np.ndarray
    satisfaction: np.ndarray
    speed: np.ndarray


def handle(random, come: Incoming, agent: np.ndarray, skill: Skill) -> Contacts:
    channel, reason, wait, lost = come.channel, come.reason, come.wait, come.gave_up
    settled = outcomes.draw_settled(random, channel, reason, skill.resolution) & ~lost
    felt = outcomes.draw_felt(random, channel, reason, settled, wait, skill.satisfaction)
    csat = outcomes.draw_answers(random, channel, felt)
    talk, hold, wrap = outcomes.draw_times(random, channel, reason, skill.speed)
    return Contacts(
        started=come.started,
        ended=come.started + wait + np.where(lost, 0, talk + hold),
        agent=np.where(lost, NOTHING, agent),
        channel=channel,
        reason=reason,
        outbound=np.zeros(agent.size, dtype=bool),
        wait=wait,
        talk=np.where(lost, NOTHING, talk),
        hold=np.where(lost, NOTHING, hold),
        wrap=np.where(lost, NOTHING, wrap),
        customer=come.customer,
        csat=np.where(lost, 0, csat).astype(np.int8),
        felt=np.where(lost, 0, felt).astype(np.int8),
        settled=settled,
        came=np.zeros(agent.size, dtype=np.int8),
    )

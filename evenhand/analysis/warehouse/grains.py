"""The published tables of one month, from what was received: each row credited to a person and a team, with its day.

`build` leaves a temporary table or view in the engine for every grain of `tables.SCHEMAS`, its rows in an order that
nothing is left of to chance: the same facts make the same files.
"""

from datetime import date, timedelta

from evenhand.analysis.warehouse import clocks
from evenhand.analysis.warehouse.credit import credited
from evenhand.analysis.warehouse.directory import Directory
from evenhand.analysis.warehouse.manifest import Manifest, Store
from evenhand.analysis.warehouse.versions import latest, newest, rows

# The grains whose days say how far a month reaches, and the moment that each is of; the others follow these.
DATED = {"contact": "started_at", "response": "answered_at", "evaluation": "evaluated_at"}


def prepare(
    connection, store: Store, manifest: Manifest, directory: Directory, first: date
) -> None:
    """What every month needs: who is who, how far each source reaches, what knows no times of day, when it was open."""
    contacts = rows(store, "contact", manifest.received("contact"))
    connection.execute(
        f"CREATE OR REPLACE TABLE horizon AS SELECT *, {clocks.local_day('until', manifest.zone)} AS until_day FROM ("
        " SELECT source, greatest(max(started_at), max(ended_at), max(solved_at), max(first_replied_at)) AS until"
        f" FROM {contacts} GROUP BY source)"
    )
    built = {grain: manifest.received(grain, since=f"{first:%Y-%m}") for grain in DATED}
    told = (
        clocks.without_times(rows(store, grain, built[grain]), moment, manifest.zone)
        for grain, moment in DATED.items()
    )
    connection.execute(f"CREATE OR REPLACE TABLE without_times AS {' UNION '.join(told)}")
    ((last,),) = connection.execute("SELECT max(until)::DATE FROM horizon").fetchall()
    last = max(last or first, first) + timedelta(days=1)
    directory.load(connection, first - timedelta(days=2), last)
    clocks.load_opening(connection, manifest.zone, first - timedelta(days=2), last)


def reach(connection) -> dict[str, str]:
    """Source → the last moment of which its contacts tell, in UTC."""
    told = "SELECT source, until::VARCHAR FROM horizon WHERE until IS NOT NULL ORDER BY source"
    return dict(connection.execute(told).fetchall())


def build(connection, store: Store, manifest: Manifest, month: str) -> bool:
    """The tables of a month, once its span is linked. False when no run touches it."""
    if not any(month in run.months for run in manifest.runs.values()):
        return False
    here = _Month(connection, store, manifest, month)
    here.contacts()
    here.responses()
    here.evaluations()
    here.told_legs()
    here.spoken()
    here.finish_contacts()
    here.legs()
    here.messages()
    return True


class _Month:
    def __init__(self, connection, store, manifest, month):
        self.connection, self.store, self.manifest, self.month = connection, store, manifest, month
        self.zone = manifest.zone
        self.first = date.fromisoformat(f"{month}-01")

    def _make(self, table: str, sql: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")

    def _files(self, grain: str) -> list[str]:
        """Files that touch the month. What is about contacts follows them: where an update may have moved a contact
        to another month, all files of the grain are looked through."""
        moved = grain != "contact" and any(
            run.updates and "contact" in run.files for run in self.manifest.runs.values()
        )
        return self.manifest.received(grain, month="" if moved else self.month)

    def _latest(self, grain: str, key: str) -> str:
        return latest(self.store, self.manifest, grain, key, self._files(grain))

    def _stamped(self, sql: str, moment: str, *, timed: str = "true") -> str:
        """Rows of this month, with the local day of a moment, and the half-hour where its time of day is known."""
        end = self.first + timedelta(days=33)
        return (
            "(SELECT * EXCLUDE (local), local::DATE AS local_date,"
            f" CASE WHEN {timed} AND run NOT IN (FROM without_times)"
            " THEN hour(local) * 2 + minute(local) // 30 END::INTEGER AS half_hour"
            f" FROM (SELECT *, {clocks.local_time(moment, self.zone)} AS local FROM {sql}"
            f" WHERE {moment} BETWEEN TIMESTAMP '{self.first - timedelta(days=1)}' AND TIMESTAMP '{end}')"
            f" WHERE local >= TIMESTAMP '{self.first}' AND local < TIMESTAMP '{end.replace(day=1)}')"
        )

    def contacts(self) -> None:
        """The table `base`: the month's contacts, credited."""
        # Of contacts received by an earlier version it is not said line by line.
        timed = "coalesce(time_known, true)"
        rows = self._stamped(self._latest("contact", "contact_id"), DATED["contact"], timed=timed)
        self._make("base", f"FROM {credited(rows)}")

    def responses(self) -> None:
        """Answers that came with their contact, that name a contact of the month, or that stand alone in it."""
        apart = self._latest("response", "response_id")
        alone = self._stamped(f"(FROM {apart} WHERE contact_id IS NULL)", DATED["response"])
        pieces = [ON_THE_CONTACT]
        if self._files("response"):
            pieces += [APART.format(rows=apart), ALONE.format(rows=credited(alone))]
        self._make("response", NUMBERED.format(rows=" UNION ALL BY NAME ".join(pieces)))

    def evaluations(self) -> None:
        found = self._latest("evaluation", "evaluation_id")
        alone = self._stamped(f"(FROM {found} WHERE contact_id IS NULL)", DATED["evaluation"])
        self._make("evaluation", EVALUATIONS.format(rows=found, alone=credited(alone)))
        scores = newest(
            rows(self.store, "criterion_score", self._files("criterion_score")), "evaluation_id"
        )
        self._make("criterion_score", SCORES.format(rows=scores))

    def spoken(self) -> None:
        """The table `spoken`: how many messages each side of a contact said."""
        found = newest(rows(self.store, "message", self._files("message")), "contact_id")
        self._make("spoken", SPOKEN.format(rows=found))

    def finish_contacts(self) -> None:
        """The table `contact`: with its neighbours in time, its clocks, and the answer and evaluation that count."""
        clocks.open_clock(self.connection, self.zone)
        gaps = {
            "previous": ("-", "l.since_previous_seconds"),
            "next": ("+", "l.until_next_seconds"),
        }
        self._make("contact", CONTACTS.format(
            **{name: self._same_day(sign, gap) for name, (sign, gap) in gaps.items()}
        ))  # fmt: skip

    def _same_day(self, sign: str, gap: str) -> str:
        """Whether so many seconds before or after a contact began it was the same local day; null without a gap. A zone
        is slow to ask, so only where the longest day leaves it open."""
        moment = f"b.started_at {sign} to_microseconds(({gap} * 1000000)::BIGINT)"
        same = f"{clocks.local_day(moment, self.zone)} = b.local_date"
        return f"CASE WHEN {gap} < {clocks.LONGEST_DAY} THEN {same} WHEN {gap} IS NOT NULL THEN false END"

    def told_legs(self) -> None:
        told = newest(rows(self.store, "leg", self._files("leg")), "contact_id, source")
        self._make("told_leg", TOLD_LEGS.format(rows=credited(TOLD.format(rows=told))))

    def legs(self) -> None:
        """Legs that a source tells, and one leg of whoever answered for all other contacts."""
        self._make("leg", LEGS)

    def messages(self) -> None:
        found = newest(rows(self.store, "message", self._files("message")), "contact_id")
        self._make("message", MESSAGES.format(rows=found))


CONTACTS = """
SELECT b.* EXCLUDE (csat_score, csat_low, csat_high, transferred),
  coalesce(b.transferred, t.passed_on) AS transferred,
  epoch(b.first_replied_at - b.started_at)::DOUBLE AS first_response_seconds,
  c.first_response_open_seconds,
  epoch(b.first_solved_at - b.started_at)::DOUBLE AS first_resolution_seconds,
  c.first_resolution_open_seconds,
  epoch(b.solved_at - b.started_at)::DOUBLE AS resolution_seconds,
  c.resolution_open_seconds,
  epoch(h.until - b.started_at)::DOUBLE AS followed_seconds, c.followed_open_seconds,
  h.until_day > b.local_date AS followed_whole_day,
  l.since_previous_seconds, l.until_next_seconds,
  {previous} AS previous_same_day, {next} AS next_same_day,
  r.score AS csat_score, r.low AS csat_low, r.high AS csat_high,
  s.contact_id IS NOT NULL AS survey_answered,
  m.customer_messages, m.agent_messages,
  e.earned / nullif(e.possible, 0) AS evaluation_share
FROM base b
LEFT JOIN horizon h USING (source)
LEFT JOIN linked l USING (contact_id)
LEFT JOIN open_clock c USING (contact_id)
LEFT JOIN (SELECT contact_id, bool_or(passed_on) AS passed_on FROM told_leg GROUP BY contact_id) t USING (contact_id)
LEFT JOIN (FROM response WHERE credited AND question = 'csat' AND contact_id IS NOT NULL) r USING (contact_id)
LEFT JOIN (SELECT DISTINCT contact_id FROM response
  WHERE score IS NOT NULL OR question = 'resolved' OR comment IS NOT NULL) s USING (contact_id)
LEFT JOIN spoken m USING (contact_id)
LEFT JOIN (FROM evaluation WHERE credited AND contact_id IS NOT NULL) e USING (contact_id)
ORDER BY b.team_id NULLS LAST, b.started_at, b.contact_id
"""

# Where two sources tell the legs of one contact, its own goes first: no part counts twice.
TOLD = """(
SELECT t.*, b.local_date, b.half_hour, b.channel, b.topic FROM {rows} t JOIN base b USING (contact_id)
QUALIFY dense_rank() OVER (PARTITION BY contact_id ORDER BY t.source <> b.source, t.source) = 1)"""

TOLD_LEGS = """
SELECT contact_id, leg, local_date, half_hour, team_id, person_id, channel, topic, started_at,
  talk_seconds, hold_seconds, wrap_seconds, handle_seconds, parts_known, passed_on
FROM {rows}
"""

LEGS = """
SELECT contact_id, 1 AS leg, local_date, half_hour, team_id, person_id, channel, topic, started_at,
  talk_seconds, hold_seconds, wrap_seconds, handle_seconds, parts_known
FROM contact ANTI JOIN told_leg USING (contact_id) WHERE answered
UNION ALL BY NAME SELECT * EXCLUDE (passed_on) FROM told_leg
ORDER BY team_id NULLS LAST, started_at, contact_id, leg
"""

_OF_CONTACT = "contact_id, local_date, half_hour, team_id, person_id, channel, topic"

ON_THE_CONTACT = f"""
SELECT {_OF_CONTACT}, source_version, NULL::TIMESTAMP AS answered_at, 'csat' AS question, csat_score AS score,
  csat_low AS low, csat_high AS high, NULL::VARCHAR AS comment FROM base WHERE csat_score IS NOT NULL
UNION ALL BY NAME
SELECT {_OF_CONTACT}, source_version, 'nps' AS question, nps_score AS score, 0.0 AS low, 10.0 AS high
FROM base WHERE nps_score IS NOT NULL
UNION ALL BY NAME
SELECT {_OF_CONTACT}, source_version, if(ces_version = 1, 'ces1', 'ces') AS question, ces_score AS score,
  ces_low AS low, ces_high AS high FROM base WHERE ces_score IS NOT NULL
UNION ALL BY NAME
SELECT {_OF_CONTACT}, source_version, 'resolved' AS question,
  CASE resolved_answer WHEN 'yes' THEN 1.0 WHEN 'no' THEN 0.0 END AS score, 0.0 AS low, 1.0 AS high
FROM base WHERE resolved_answer IS NOT NULL
"""

APART = """
SELECT b.contact_id, b.local_date, b.half_hour, b.team_id, b.person_id, b.channel, b.topic,
  r.source_version, r.answered_at, r.question, r.score, r.low, r.high, r.comment
FROM {rows} r JOIN base b USING (contact_id)
"""

ALONE = """
SELECT NULL::UUID AS contact_id, local_date, half_hour, team_id, person_id, channel, topic,
  source_version, answered_at, question, score, low, high, comment FROM {rows}
"""

# Of several answers to one question about one contact the latest counts; one that came apart goes before its own.
NUMBERED = """
SELECT *, row_number() OVER (PARTITION BY contact_id ORDER BY question, answered_at NULLS FIRST)::INTEGER AS response,
  contact_id IS NULL OR row_number() OVER (PARTITION BY contact_id, question
    ORDER BY answered_at DESC NULLS LAST, source_version DESC, score) = 1 AS credited
FROM ({rows}) ORDER BY team_id NULLS LAST, local_date, contact_id, question, answered_at, score, comment
"""

# Of several evaluations of one contact the earliest counts for it: a second look does not stand in for the first.
EVALUATIONS = """
SELECT *, contact_id IS NULL OR row_number() OVER (
  PARTITION BY contact_id ORDER BY purpose <> 'random', evaluated_at, evaluation_id) = 1 AS credited
FROM (
  SELECT e.* EXCLUDE (agent, channel, topic, content_hash), b.channel, b.topic, b.local_date, b.half_hour,
    b.person_id, b.team_id
  FROM {rows} e JOIN base b USING (contact_id)
  UNION ALL BY NAME
  SELECT * EXCLUDE (agent, content_hash, attribution) FROM {alone}
) ORDER BY team_id NULLS LAST, local_date, evaluation_id
"""

SCORES = """
SELECT s.criterion, s.section, s.earned, s.possible, s.not_applicable, s.critical, e.evaluation_id, e.contact_id,
  e.purpose, e.local_date, e.half_hour, e.team_id, e.person_id, e.channel, e.topic
FROM {rows} s JOIN evaluation e USING (evaluation_id)
ORDER BY e.team_id NULLS LAST, e.local_date, evaluation_id, s.section, s.criterion
"""

SPOKEN = """
SELECT contact_id, count(*) FILTER (speaker = 'customer')::INTEGER AS customer_messages,
  count(*) FILTER (speaker = 'agent')::INTEGER AS agent_messages
FROM {rows} SEMI JOIN base USING (contact_id) GROUP BY contact_id
"""

MESSAGES = """
SELECT m.contact_id, m.message, m.said_at, m.speaker, m.text,
  c.local_date, c.half_hour, c.team_id, c.person_id, c.channel, c.topic
FROM {rows} m JOIN contact c USING (contact_id) ORDER BY c.team_id NULLS LAST, m.contact_id, m.message
"""

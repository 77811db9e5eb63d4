"""Find the turns of conversations in what a first look saw: which list, which keys, who speaks."""

import json

from evenhand.analysis.intake.headings import words
from evenhand.analysis.intake.mapping import Turns
from evenhand.analysis.intake.shape import Shape

_TEXT = ("text", "message", "utterance", "body", "content", "transcript", "said")
SPEAKER = (
    "speaker",
    "agent",
    "role",
    "author",
    "from",
    "sender",
    "participant",
    "speaker role",
    "author type",
)
_TIME = (
    "unix time", "time", "timestamp", "created at", "sent at", "said at", "date", "ts", "at", "start time", "started at",
)  # fmt: skip
ACT = ("action", "act", "event", "type", "visibility", "kind")
_WHO = {
    "customer": ("user", "customer", "client", "caller", "visitor", "consumer", "end user", "requester", "guest"),
    "agent": ("agent", "wizard", "assistant", "operator", "adviser", "advisor", "representative", "rep", "human",
              "staff", "support", "employee", "teammate", "admin"),
    "system": ("system", "bot", "robot", "knowledge base", "user guide", "action", "api", "ivr", "automation"),
}  # fmt: skip
_UNSAID = ("request", "draft", "internal", "note", "private", "whisper", "query")


def found(shape: Shape) -> Turns | None:
    """The first column that holds lists of turns, as a proposal; None when none does."""
    for column in shape.columns:
        lists = [turns for turns in _lists(shape, column) if turns]
        if not lists:
            continue
        keys = list(dict.fromkeys(key for turns in lists for turn in turns for key in turn))
        text, speaker = _key(keys, _TEXT), _key(keys, SPEAKER)
        if text and speaker:
            return _with_speakers(
                Turns(column, speaker, text, _key(keys, _TIME), _key(keys, ACT)), lists
            )
    return None


def asked(shape: Shape, column: str) -> list[str]:
    """The questions in a column of questionnaires."""
    return sorted({text for answers in _lists(shape, column) for text, _ in pairs(answers)})


def pairs(answers: list[dict]) -> list[tuple[str, object]]:
    """(question, answer) of a questionnaire, whatever its keys are called."""
    read = []
    for answer in answers if isinstance(answers, list) else []:
        said = (
            {words(key): value for key, value in answer.items()} if isinstance(answer, dict) else {}
        )
        if "question" in said and (value := said.get("answer", said.get("score"))) is not None:
            read.append((str(said["question"]).strip(), value))
    return read


def _lists(shape: Shape, column: str) -> list[list[dict]]:
    read = []
    for cell in shape.values(column):
        if not cell.startswith("["):
            return []
        try:
            given = json.loads(cell)
        except ValueError:
            return []
        read.append([turn for turn in given if isinstance(turn, dict)])
    return read


def _key(keys: list[str], called: tuple[str, ...]) -> str:
    known = {words(key): key for key in reversed(keys)}
    return next((known[word] for word in called if word in known), "")


def _with_speakers(turns: Turns, lists: list[list[dict]]) -> Turns:
    speakers: dict[str, str] = {}
    unsaid: list[str] = []
    for turn in (turn for one in lists for turn in one):
        name = str(turn.get(turns.speaker) or "")
        if name:
            speakers.setdefault(name, who(name))
        act = str(turn.get(turns.act) or "") if turns.act else ""
        if act and act not in unsaid and set(words(act).split()) & set(_UNSAID):
            unsaid.append(act)
    return Turns(
        turns.key, turns.speaker, turns.text, turns.time, turns.act, speakers, tuple(unsaid)
    )


def who(name: str) -> str:
    """customer, agent or system, by what a speaker is called; "" when that does not tell."""
    said = words(name)
    return next((meant for meant, called in _WHO.items() if said in called), "")

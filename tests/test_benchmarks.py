"""What can be measured, what cannot be yet, and what is no topic at all."""

import subprocess

import pytest

from benchmarks.__main__ import PLANNED, TOPICS, main


@pytest.fixture
def started(monkeypatch):
    """The topics that would have had a process of their own."""
    topics = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: topics.append(words[3]))
    return topics


@pytest.mark.parametrize("topic", PLANNED)
def test_a_topic_without_its_room_says_with_what_it_comes(topic, started, capsys):
    assert main([topic]) == 0
    assert capsys.readouterr().out == f"{topic}: not built yet, it comes with {PLANNED[topic]}\n"
    assert not started


def test_all_topics_are_those_there_are_and_then_those_to_come(started, capsys):
    assert main([]) == 0
    assert tuple(started) == TOPICS
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == list(PLANNED)


def test_what_is_no_topic_is_an_error(started, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["nonsense"])
    assert ended.value.code
    assert "nonsense" in capsys.readouterr().err
    assert not started

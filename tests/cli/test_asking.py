"""What `minsheng add` asks for on a terminal, and asks again for until it can be."""

import pytest
import typer

from pipelines import asking
from pipelines.storage.intake import Finding


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.fixture
def answers(monkeypatch):
    """The answers that a person gives, one after the other; the questions that were put."""
    given: list[str] = []
    asked: list[str] = []

    def prompt(question, **_):
        asked.append(question)
        return given.pop(0)

    monkeypatch.setattr(asking.sys, "stdin", Terminal())
    monkeypatch.setattr(asking.typer, "prompt", prompt)
    return given, asked


def test_a_place_is_asked_for_until_it_is_one(answers):
    given, asked = answers
    given += ["成都", "999999", "510107"]
    assert asking.place_of(Finding(), None, None) == ("510107", "四川省成都市武侯区")
    assert "'成都' is no code" in asked[1]
    assert "999999 is no code of GB/T 2260" in asked[2]


def test_a_code_of_ones_own_needs_a_name_that_is_none(answers):
    given, asked = answers
    given += ["foo", "510107", "zone-1", "某某开发区"]
    assert asking.place_of(Finding(), None, None) == ("zone-1", "某某开发区")
    assert len(asked) == 4


def test_a_year_is_asked_for_until_it_is_one(answers):
    given, asked = answers
    given += ["25", "3025", "2024"]
    assert asking.year_of(Finding(), None) == 2024
    assert "'25' is no year between 2000 and" in asked[1]


def test_a_document_that_cannot_be_read_says_so_where_it_is_asked_about(answers):
    given, asked = answers
    given += ["110101", "2024"]
    finding = Finding(refusal="a.pdf: no text")
    assert asking.place_of(finding, None, None)[0] == "110101"
    assert asking.year_of(finding, None) == 2024
    assert all("cannot be read" in question for question in asked)


@pytest.mark.parametrize("year", ["1999", "3025"])
def test_a_year_that_an_option_names_is_within_what_it_can_be(year, capsys):
    with pytest.raises(typer.Exit):
        asking.year_option(year, "--year", 2000, 2026)
    assert f"--year is {year}, not between 2000 and 2026" in capsys.readouterr().err

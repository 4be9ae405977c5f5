"""A house style from other people's files, and back."""

from pathlib import Path

import pytest

from desk.domain import BadInput, Term
from desk.exchange import read_terms, write_terms


def given(folder: Path, name: str, said: str) -> Path:
    file = folder / name
    file.write_text(said, encoding="utf-8")
    return file


def test_csv_with_names_in_any_order(tmp_path: Path):
    said = "right;wrong;language;note\nemail;e-mail;en;One word\n;illegal immigrant;;\n"
    assert read_terms(given(tmp_path, "a.csv", said)) == (
        Term(wrong="e-mail", right="email", language="en", note="One word"),
        Term(wrong="illegal immigrant"),
    )


def test_csv_without_names(tmp_path: Path):
    assert read_terms(given(tmp_path, "a.csv", "e-mail,email\nweb site,website\n")) == (
        Term(wrong="e-mail", right="email"),
        Term(wrong="web site", right="website"),
    )


def test_what_is_written_is_read_again(tmp_path: Path):
    terms = (
        Term(wrong="Macedonia", right="North Macedonia", exceptions=("ancient Macedonia", "a, b"), case=True),
        Term(wrong=r"(\d+)\s?%", right="$1 per cent", language="en", scope="body", pattern=True, note="So."),
    )
    assert read_terms(given(tmp_path, "a.csv", write_terms(terms))) == terms


def test_a_substitution_of_vale(tmp_path: Path):
    said = """
extends: substitution
message: Use '%s' instead of '%s'
level: warning
ignorecase: true
exceptions:
  - e-mail client
swap:
  e-mail: email
  '(?:give|gave) rise to': cause
  '(\\d+) ?kms': $1 km|$1 kilometres
  No\\.: number
"""
    found = read_terms(given(tmp_path, "Terms.yml", said))
    assert [(one.wrong, one.right, one.pattern) for one in found] == [
        ("e-mail", "email", False),
        (r"\b(?:(?:give|gave) rise to)\b", "cause", True),
        (r"\b(?:(\d+) ?kms)\b", "$1 km", True),
        (r"\b(?:No\.)\b", "number", True),
    ]
    assert all(one.exceptions == ("e-mail client",) and not one.case for one in found)


def test_a_list_of_words_that_vale_forbids(tmp_path: Path):
    found = read_terms(given(tmp_path, "a.yaml", "extends: existence\ntokens:\n  - very unique\n"))
    assert found == (Term(wrong="very unique", case=True),)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.yml", "extends: spelling\n"),
        ("a.yml", "- one\n- two\n"),
        ("a.yml", "a: [\n"),
        ("a.yml", "extends: substitution\nswap:\n  '(unclosed': x\n"),
        ("a.yml", "!!python/object/apply:os.system ['true']\n"),
        ("a.csv", ""),
        ("a.csv", "wrong,right,scope\na,b,everywhere\n"),
        ("a.csv", "wrong,right,pattern\n(a,b,yes\n"),
        ("a.csv", 'a,"b\n'),
    ],
)
def test_what_is_no_house_style_is_refused(tmp_path: Path, name: str, said: str):
    with pytest.raises(BadInput):
        read_terms(given(tmp_path, name, said))

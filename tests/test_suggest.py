from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podlint.suggest import distance, nearest

FIELDS = ("args", "command", "env", "image", "imagePullPolicy", "livenessProbe", "name", "ports", "volumeMounts")
WORDS = st.text(alphabet="abcd", max_size=8)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("imagepullpolicy", "imagePullPolicy"),
        ("image-pull-policy", "imagePullPolicy"),
        ("image_pull_policy", "imagePullPolicy"),
        ("imgae", "image"),
        ("volumeMount", "volumeMounts"),
        ("livnessProbe", "livenessProbe"),
        ("prots", "ports"),
        ("ENV", "env"),
        ("arg", "args"),
    ],
)
def test_finds_what_was_meant(written: str, meant: str) -> None:
    assert nearest(written, FIELDS) == meant


@pytest.mark.parametrize("written", ["", "x", "en", "volumes", "cmd", "host", "replicas", "resources", "restartPolicy"])
def test_does_not_guess_wildly(written: str) -> None:
    assert nearest(written, FIELDS) is None


def test_a_right_name_is_no_suggestion_for_itself() -> None:
    assert nearest("image", FIELDS) is None
    assert nearest("image", ("image", "Image")) == "Image"


def test_the_nearer_wins_then_the_first_letter_then_the_alphabet() -> None:
    assert nearest("volumeMonts", ("volumeMount", "volumeMounts")) == "volumeMounts"
    assert nearest("lame", ("game", "lane", "lace")) == "lace"


def test_no_candidates() -> None:
    assert nearest("image", ()) is None


@given(WORDS, WORDS)
def test_distance_is_symmetric_and_zero_only_for_equals(first: str, second: str) -> None:
    assert distance(first, second, 20) == distance(second, first, 20)
    assert (distance(first, second, 20) == 0) == (first == second)


@given(WORDS, WORDS, st.integers(min_value=1, max_value=4))
def test_a_bound_only_cuts(first: str, second: str, bound: int) -> None:
    assert distance(first, second, bound) == min(bound, distance(first, second, 20))


@given(WORDS, st.integers(min_value=0, max_value=7))
def test_a_swap_of_neighbours_is_one_slip(word: str, at: int) -> None:
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert distance(word, swapped, 20) == (0 if swapped == word else 1)

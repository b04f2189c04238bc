"""What a new password must be, and what is seen under a disguise."""

import random

import pytest
from spellchecker import SpellChecker
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from auth_gateway.accounts.password_rules import LONGEST, Personal, faults

SOMEBODY = Personal(("Andréa", "Inventé-Martin", "a.dupuis-fictif", "T0000001"), ("02041980", "020480", "19800402"))
GOOD = "Vélo-Rouge-7!"


@pytest.mark.parametrize("password", [GOOD, "Canapé&Tondeuse7", "kT9$wQz2", "Un Autre Secret 77 ?"])
def test_a_good_password_has_no_fault(password: str) -> None:
    assert faults(password, SOMEBODY) == []


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("vélo-rouge-7!", "no_upper"),
        ("VÉLO-ROUGE-7!", "no_lower"),
        ("Vélo-Rouge-!", "no_digit"),
        ("VéloRouge7z", "no_special"),
    ],
)
def test_a15_each_of_the_four_classes_is_asked_for(password: str, fault: str) -> None:
    assert fault in faults(password, SOMEBODY)


def test_a14_eight_characters_are_enough_and_seven_are_not() -> None:
    assert faults("kT9$wQz2", SOMEBODY) == []
    assert "too_short" in faults("kT9$wQz", SOMEBODY)


def test_k4_a_hundred_and_twenty_eight_characters_are_accepted_counted_once_composed() -> None:
    letters = random.Random(7).choices("aeiou", k=LONGEST - 4)  # noqa: S311  letters that are the same at each run
    longest = "Zz9!" + "".join(f"{letter}\u0301" for letter in letters)  # two code points each until composed

    assert faults(longest, SOMEBODY) == []
    assert faults(longest + "x", SOMEBODY) == ["too_long"]


@pytest.mark.parametrize(
    "password",
    [
        "Bonjour2026!", "P@ssw0rd123!", "M0tdep@sse1!", "Azerty123!", "!Soleil75", "S0l3il12345!", "Épreuve-2026!",
        "Mot-De-Passe-1!", "BonjourBonjour1!", "Abcd1234!", "Ruojnob1!", "Chouchou69*",
    ],
)  # fmt: skip
def test_c4_a_common_word_is_recognised_under_its_disguise(password: str) -> None:
    assert faults(password, SOMEBODY) == ["common"]


@pytest.mark.parametrize(
    "password",
    [
        "Oxyccam1!",
        "Mutuelle2026*",
        "Ligne-Claire-2026!",
        "Andréa1980!!",
        "1nventé-M@rtin",
        "Dupuis.Fictif7",
        "Rz02041980!a",
    ],
)
def test_c4_what_belongs_to_the_person_or_to_the_service_is_refused(password: str) -> None:
    assert faults(password, SOMEBODY) == ["personal"]


def mangled(word: str, pick: random.Random) -> str:
    """Dress a word as people do to satisfy four classes."""
    capital = word.capitalize()
    letters_as_signs = capital
    for letter, sign in zip("aoei", "@031", strict=True):
        letters_as_signs = letters_as_signs.replace(letter, sign, 1)
    return pick.choice(
        [
            f"{capital}{pick.randrange(10)}{pick.choice('!?*.$-')}",
            f"{capital}{pick.randrange(1950, 2027)}{pick.choice('!?*.')}",
            f"{capital}{pick.choice(['123', '12', '01', '69', '1234'])}{pick.choice('!?*.')}",
            f"{pick.choice('!*#')}{capital}{pick.randrange(10, 99)}",
            f"{letters_as_signs}1!",
            f"{capital}-{pick.randrange(10, 99)}",
        ]
    )


@pytest.mark.parametrize("language", ["english", "french"])
def test_c4_of_common_passwords_mangled_to_four_classes_19_in_20_are_refused(language: str) -> None:
    french = SpellChecker(language="fr", distance=1).word_frequency.dictionary
    words = sorted(french, key=lambda word: -french[word])[:20_000]
    pick = random.Random(20261121)  # noqa: S311  a sample that is the same at each run
    sample = pick.sample(words if language == "french" else list(FREQUENCY_LISTS["passwords"]), 2000)
    formed = [
        each
        for each in (mangled(word, pick) for word in sample)
        if set(faults(each, Personal())) <= {"common", "personal"}
    ]

    refused = [each for each in formed if faults(each, Personal())]

    assert len(formed) > 1000
    assert len(refused) / len(formed) >= 0.95

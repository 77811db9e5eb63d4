"""What is personal data and what only looks like it, kind by kind."""

import pytest

from evenhand.analysis.masking import Kind, find

FOUND = [
    # numbers with check digits
    (Kind.CARD, "Card number 4111 1111 1111 1111, please", "4111 1111 1111 1111"),
    (Kind.CARD, "use 5555-5555-5555-4444 for it", "5555-5555-5555-4444"),
    (Kind.CARD, "amex 3782 822463 10005", "3782 822463 10005"),
    (Kind.CARD, "my credit card number is 4111 1111 1111 1112", "4111 1111 1111 1112"),  # mistyped
    (Kind.CARD, "the card ending 4821 was charged", "4821"),
    (Kind.CARD, "four one one one one one one one one one one one one one one one", "*"),
    (Kind.CARD_EXPIRY, "4111111111111111 expires 04/28", "04/28"),
    (Kind.CARD_EXPIRY, "4111111111111111 04/28 123", "04/28"),
    (Kind.CARD_CODE, "4111111111111111 04/28 123", "123"),
    (Kind.CARD_CODE, "the three digits on the back are 512", "512"),
    (Kind.CARD_CODE, "security code five one two", "five one two"),
    (Kind.NHS, "NHS number 943 476 5919", "943 476 5919"),
    (Kind.NHS, "it says 9434765919 on the letter", "9434765919"),
    (Kind.IBAN, "refund to GB82 WEST 1234 5698 7654 32 and tell me", "GB82 WEST 1234 5698 7654 32"),
    (Kind.IBAN, "gb82west12345698765432", "*"),
    (Kind.IBAN, "DE89370400440532013000", "*"),
    # numbers with words beside them
    (Kind.SORT_CODE, "sort code 20-11-05, account 41235678", "20-11-05"),
    (Kind.SORT_CODE, "sort code is 201105", "201105"),
    (Kind.SORT_CODE, "20-11-05 41235678", "20-11-05"),
    (Kind.ACCOUNT, "20-11-05 41235678", "41235678"),
    (Kind.ACCOUNT, "41235678 is my account number", "41235678"),
    (Kind.REFERENCE, "the policy number linked to my account is 468646993", "468646993"),
    (Kind.REFERENCE, "order #A-10293 never came", "A-10293"),
    (Kind.REFERENCE, "my customer number is QX77120", "QX77120"),
    (Kind.REFERENCE, "the number is 46864699", "46864699"),
    (Kind.SOCIAL_SECURITY, "her SSN is 469-29-9659", "469-29-9659"),
    (Kind.BIRTH_DATE, "born on 12/05/1980", "12/05/1980"),
    (Kind.BIRTH_DATE, "date of birth: 5th of May 1980", "5th of May 1980"),
    (Kind.BIRTH_DATE, "DOB 1980-05-12", "1980-05-12"),
    (Kind.BIRTH_DATE, "I was born Sep. 20, 1962", "Sep. 20, 1962"),
    (Kind.POSTCODE, "zip code 16518", "16518"),
    (Kind.SECRET, "my PIN is 4471", "4471"),
    (Kind.SECRET, "password: tr0ub4dor&3", "tr0ub4dor&3"),
    # shapes
    (Kind.NATIONAL_INSURANCE, "AB 12 34 56 C", "*"),
    (Kind.NATIONAL_INSURANCE, "ni number ab123456c.", "ab123456c"),
    (Kind.PASSPORT, "passport 512345678", "512345678"),
    (Kind.PASSPORT, "my passport is K12345678", "K12345678"),
    (Kind.DRIVING_LICENCE, "MORGA657054SM9IJ", "*"),
    (Kind.PLATE, "the van is LN14 HGT", "LN14 HGT"),
    (Kind.PLATE, "reg is ln14 hgt", "ln14 hgt"),
    (Kind.POSTCODE, "we are at sw1a 1aa", "sw1a 1aa"),
    (Kind.POSTCODE, "postcode EC1A1BB", "EC1A1BB"),
    (Kind.ADDRESS, "I live at 12 High Street, Leeds, LS1 4AB", "12 High Street, Leeds, LS1 4AB"),
    (Kind.ADDRESS, "Flat 3, 17a St Mary's Road", "*"),
    (Kind.ADDRESS, "800 southern avenue", "*"),
    (Kind.ADDRESS, "PO Box 1234", "*"),
    (Kind.PHONE, "call +44 7700 900123", "+44 7700 900123"),
    (Kind.PHONE, "0044 (0)20 7946 0958", "*"),
    (Kind.PHONE, "(020) 7946 0958", "*"),
    (Kind.PHONE, "07700900123", "*"),
    (Kind.PHONE, "ring me on 01632 960 983 ext. 12", "01632 960 983 ext. 12"),
    (Kind.PHONE, "+49 30 901820 is our office", "+49 30 901820"),
    (Kind.PHONE, "956-729-4344", "*"),
    (Kind.PHONE, "546 158 1578 is my phone", "546 158 1578"),
    (Kind.PHONE, "oh double seven double oh nine double oh one two three", "*"),
    (Kind.PHONE, "plus four four seven seven double oh nine hundred one two three", "*"),
    (Kind.PHONE, "oh seven seven, uh, zero zero nine zero zero one two three", "*"),
    (Kind.EMAIL, "write to jane.doe+x@example.co.uk.", "jane.doe+x@example.co.uk"),
    (Kind.EMAIL, "mail jane dot doe at example dot com thanks", "jane dot doe at example dot com"),
    (Kind.EMAIL, "it's j smith nine at g mail dot com", "j smith nine at g mail dot com"),
    (Kind.EMAIL, "jane underscore doe at example dot co dot uk", "*"),
    (Kind.LINK, "see https://example.com/r?token=8f7a6c now", "https://example.com/r?token=8f7a6c"),
    (Kind.IP_ADDRESS, "from 203.0.113.77 today", "203.0.113.77"),
    (Kind.IP_ADDRESS, "from 2001:db8::8a2e:370:7334", "2001:db8::8a2e:370:7334"),
    # said aloud
    (Kind.REFERENCE, "policy number zero six six nine one", "zero six six nine one"),
    (Kind.NUMBER, "it ends zero six six nine", "zero six six nine"),
    (Kind.SPELLED, "that is S M Y T H E", "S M Y T H E"),
    (Kind.SPELLED, "B for Bravo, R for Romeo, T for Tango", "*"),
    (Kind.POSTCODE, "S W one A one A A", "*"),
    # names
    (Kind.NAME, "hi my name is george smith and i", "george smith"),
    (Kind.NAME, "Hello, this is Sara Lee. I am", "Sara Lee"),
    (Kind.NAME, "please ask Mrs O'Bailey-Kane about it", "O'Bailey-Kane"),
    (Kind.NAME, "Fred McEnerny here, about a claim", "Fred McEnerny"),
    (Kind.NAME, "Kind regards,\nUlrike van der Meer", "Ulrike van der Meer"),
    (Kind.NAME, "Dear Mr Ó Briain", "Ó Briain"),
]


@pytest.mark.parametrize(("kind", "text", "value"), FOUND)
def test_it_is_found(kind, text, value):
    found = [(one.kind, text[one.start : one.end]) for one in find(text)]
    assert (kind, text if value == "*" else value) in found


NOT_FOUND = [
    # check digits that fail, numbers that were never given out
    "4111 1111 1111 1112", "it says 9434765918 on the letter", "GB82 WEST 1234 5698 7654 33", "BG 12 34 56 A", "FQ 00 00 00 C",
    "000-12-3456", "QA1 1AA", "M1 1AI", "MORGA699954SM9IJ", "AQ51 ABC", "999.12.1.300",
    # dates that look like sort codes
    "it was on 12-05-24", "from 01-02-23 to 31-12-23", "on 12/05/1980", "2024-05-12 14:32:10", "since 12.05.24",
    # prices, quantities, times, versions
    "£1,249.99", "it cost 12,500,000 pounds", "€ 1200", "1500 kWh", "25 minutes and 1 hour 40", "at 14:32", "version 10.4.12.1",
    "100% of 3000 people", "in 2019 and 2020", "24/7", "a 3.14159 ratio", "1 234 567.89", "two hundred and fifty pounds", "USD 120000",
    # numbers of things
    "ticket 48213377", "incident number 1234567", "part number 5512009844172230", "page 123456", "model 4028475",
    # words
    "one two three four five", "nine to five", "one or two of the three", "a b or c", "U S A", "look at example dot com", "visit us at example dot com",
    "https://example.com/help/returns", "@evenhand", "2 minutes down the road", "3 lanes of the main road", "the 5 o'clock drive", "is 2pm on 1st",
    "I am very happy", "this is Monday", "I'm British", "Hello, I've had a busy day", "thanks for calling", "the plan name is Petcare Basic",
    "my daughter is here", "please call me back", "I miss London", "the order is late", "on 12 May 2023",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_FOUND)
def test_it_is_not_personal_data(text):
    assert [(one.kind, text[one.start : one.end]) for one in find(text)] == []


def test_names_that_are_known_are_found_wherever_they_stand():
    text = "When Amara Okafor rang, amara okafor said that Okafor knew; a mark and Marks stay."
    found = [text[one.start : one.end] for one in find(text, people=["Amara Okafor", "Jo Mark"])]
    assert found == ["Amara Okafor", "amara okafor", "Okafor"]


@pytest.mark.parametrize("kind", [k for k in Kind])
def test_every_kind_has_an_example(kind):
    assert any(kind == one for one, _text, _value in FOUND)

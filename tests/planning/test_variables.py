"""Templates with variables: checked with positions, filled once, never evaluated."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kurslink.planning.variables import (
    Fault,
    FaultKind,
    Placeholder,
    Text,
    UnknownVariable,
    find_faults,
    join_emails,
    parse,
    render,
)

KNOWN = ("KURSNR", "KURSTITEL", "WEBIN_LINK", "EINR_KURZ", "EINR_NAME")
TRICKS = ("{{7*7}}", "{% debug %}", "${KURSNR}", "{0.__class__}", "%(KURSNR)s", "<KURSNR>", "\\1")
pieces = st.one_of(
    st.sampled_from([f"<{name}>" for name in KNOWN]),
    st.sampled_from(TRICKS),
    st.text(alphabet="ab <>\n\r&", max_size=8),
)
templates = st.lists(pieces, max_size=12).map("".join)
values_of_all = st.fixed_dictionaries(dict.fromkeys(KNOWN, st.text(max_size=20)))


@given(st.text(alphabet="AB_<> \n1a", max_size=60))
def test_the_parts_put_together_are_the_template(template: str) -> None:
    parts = parse(template)
    whole = "".join(part.text if isinstance(part, Text) else f"<{part.name}>" for part in parts)
    assert whole == template


@given(templates)
def test_a_placeholder_stands_where_it_says(template: str) -> None:
    for part in parse(template):
        if isinstance(part, Placeholder):
            end = part.position + len(part.name) + 2
            assert template[part.position : end] == f"<{part.name}>"


@given(st.text(alphabet="<>ABKURSNR_ \n", max_size=60))
def test_what_has_no_fault_can_be_filled_and_leaves_no_placeholder(template: str) -> None:
    assume(not find_faults(template, KNOWN))
    assert parse(render(template, dict.fromkeys(KNOWN, "x"))) in (
        (),
        (Text(render(template, dict.fromkeys(KNOWN, "x"))),),
    )


@given(st.sampled_from(TRICKS) | st.text(max_size=40))
def test_a_value_is_inserted_as_it_is(value: str) -> None:
    assume(value.strip())
    assert render("Kurs: <KURSTITEL>!", {"KURSTITEL": value, "KURSNR": "1"}) == f"Kurs: {value}!"


@given(templates, values_of_all)
def test_only_lines_whose_variables_are_all_empty_are_dropped(
    template: str, values: dict[str, str]
) -> None:
    kept = []
    for line in template.split("\n"):
        names = [part.name for part in parse(line) if isinstance(part, Placeholder)]
        assume(set(names) <= set(KNOWN))
        if not names or any(values[name].strip() for name in names):
            kept.append(render(line, values))
    assert render(template, values).rstrip("\n") == "\n".join(kept).rstrip("\n")


def test_a_labelled_line_without_its_value_is_dropped() -> None:
    template = "Link: <WEBIN_LINK>\r\nNummer: <KURSNR> <KURSTITEL>\r\nGruß"
    values = {"WEBIN_LINK": "", "KURSNR": "", "KURSTITEL": "Yoga"}
    assert render(template, values) == "Nummer: Yoga\r\nGruß"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("<EINR_KURZ> <EINR_NAME> lädt ein", "VHS lädt ein"),
        ("Team von <EINR_KURZ> <EINR_NAME>", "Team von VHS"),
        ("<EINR_NAME> <EINR_KURZ>", "VHS "),
        ("<EINR_NAME> (<EINR_KURZ>)", "VHS ()"),
        ("<EINR_NAME>, <EINR_KURZ> <EINR_KURZ> und", "VHS, und"),
    ],
)
def test_an_empty_value_leaves_no_gap(template: str, text: str) -> None:
    assert render(template, {"EINR_KURZ": "", "EINR_NAME": "VHS"}) == text


def test_the_broken_placeholder_of_the_model_text_is_found_at_its_place() -> None:
    assert find_faults("Ihr Team\n<EINR_KURZ <EINR_NAME>", KNOWN) == (
        Fault(FaultKind.BROKEN, "EINR_KURZ", 9),
    )


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("Kurs <KURSNUMMER>", Fault(FaultKind.UNKNOWN, "KURSNUMMER", 5)),
        ("<kursnr>", Fault(FaultKind.UNKNOWN, "kursnr", 0)),
        ("< KURSNR >", Fault(FaultKind.UNKNOWN, " KURSNR ", 0)),
        ("Kurs <KURSNR", Fault(FaultKind.BROKEN, "KURSNR", 5)),
        ("Kurs KURSNR>", Fault(FaultKind.BROKEN, "KURSNR", 5)),
    ],
)
def test_what_would_be_sent_raw_is_found(template: str, fault: Fault) -> None:
    assert find_faults(template, KNOWN) == (fault,)


@pytest.mark.parametrize(
    "text", ["3 < 4 > 2", "a<b", "M. Brandt <brandt@vhs.example>", "{{course.delete}}", "<3", "A>"]
)
def test_what_is_no_variable_is_text(text: str) -> None:
    assert (find_faults(text, KNOWN), render(text, {})) == ((), text)


def test_nothing_is_filled_without_a_value() -> None:
    with pytest.raises(UnknownVariable) as caught:
        render("Kurs\n<KURSNR>", {})
    assert (caught.value.name, caught.value.position) == ("KURSNR", 5)


def test_many_placeholders_take_no_time() -> None:
    assert len(render("<KURSNR" * 50_000 + "<KURSNR>" * 50_000, {"KURSNR": "1"})) == 400_000


def test_an_endless_name_takes_no_time() -> None:
    name = "A" * 200_000
    assert find_faults(f"<{name}>", KNOWN) == (Fault(FaultKind.UNKNOWN, name, 0),)


def test_several_addresses_are_one_value() -> None:
    assert join_emails(["a@vhs.example", "b@vhs.example"]) == "a@vhs.example; b@vhs.example"

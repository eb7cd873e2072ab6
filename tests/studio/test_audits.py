"""Who did what: the audits, without a server."""

import pytest

from quoth.schema import load
from quoth.studio.audits import Audit, audit_project, scheme_name
from quoth.studio.imprint import Imprint, digest
from quoth.studio.labelling import labelling_config
from quoth.studio.projects import TaskState, Work
from quoth.studio.rewrites import Rewritten
from quoth_eval.assignment import Assignment

ANA, BO = "ana@x.org", "bo@x.org"
EARLY, LATE = "2031-01-01T10:00:00.5Z", "2031-01-03T10:00:00.5Z"
SCREEN = labelling_config(load())
NOW = Imprint(scheme_name(load()), digest(SCREEN), "0a")


def work(
    user: str = ANA, editor: str = "", updated: str = LATE, number: int = 1, skipped: bool = False
) -> Work:
    """A submission."""
    return Work(number, user, skipped, editor or user, updated)


CASES: list[tuple[Audit, tuple[Work, ...], list[str]]] = [
    (Audit(), (work(),), []),
    (Audit(), (work(skipped=True),), ["skipped"]),
    (Audit(), (work(editor=BO),), ["edited-by-other"]),
    (Audit(rewritten={1: Rewritten(LATE, None)}), (work(editor=BO),), []),
    (Audit(rewritten={1: Rewritten(LATE, 7)}, users={7: ANA}), (work(editor=BO),), []),
    (
        Audit(rewritten={1: Rewritten(LATE, 7)}, users={7: BO}),
        (work(editor="me@x.org"),),
        ["edited-by-other"],
    ),
    (Audit(rewritten={1: Rewritten(EARLY, None)}), (work(editor=BO),), ["edited-by-other"]),
    (Audit(), (work(), work(number=2)), ["two-submissions"]),
    (Audit(), (work(), work(number=2, skipped=True)), []),
    (Audit(assignments={"a": Assignment("a", ("ana",))}), (work(),), []),
    (Audit(assignments={"a": Assignment("a", ("ana",))}), (work(BO),), ["not-assigned"]),
    (Audit(assignments={"a": Assignment("a", ("ada",))}, names={ANA: "ada"}), (work(),), []),
    (Audit(assignments={"b": Assignment("b", ("ada",))}), (work(),), []),
    (Audit(owner=BO), (work(),), ["not-assigned"]),
    (Audit(owner=BO), (work(skipped=True), work(BO)), []),
    (Audit(imprint=Imprint("q 2", "a", "b", (("2031-01-02T00:00:00Z", "q 1"),))), (work(),), []),
    (
        Audit(imprint=Imprint("q 2", "a", "b", (("2031-01-02T00:00:00Z", "q 1"),))),
        (work(updated=EARLY),),
        ["scheme-version"],
    ),
    (
        Audit(
            imprint=Imprint("q 2", "a", "b", (("2031-01-02T00:00:00Z", "q 1"),)),
            rewritten={1: Rewritten(EARLY, None)},
        ),
        (work(updated=EARLY),),
        [],
    ),
]


@pytest.mark.parametrize(("audit", "works", "rules"), CASES)
def test_what_is_named(audit: Audit, works: tuple[Work, ...], rules: list[str]) -> None:
    found = audit.findings("a", TaskState(1, works, ()), "http://studio/1")
    assert [f.rule for f in found] == rules
    assert all((f.document, f.url) == ("a", "http://studio/1") for f in found)


SCREENS = [
    (NOW.text, SCREEN, []),
    (NOW.text, f"{SCREEN} ", ["config-changed"]),
    (Imprint("q 1", digest(SCREEN), "0a").text, SCREEN, ["scheme-changed"]),
    (Imprint(NOW.scheme, digest("<View/>"), "0a").text, "<View/>", ["scheme-changed"]),
    ("mine", SCREEN, []),
    ("mine", "<View/>", ["config-changed"]),
    (None, SCREEN, []),
]


@pytest.mark.parametrize(("description", "screen", "rules"), SCREENS)
def test_what_is_named_of_a_project(description: str | None, screen: str, rules: list[str]) -> None:
    info = {"description": description, "label_config": screen}
    assert [f.rule for f in audit_project(info, load(), "http://studio")] == rules


def test_the_screen_of_an_adjudication_has_its_list() -> None:
    info = {"description": None, "label_config": labelling_config(load(), adjudication=True)}
    assert list(audit_project(info, load(), "http://studio", adjudication=True)) == []
    [found] = audit_project({"label_config": SCREEN}, load(), "http://studio", adjudication=True)
    assert found.rule == "config-changed" and "quoth adjudicate" in found.message

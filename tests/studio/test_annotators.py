"""Annotators on the real server: accounts, blind projects, how far they are."""

from io import StringIO
from typing import Any

import httpx
import pytest
from rich.console import Console
from studio.commands import quoth

from quoth.commands.watching import give_up, watch_progress
from quoth.studio.accounts import accounts_file
from quoth.studio.client import Client
from quoth.studio.projects import annotator_title, require_project
from quoth.studio.server import LocalStudio
from quoth.studio.standing import Observer
from quoth_eval.assignment import Assignment
from quoth_eval.corpus import Corpus

pytestmark = pytest.mark.studio


@pytest.fixture
def own(request: pytest.FixtureRequest) -> str:
    """What makes addresses and titles of a test its own."""
    return str(abs(hash(request.node.name)) % 10**8)


class Session:
    """Somebody who is logged in as in a browser."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.http = httpx.Client(base_url=url, follow_redirects=True, trust_env=False, timeout=60)
        self.http.get("/user/login/")
        form = {"email": email, "password": password, **self._csrf("csrfmiddlewaretoken")}
        self.http.post("/user/login/", data=form, headers={"Referer": url})
        self.url = url

    def _csrf(self, name: str) -> dict[str, str]:
        return {name: self.http.cookies.get("csrftoken") or ""}

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Ask the server for something."""
        return self.http.get(path, params=params)

    def post(self, path: str, json: dict[str, Any]) -> dict[str, Any]:
        """Send the server something."""
        headers = {"Referer": self.url, **self._csrf("X-CSRFToken")}
        answer = self.http.post(path, json=json, headers=headers)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def next_article(self, project: int) -> str | None:
        """What the label stream shows, without anything being done with it."""
        answer = self.get(f"/api/projects/{project}/next")
        return answer.json()["data"]["id"] if answer.is_success else None


def added(server: LocalStudio, name: str, email: str) -> Session:
    """An annotator who was added and has logged in with the password that was printed."""
    found = quoth("annotators", "add", name, "--email", email, "--json").json
    assert (found["account"], found["added"]) == ("created", True)
    return Session(server.url, email, found["password"])


def test_an_account_is_made_once_and_can_log_in(corpus: Corpus, server: LocalStudio, own: str) -> None:
    email = f"ada-{own}@quoth.local"
    ran = quoth("annotators", "add", "ada", "--email", email)
    password = ran.out.split()[-1]
    assert f"as {email} with the password" in ran.out and password not in ran.err
    me = Session(server.url, email, password).get("/api/current-user/whoami").json()
    assert me["email"] == email
    assert me["custom_hotkeys"] == {"regions:region:relation": {"key": "r", "active": True}}

    again = quoth("annotators", "add", "ada")
    assert again.status == 0 and "nothing changed" in again.out and password not in again.out
    assert quoth("annotators", "add", "ada", "--email", "x@y.org").status == 2
    assert "is the account of ada" in quoth("annotators", "add", "ben", "--email", email.upper()).err
    assert quoth("annotators", "list", "--json").json["annotators"] == {
        "ada": {"email": email, "account": "there", "articles": 0}
    }
    accounts_file(corpus.root).unlink()
    assert "has an account already" in quoth("annotators", "add", "anna", "--email", email).out
    assert "anna" in quoth("annotators", "list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gold",), "is no annotator's name"),
        (("../x",), "is no annotator's name"),
        (("ada", "--email", "ada"), "no email address"),
        (("ada", "--email", "a b@x.org"), "no email address"),
        (("ada", "--email", "ada@-x-.org"), "makes no account"),
    ],
)
def test_who_cannot_be_added_is_refused(corpus: Corpus, arguments: tuple[str, ...], said: str) -> None:
    ran = quoth("annotators", "add", *arguments)
    assert ran.status == 2 and said in ran.err
    assert not accounts_file(corpus.root).exists()


def test_no_password_and_no_token_is_kept_or_logged(corpus: Corpus, server: LocalStudio, own: str) -> None:
    ran = quoth("annotators", "add", "eve", "--email", f"eve-{own}@quoth.local")
    password = ran.out.split()[-1]
    with server.client() as client:
        invitation = client.invitation().partition("token=")[2]
    listed = quoth("annotators", "list")
    tokens = [server.credentials.token, invitation]
    written = [f for f in (corpus.root.parent / ".quoth").rglob("*") if f.is_file()]
    said = [ran.err, listed.out, listed.err, *(f.read_text() for f in written)]
    assert not [s for s in [password, *tokens] for t in said if s in t]
    assert not [t for t in tokens if t in ran.out]
    log = server.log.read_text()  # the server itself logs addresses, that of the invitation among them
    assert password not in log and server.credentials.token not in log
    assert all(f.stat().st_mode & 0o077 == 0 for f in written if f.name == "annotators.json")


def pushed(client: Client, base: str, name: str) -> tuple[int, dict[str, int]]:
    """An annotator's project and its tasks by article."""
    project = require_project(client, annotator_title(base, name))
    return project, {t["data"]["id"]: t["id"] for t in client.tasks(project, ["id", "data"])}


def test_two_annotators_from_assignment_to_sets(
    corpus: Corpus, client: Client, server: LocalStudio, own: str
) -> None:
    ada = added(server, "ada", f"ada-{own}@quoth.local")
    ben = added(server, "ben", f"ben-{own}@quoth.local")
    people = ("--annotators", "ada,ben")
    quoth("assign", *people, "--share", "0.5", "--training", "three")
    shares = {i: set(a.annotators) for i, a in Corpus(corpus.root).assignments.items()}
    assert shares.pop("three") == {"ada", "ben"}
    [shared] = [i for i, who in shares.items() if len(who) == 2]
    [single] = [i for i, who in shares.items() if len(who) == 1]

    base = f"blind {own}"
    behind = quoth("status", "--project", base, "--json").json["annotators"]["ada"]
    assert (behind["assigned"], behind["not_pushed"]) == (len(behind_articles("ada", corpus)),) * 2
    report = quoth("push", "--project", base, "--json").json
    assert {n: sorted(r["added"]) for n, r in report["annotators"].items()} == {
        n: sorted(behind_articles(n, corpus)) for n in ("ada", "ben")
    }
    assert base not in [p["title"] for p in client.projects()]
    again = quoth("push", "--project", base)
    assert [line.split(":")[:2] for line in again.out.splitlines()[::2]] == [
        ["ada", " nothing changed"],
        ["ben", " nothing changed"],
    ]

    (of_ada, tasks_ada), (_, tasks_ben) = (pushed(client, base, n) for n in ("ada", "ben"))
    assert set(tasks_ada) == set(behind_articles("ada", corpus))
    assert set(tasks_ben) == set(behind_articles("ben", corpus))
    assert ada.next_article(of_ada) == "three"

    submit(ada, tasks_ada["three"], minutes=10)
    submit(ada, tasks_ada[shared], minutes=30)
    submit(ben, tasks_ben[shared], minutes=20)
    submit(ben, tasks_ben["three"], skipped=True)
    found = quoth("status", "--project", base, "--json").json
    assert found["ready"] == [shared]
    one, other = found["annotators"]["ada"], found["annotators"]["ben"]
    assert (one["done"], one["skipped"], one["minutes"], one["drafts"]) == (2, 0, 20.0, 0)
    assert (other["done"], other["skipped"], other["minutes"]) == (1, 1, 20.0)
    assert one["last_activity"] < other["last_activity"]
    owner, tasks = (ada, tasks_ada) if single in tasks_ada else (ben, tasks_ben)
    owner.post(f"/api/tasks/{tasks[single]}/drafts", {"result": [], "lead_time": 1.0})
    drafts = quoth("status", "--project", base, "--json").json["annotators"]
    assert {n: d["drafts"] for n, d in drafts.items()} == {
        "ada": int(single in tasks_ada),
        "ben": int(single in tasks_ben),
    }
    shown = quoth("status", "--project", base)
    assert "ready for adjudication: 1" in shown.out and "ada" in shown.out

    pulled = quoth("pull", "--project", base, "--json").json
    assert {n: sorted(ids) for n, ids in pulled["sets"].items()} == {
        "ada": sorted([shared, "three"]),
        "ben": [shared],
    }
    submit(ben, tasks_ada["three"])
    audited = quoth("pull", "--project", base, "--json").json
    assert (audited["sets"], audited["changed"]) == (pulled["sets"], [])
    assert "not-assigned" in [f["rule"] for f in audited["findings"]]
    only = quoth("pull", "--project", base, "--user", f"ben-{own}@quoth.local", "--json").json
    assert set(only["sets"]) == {"ben"}


def behind_articles(name: str, corpus: Corpus) -> list[str]:
    """What somebody has been given."""
    return [i for i, a in Corpus(corpus.root).assignments.items() if name in a.annotators]


def submit(who: Session, task: int, minutes: float = 1, skipped: bool = False) -> None:
    """Submit an article without any labels, or skip it."""
    labels = {"result": [], "lead_time": minutes * 60, "was_cancelled": skipped}
    who.post(f"/api/tasks/{task}/annotations/", labels)


def test_who_is_removed_keeps_what_they_did(
    corpus: Corpus, client: Client, server: LocalStudio, own: str
) -> None:
    base = f"gone {own}"
    ada = added(server, "ada", f"ada-{own}@quoth.local")
    quoth("assign", "--annotators", "ada,ben")
    said = quoth("push", "--project", base).err
    assert "ben has no account there yet" in said and "ada has no" not in said
    added(server, "ben", f"ben-{own}@quoth.local")
    project, tasks = pushed(client, base, "ada")
    submit(ada, tasks["two"])
    refused = quoth("annotators", "remove", "ada", "--project", base)
    assert refused.status == 2 and "has 2 articles that are neither" in refused.err
    gone = quoth("annotators", "remove", "ada", "--project", base, "--release", "--json").json
    assert gone == {
        "name": "ada",
        "closed": True,
        "submitted": 1,
        "released": ["every-feature", "three"],
    }
    assert ada.get(f"/api/projects/{project}/").status_code == 403
    who = {i: a.annotators for i, a in Corpus(corpus.root).assignments.items()}
    assert who == {"every-feature": ("ben",), "three": ("ben",), "two": ("ada", "ben")}
    assert quoth("annotators", "list", "--json").json["annotators"]["ada"]["account"] == "removed"
    assert quoth("status", "--project", base, "--json").json["annotators"]["ada"]["done"] == 1
    assert quoth("pull", "--project", base, "--json").json["sets"] == {"ada": ["two"]}
    assert "was removed" in quoth("annotators", "add", "ada").err
    again = quoth("annotators", "remove", "ada", "--project", base)
    assert again.status == 0 and "no open account" in again.out
    assert "no annotator cy" in quoth("annotators", "remove", "cy").err
    me = server.credentials.email
    assert quoth("annotators", "add", "me", "--email", me).status == 0
    assert "that you work with" in quoth("annotators", "remove", "me").err


def test_a_server_that_goes_away_is_looked_for_again(
    corpus: Corpus, server: LocalStudio, monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    """Two looks, between them one without a server; then Ctrl-C."""
    out, looks = StringIO(), list[str]()
    with server.client() as back, Client("http://127.0.0.1:9", "t" * 40, waiting=give_up) as gone:
        observer = Observer(back, f"w {own}", {"two": Assignment("two", ("ada",))}, {})

        def sleep(_seconds: float) -> None:
            looks.append(out.getvalue())
            if len(looks) == 3:
                raise KeyboardInterrupt
            observer.client = (gone, back)[len(looks) - 1]

        monkeypatch.setattr("quoth.commands.watching.time.sleep", sleep)
        watch_progress(observer.look, 5, Console(file=out, width=100, force_terminal=True))
    assert "0/1" in looks[0]
    assert "http://127.0.0.1:9: no answer" in looks[1] and "trying again in 5 s" in looks[1]
    assert len(looks) == 3 and looks[2].rindex("Ctrl-C ends") > looks[2].rindex("no answer")


def test_watching_is_not_for_programs(corpus: Corpus) -> None:
    assert "give one of them" in quoth("status", "--watch", "--json").err

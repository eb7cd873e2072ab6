"""Making an account that can log in: by the invitation's own form, as a person would.

(An account made with ``POST /api/users/`` answers 201 and cannot log in.) The person's session is then used
to set up their editor, so that nobody's token is ever asked for.
"""

from http import HTTPStatus

import httpx

from quoth_eval.errors import InputError

LINK_KEY = {"regions:region:relation": {"key": "r", "active": True}}
"""The key R starts a link, which otherwise takes Alt+R."""


def sign_up(url: str, invitation: str, email: str, password: str) -> bool:
    """Make an account and give it the link key; whether the key could be set.

    Args:
        url: the server.
        invitation: :meth:`quoth.studio.client.Client.invitation`. Never shown, nor is the password.
        email: what they log in with.
        password: theirs from now on.

    Raises:
        InputError: the server cannot be reached, or does not make the account.
    """
    try:
        with httpx.Client(timeout=60, follow_redirects=True, trust_env=False) as http:
            _fill_in(http, url, invitation, email, password)
            return _set_key(http, url)
    except httpx.HTTPError as error:
        raise InputError(f"{url}: the connection broke ({type(error).__name__}); try again") from None


def _fill_in(http: httpx.Client, url: str, invitation: str, email: str, password: str) -> None:
    http.get(invitation)
    form = {"email": email, "password": password, "csrfmiddlewaretoken": http.cookies.get("csrftoken") or ""}
    http.post(invitation, data=form, headers={"Referer": invitation})
    answer = http.get(f"{url}/api/current-user/whoami")
    if answer.status_code != HTTPStatus.OK or answer.json().get("email") != email.lower():
        raise InputError(
            f"{url}: Label Studio makes no account for {email}: that is no address for it, or one of an "
            "account that was removed; choose another with --email"
        )


def _set_key(http: httpx.Client, url: str) -> bool:
    """Whether it could be set; a connection that breaks must not cost the new account's password."""
    headers = {"Referer": url, "X-CSRFToken": http.cookies.get("csrftoken") or ""}
    wanted = {"custom_hotkeys": LINK_KEY}
    try:
        return http.patch(f"{url}/api/current-user/hotkeys/", json=wanted, headers=headers).is_success
    except httpx.HTTPError:
        return False

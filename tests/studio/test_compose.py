"""The servers of a team: pinned, closed, and without passwords that everybody knows."""

import re
from pathlib import Path

import pytest
import yaml

_ROOT = Path(__file__).parents[2]
_TEXT = (_ROOT / "compose.yaml").read_text(encoding="utf-8")
_SERVICES = yaml.safe_load(_TEXT)["services"]


def test_label_studio_is_the_version_that_quoth_is_tested_with() -> None:
    required = re.search(r'"label-studio>=([\d.]+)', (_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert required
    assert _SERVICES["studio"]["image"] == f"heartexlabs/label-studio:{required[1]}"


@pytest.mark.parametrize("name", sorted(_SERVICES))
def test_a_service_is_pinned_checked_and_closed(name: str) -> None:
    service = _SERVICES[name]
    assert re.search(r":\d+\.\d+", service["image"])
    assert service["healthcheck"]["test"]
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert service["volumes"]


def test_nothing_starts_without_passwords_of_ones_own() -> None:
    for service in _SERVICES.values():
        for key, value in service["environment"].items():
            if "PASSWORD" in key:
                assert re.fullmatch(r"\$\{\w+:\?.+\}", value), key
    example = dict(
        line.split("=", 1)
        for line in (_ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
        if "=" in line and not line.startswith("#")
    )
    asked = set(re.findall(r"\$\{(\w+):\?", _TEXT))
    assert asked <= example.keys() and not any(example.values())
    assert ".env" in (_ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

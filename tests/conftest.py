"""Settings and fixtures that all tests share."""

from hypothesis import HealthCheck, settings
from running import quoth

__all__ = ["quoth"]

# Timings mean nothing on a busy machine, and heavy packages are imported where they are first used.
settings.register_profile(
    "quoth", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quoth")

"""Benches are scripts: the tests try them out as such (``test_benches.py``) and do not import them."""

collect_ignore_glob = ["bench_*.py"]

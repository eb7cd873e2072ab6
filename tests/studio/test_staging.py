"""Files that wait for their places."""

import os
from pathlib import Path

from quoth.studio.staging import Staging


def test_two_pulls_at_a_time_leave_each_other_alone_and_what_a_killed_one_left_goes(tmp_path: Path) -> None:
    root, target = tmp_path / "corpus", tmp_path / "corpus" / "a"
    left = tmp_path / ".quoth" / "pulling-x"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    with Staging(root) as one:
        one.put(1, b"labels")
        with Staging(root):
            assert not left.exists()
        assert one.place(1, target)
        one.put(2, b"labels")
        assert not one.place(2, target)
        assert not one.place(3, target)
    assert target.read_bytes() == b"labels"
    assert list((tmp_path / ".quoth").iterdir()) == []

"""The server process: Label Studio, ended when the process that started it is gone, however that died.

Run as ``python -m quoth.studio.child start ...`` with a pipe as standard input; nothing is ever written to
it, its end means that the parent is gone.
"""

import os
import signal
import sys
import threading


def main() -> None:
    """Start Label Studio with the arguments of this process."""
    threading.Thread(target=_watch_parent, daemon=True).start()
    from label_studio import server  # type: ignore[import-untyped]

    # Label Studio moves to the next port in silence when one is busy. Binding must fail instead, so that
    # whoever waits for this port learns of it.
    server._get_free_port = lambda port, _debug: port
    sys.exit(server.main())


def _watch_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()

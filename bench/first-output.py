"""Runs a command in a terminal of its own; prints the ms from exec until `mark` was written, then stops it."""

import os
import pty
import select
import signal
import sys
import time

mark, command = sys.argv[1].encode(), sys.argv[2:]
started = time.monotonic()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
written = b""
while mark not in written:
    ready, _, _ = select.select([terminal], [], [], 20)
    piece = os.read(terminal, 65536) if ready else b""
    if not piece:
        sys.exit(f"never written: {written!r}")
    written += piece
print((time.monotonic() - started) * 1000)
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)

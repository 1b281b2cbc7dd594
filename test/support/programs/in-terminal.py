"""Runs a command in a terminal of its own, as a shell with job control would; told what to do and telling what happens in lines of JSON."""

import codecs
import contextlib
import fcntl
import json
import os
import pty
import select
import signal
import struct
import sys
import termios

os.setsid()
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
signal.signal(signal.SIGHUP, signal.SIG_IGN)
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


def resize(columns, rows):
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def tell(**what):
    print(json.dumps(what), flush=True)


def foreground(group):
    os.tcsetpgrp(slave, group)


resize(80, 24)
before = termios.tcgetattr(slave)
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    foreground(os.getpid())
    for name in (signal.SIGTTOU, signal.SIGHUP):
        signal.signal(name, signal.SIG_DFL)
    for descriptor in (0, 1, 2):
        os.dup2(slave, descriptor)
    os.closerange(3, 256)
    os.execvp(sys.argv[1], sys.argv[1:])
tell(pid=child)
decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
orders = b""
hung_up = False
deaf = False
closed = False
ended = None


def obey(order):
    global hung_up, deaf, closed
    if "send" in order:
        os.write(master, order["send"].encode())
    elif "size" in order:
        resize(*order["size"])
    elif "signal" in order:
        os.kill(child, getattr(signal, order["signal"]))
    elif "fg" in order:
        foreground(child)
        os.killpg(child, signal.SIGCONT)
    elif "hangup" in order:
        hung_up = True
        os.kill(child, signal.SIGHUP)
    elif "deaf" in order:
        deaf = True
    elif "close" in order:
        # As a terminal that goes without its shell telling anybody.
        hung_up = closed = True
        os.close(slave)
        os.close(master)


while True:
    ready, _, _ = select.select([0] + ([] if hung_up or deaf else [master]), [], [], 0.02)
    if master in ready:
        text = decoder.decode(os.read(master, 65536))
        if text:
            tell(out=text)
        continue
    if ended is not None:
        tell(exit=ended, same=closed or termios.tcgetattr(slave) == before)
        break
    if 0 in ready:
        read = os.read(0, 65536)
        if not read:
            os.killpg(child, signal.SIGKILL)
            break
        orders += read
        while b"\n" in orders:
            line, orders = orders.split(b"\n", 1)
            # It may have ended meanwhile.
            with contextlib.suppress(ProcessLookupError):
                obey(json.loads(line))
    pid, status = os.waitpid(child, os.WNOHANG | os.WUNTRACED)
    if pid == 0:
        continue
    if os.WIFSTOPPED(status):
        foreground(os.getpgrp())
        tell(stopped=True, same=termios.tcgetattr(slave) == before)
    else:
        ended = os.waitstatus_to_exitcode(status)

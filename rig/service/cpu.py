"""CPU time as a scenario demands it, used up for real and counted by the thread's own clock."""

import hashlib
import threading
import time

#: ms that Django and the server can have used for a request before its view; a new thread has also started, a new process imported.
_MOST_BEFORE_VIEW = 5.0


class _Account(threading.local):
    ended_at = 0.0
    credit_ms = 0.0


_account = _Account()
_iterations_per_ms = 1000.0


def begin_request():
    """What this thread has used since its last request ended is Python time of the new one, and is not used up again."""
    used_ms = (time.thread_time() - _account.ended_at) * 1000
    _account.credit_ms = min(used_ms, _MOST_BEFORE_VIEW)


def end_request():
    _account.ended_at = time.thread_time()


def python(ms):
    """`ms` of CPU under the interpreter lock."""
    spared = min(ms, _account.credit_ms)
    _account.credit_ms -= spared
    until = time.thread_time() + (ms - spared) / 1000
    while time.thread_time() < until:
        pass


def without_interpreter(ms):
    """`ms` of CPU while other threads may run Python, as password hashes do (semantics C21)."""
    global _iterations_per_ms
    until = time.thread_time() + ms / 1000
    left_ms = ms
    while left_ms > 0.1:
        began = time.thread_time()
        # A little less than is left: how fast the core is shows only afterwards.
        iterations = max(1, int(left_ms * 0.9 * _iterations_per_ms))
        hashlib.pbkdf2_hmac("sha256", b"password", b"salt", iterations)
        now = time.thread_time()
        if now > began:
            _iterations_per_ms = iterations / ((now - began) * 1000)
        left_ms = (until - now) * 1000

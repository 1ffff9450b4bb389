"""The steps of an endpoint, done for real."""

import random
import threading
import time

from django.core.cache import cache
from django.db import Error, connection, transaction

from service import cpu
from service.passwords import hash_one
from service.scenario import SCENARIO, draw_ms

#: CPU ms of a statement that does nothing; work is added for what a scenario demands beyond.
_BARE_STATEMENT_MS = 0.2


class Refused(Exception):
    """The view answers with `status`; `functional`: it would at any load."""

    def __init__(self, status, functional, reason):
        super().__init__(reason)
        self.status = status
        self.functional = functional


#: Who asks, as the thread knows.
caller = threading.local()


def run(steps):
    for step in steps:
        ((kind, of),) = step.items()
        _doers[kind](of)


def _python_ms(duration):
    cpu.python(draw_ms(duration))


def _hash(count):
    for _ in range(count):
        hash_one()


def _check_password(check):
    draw = random.random()
    unknown = draw < check["unknown_user_share"]
    wrong = draw < check["unknown_user_share"] + check["wrong_password_share"]
    if not unknown or check["hash_for_unknown_user"]:
        hash_one()
    if wrong:
        raise Refused(check["failure_status"], True, "unknown user" if unknown else "wrong password")


def _account_required(of):
    if not caller.has_account:
        raise Refused(of["status"], True, "no account")


def _external(name):
    external = SCENARIO["externals"][name]
    if external["cache"] is None:
        _call(external)
    else:
        _through_cache(external["cache"], lambda: _call(external))


def _call(external):
    cpu.python(external["python_ms"])
    if external["mode"] == "offloaded" or random.random() < external["cache_hit_ratio"]:
        return
    latency_s = draw_ms(external["latency"]) / 1000
    time.sleep(min(latency_s, external["timeout_s"]))
    if latency_s > external["timeout_s"] and not external["fail_open"]:
        raise Refused(503, False, "an external call timed out")


def _cached(of):
    _through_cache(of, lambda: run(of["steps"]))


def _through_cache(cached, compute):
    if cached["hit_ratio"] is not None:
        if random.random() >= cached["hit_ratio"]:
            compute()
        return
    # Two caches of one document have no entry in common.
    key = f'{id(cached)}.{random.randrange(cached["keys"])}'
    if cache.get(key) is None:
        compute()
        cache.set(key, 1, cached["ttl_s"])


def _query(query):
    for _ in range(query["count"]):
        statement, values = _statement(query)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def _statement(query):
    """SQL that takes as much CPU and as long as `query` says, and locks and writes what it says."""
    cpu_ms = max(0.0, draw_ms(query["server_ms"]) - _BARE_STATEMENT_MS)
    wait_ms = draw_ms(query["wait_ms"])
    work = "rig_work(%s, %s)" if cpu_ms > 0 else "pg_sleep(%s)" if wait_ms > 0 else "1"
    values = [cpu_ms, wait_ms] if cpu_ms > 0 else [wait_ms / 1000] if wait_ms > 0 else []
    lock = query["row_lock"]
    row = [] if lock is None else [lock["name"], random.randrange(lock["rows"])]
    if query["write"]:
        if lock is None:
            return f"INSERT INTO rig_written (at) SELECT now() FROM (SELECT {work} AS work) AS done WHERE work IS NOT NULL", values
        return f"UPDATE rig_row SET hits = hits + 1 WHERE name = %s AND number = %s RETURNING {work}", row + values
    if lock is None:
        return f"SELECT {work}", values
    locked = "SELECT 1 FROM rig_row WHERE name = %s AND number = %s FOR UPDATE"
    return f"SELECT {work} FROM ({locked}) AS locked", values + row


def _transaction(steps):
    with transaction.atomic():
        run(steps)


def _background(steps):
    has_account = caller.has_account

    def in_thread():
        caller.has_account = has_account
        try:
            run(steps)
        except (Error, Refused):
            pass

    threading.Thread(target=in_thread, daemon=True).start()


_doers = {
    "python_ms": _python_ms,
    "hash": _hash,
    "check_password": _check_password,
    "account_required": _account_required,
    "external": _external,
    "cached": _cached,
    "query": _query,
    "transaction": _transaction,
    "background": _background,
}

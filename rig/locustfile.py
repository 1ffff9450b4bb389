"""The workload of a scenario as Locust users."""

import collections
import csv
import itertools
import json
import math
import os
import random

import gevent
from gevent import GreenletExit
from locust import FastHttpUser, LoadTestShape, between, constant, constant_pacing, constant_throughput, events, task
from locust import stats as locust_stats

with open(os.environ["RIG_SCENARIO"], encoding="utf-8") as file:
    SCENARIO = json.load(file)
RESULTS = os.environ["RIG_RESULTS"]
WORKLOAD = SCENARIO["workload"]
RUN = SCENARIO["run"]
NUMBERS = {name: number for number, name in enumerate(SCENARIO["endpoints"])}
TIMEOUT_S = WORKLOAD["client_timeout_s"] or 1_000_000.0

# The history would lack its last ten seconds.
locust_stats.CSV_STATS_FLUSH_INTERVAL_SEC = 0

failures = collections.Counter()
unfinished = collections.Counter()
most_users = collections.Counter()


def wait_time(of):
    ((kind, value),) = of.items()
    if kind == "between":
        return between(*value)
    if kind == "constant":
        return constant(value)
    if kind == "constant_pacing":
        return constant_pacing(value)
    if kind == "constant_throughput":
        return constant_throughput(value)
    return lambda user: random.expovariate(1) * value


class ScenarioUser(FastHttpUser):
    abstract = True
    network_timeout = TIMEOUT_S
    connection_timeout = TIMEOUT_S
    script = None

    def on_start(self):
        self.token = False
        self.account = False
        self.previous_ok = True
        tasks = self.script["tasks"]
        if self.script["task_order"] == "sequential":
            self.tasks_to_do = itertools.cycle([one for one in tasks for _ in range(one["weight"])])
        else:
            weights = [one["weight"] for one in tasks]
            self.tasks_to_do = iter(lambda: random.choices(tasks, weights)[0], None)
        for step in self.script["on_start"]:
            self.take(step)

    @task
    def next_task(self):
        if not self.script["tasks"]:
            gevent.sleep(math.inf)
        self.take(next(self.tasks_to_do))

    def take(self, step):
        holds = {
            "always": True,
            "previous_ok": self.previous_ok,
            "previous_failed": not self.previous_ok,
            "has_token": self.token,
        }
        if holds[step["when"]]:
            self.ask(step["request"])

    def ask(self, name):
        endpoint = SCENARIO["endpoints"][name]
        headers = {}
        if self.token:
            headers["Authorization"] = "Token rig"
        if self.account:
            headers["X-Account"] = "rig"
        if not WORKLOAD["keep_alive"]:
            headers["Connection"] = "close"
        try:
            response = self.client.request(
                endpoint["method"], f"/endpoints/{NUMBERS[name]}", name=name, headers=headers
            )
        except GreenletExit:
            unfinished[name] += 1
            raise
        self.previous_ok = 0 < response.status_code < 400
        if self.previous_ok:
            self.token = self.token or endpoint["grants_token"]
            self.account = self.account or endpoint["grants_account"]


for user_class in WORKLOAD["user_classes"]:
    globals()[user_class["name"]] = type(
        user_class["name"],
        (ScenarioUser,),
        {
            "script": user_class,
            "weight": user_class["weight"],
            "fixed_count": user_class["fixed_count"] or 0,
            "wait_time": wait_time(user_class["wait_time"]),
        },
    )

if RUN["stages"]:

    class Stages(LoadTestShape):
        def tick(self):
            now = self.get_run_time()
            if now >= RUN["run_time_s"]:
                return None
            begun = [stage for stage in RUN["stages"] if stage["from_s"] <= now]
            stage = begun[-1] if begun else RUN
            return stage["users"], stage["spawn_rate"]


@events.request.add_listener
def note_failure(name, response, exception, **_):
    if exception is None:
        return
    status = getattr(response, "status_code", 0) or None
    headers = (getattr(response, "headers", None) or {}) if status else {}
    kind = headers.get("X-Failure-Kind", "")
    reason = headers.get("X-Failure-Reason", "") or repr(exception)[:300]
    failures[name, status, kind, reason] += 1


@events.spawning_complete.add_listener
def note_users(user_count, **_):
    counts = environment.runner.user_classes_count
    if sum(counts.values()) > sum(most_users.values()):
        most_users.clear()
        most_users.update(counts)


@events.test_start.add_listener
def say_begin(**_):
    print("the load begins", flush=True)


@events.init.add_listener
def note_environment(environment, **_):
    globals()["environment"] = environment


@events.quitting.add_listener
def write_results(environment, **_):
    """Tables of the whole run, where those of Locust's own writer may lack its last second, and what they do not say."""
    tables = locust_stats.StatsCSV(environment, locust_stats.PERCENTILES_TO_REPORT)
    for name, write in (("stats", tables.requests_csv), ("failures", tables.failures_csv)):
        with open(f"{RESULTS}_final_{name}.csv", "w", encoding="utf-8", newline="") as file:
            write(csv.writer(file))
    notes = {
        "failures": [
            {"endpoint": name, "status": status, "kind": kind, "reason": reason, "failures": count}
            for (name, status, kind, reason), count in failures.most_common()
        ],
        "unfinished": unfinished,
        "userClasses": [{"name": name, "users": users} for name, users in most_users.items() if users],
    }
    with open(f"{RESULTS}_notes.json", "w", encoding="utf-8") as file:
        json.dump(notes, file, indent=2)

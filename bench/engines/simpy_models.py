"""The bench's models in SimPy, as its documentation would write them. Prints one JSON document."""

import json
import random
import sys
import time

import simpy

BATCHES = 21


class Statistics:
    def __init__(self, env, jobs):
        self.per_batch = jobs // BATCHES
        self.jobs = self.per_batch * BATCHES
        self.sums = [0.0] * BATCHES
        self.done = 0
        self.finished = env.event()

    def add(self, response):
        if self.done == self.jobs:
            return
        self.sums[self.done // self.per_batch] += response
        self.done += 1
        if self.done == self.jobs:
            self.finished.succeed()


def exponential(mean):
    return random.expovariate(1 / mean)


def open_model(env, statistics, interarrival, service):
    server = simpy.Resource(env, capacity=1)

    def job():
        since = env.now
        with server.request() as request:
            yield request
            yield env.timeout(exponential(service))
        statistics.add(env.now - since)

    def source():
        while True:
            yield env.timeout(exponential(interarrival))
            env.process(job())

    env.process(source())


def closed_model(env, statistics, users, think, servers, service):
    pool = simpy.Resource(env, capacity=int(servers))

    def user():
        while True:
            yield env.timeout(exponential(think))
            since = env.now
            with pool.request() as request:
                yield request
                yield env.timeout(exponential(service))
            statistics.add(env.now - since)

    for _ in range(int(users)):
        env.process(user())


def nested_model(env, statistics, users, think, workers, cpu, connections, held):
    worker_pool = simpy.Resource(env, capacity=int(workers))
    connection_pool = simpy.Resource(env, capacity=int(connections))

    def user():
        while True:
            yield env.timeout(exponential(think))
            since = env.now
            with worker_pool.request() as worker:
                yield worker
                yield env.timeout(exponential(cpu))
                with connection_pool.request() as connection:
                    yield connection
                    yield env.timeout(exponential(held))
            statistics.add(env.now - since)

    for _ in range(int(users)):
        env.process(user())


MODELS = {"S1": (open_model, 2), "S2": (closed_model, 2), "S3": (nested_model, 3)}


def main(name, jobs, seed, *numbers):
    random.seed(int(seed))
    env = simpy.Environment()
    statistics = Statistics(env, int(jobs))
    build, events_per_job = MODELS[name]
    build(env, statistics, *map(float, numbers))
    start = time.process_time()
    env.run(until=statistics.finished)
    seconds = time.process_time() - start
    print(
        json.dumps(
            {
                "jobs": statistics.done,
                "seconds": seconds,
                "events": statistics.done * events_per_job,
                "batchMeans": [s / statistics.per_batch for s in statistics.sums],
            }
        )
    )


main(*sys.argv[1:])

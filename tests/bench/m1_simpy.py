#!/usr/bin/python3
"""The model of scenarios/hotos-retry.toml (280 requests/s, one retry) in SimPy, as its documentation teaches it.

Prints: seconds of CPU, events, goodput before the outage and at the end (share of what was offered).
"""
import random
import sys
import time

import simpy

RATE, SLOTS, SERVICE, LIMIT = 280.0, 30, 0.100, 6000
TIMEOUT, ATTEMPTS, DEADLINE = 1.0, 2, 2.0
OUTAGE, END = (40.0, 50.0), 290.0


class Model:
    def __init__(self, seed):
        self.env = simpy.Environment()
        self.random = random.Random(seed)
        self.server = simpy.Resource(self.env, capacity=SLOTS)
        self.restored = self.env.event()
        self.offered = [0] * (int(END) + 1)
        self.good = [0] * (int(END) + 1)

    def serve(self, answer):
        """One attempt on its way: held by the outage, queued, served, whether or not somebody still waits."""
        if OUTAGE[0] <= self.env.now < OUTAGE[1]:
            yield self.restored
        if len(self.server.queue) >= LIMIT:
            answer.succeed(False)
            return
        with self.server.request() as slot:
            yield slot
            yield self.env.timeout(SERVICE)
        answer.succeed(True)

    def request(self):
        started = self.env.now
        for _ in range(ATTEMPTS):
            answer = self.env.event()
            self.env.process(self.serve(answer))
            yield answer | self.env.timeout(TIMEOUT)
            if answer.processed or answer.triggered:
                if answer.value and self.env.now - started <= DEADLINE:
                    self.good[int(self.env.now)] += 1
                return

    def arrivals(self):
        while True:
            yield self.env.timeout(self.random.expovariate(RATE))
            self.offered[int(self.env.now)] += 1
            self.env.process(self.request())

    def outage(self):
        yield self.env.timeout(OUTAGE[1])
        self.restored.succeed()

    def run(self):
        self.env.process(self.arrivals())
        self.env.process(self.outage())
        self.env.run(until=END)
        return next(self.env._eid)


model = Model(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
start = time.process_time()
events = model.run()
spent = time.process_time() - start


def share(begin, end):
    return sum(model.good[begin:end]) / max(1, sum(model.offered[begin:end]))


print(f"{spent:.3f} {events} {share(10, 40):.3f} {share(240, 290):.3f}")

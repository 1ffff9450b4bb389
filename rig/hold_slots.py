"""Connections that others hold: `hold_slots.py COUNT`, until its input ends."""

import os
import sys

import psycopg2

held = [
    psycopg2.connect(
        host="127.0.0.1",
        port=os.environ["RIG_DATABASE_PORT"],
        dbname="postgres",
        user=os.environ["RIG_ROLE"],
        password=os.environ["RIG_PASSWORD"],
    )
    for _ in range(int(sys.argv[1]))
]
print("held", flush=True)
sys.stdin.read()

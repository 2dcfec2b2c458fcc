"""requests_client.py BODY BASE: what Python's requests sees, a line for each exchange. BODY is a file of 32 MiB."""
import hashlib
import sys

import requests

with open(sys.argv[1], "rb") as file:
    body = file.read()
base = sys.argv[2]
session = requests.Session()


def ask(method, url, name="", **more):
    got = session.request(method, base + url, timeout=60, **more)
    fields = sorted((key.lower(), value) for key, value in got.raw.headers.items() if key.lower() != "date")
    print(method, url, name, "|", got.status_code, got.reason, len(got.history), fields, len(got.content),
          hashlib.sha256(got.content).hexdigest())
    if url == "/echo":
        print(got.text)


def pieces(size):
    at, length = 0, 1
    while at < size:
        yield body[at:min(at + length, size)]
        at, length = at + length, (length * 7 + 3) % 100003


for size in (0, 1, 4096, 1 << 20, 32 << 20):
    ask("GET", f"/bytes/{size}")
    ask("GET", f"/chunked/{size}")
    ask("POST", "/echo", size, data=body[:size])
    ask("POST", "/echo", f"{size} in chunks", data=pieces(size))
ask("HEAD", "/bytes/1048576")
ask("GET", "/until-close/1048576")
ask("GET", "/gzip/4096")
ask("GET", "/redirect")
ask("GET", "/fields")
ask("POST", "/echo", "form", data={"a": "1", "b": ["2", "\u00e9"]})
ask("PUT", "/echo", "json", json={"a": [1, 2]})
for status in (204, 304, 404, 500):
    ask("GET", f"/status/{status}")

"""Callers of the store: 48 orders a second, come what may, each tried twice with a second's patience. Prints what became of them."""

import asyncio
import os
import random
import signal
import uuid

HOST = os.environ.get("STORE_HOST", "sidecar")
PORT = int(os.environ.get("STORE_PORT", "8080"))
RATE = float(os.environ.get("RATE", "48"))
TIMEOUT = float(os.environ.get("TIMEOUT", "1"))
ATTEMPTS = int(os.environ.get("ATTEMPTS", "2"))

asked = good = tries = 0


async def attempt(request_id: str) -> bool:
    reader, writer = await asyncio.open_connection(HOST, PORT)
    try:
        writer.write(
            f"GET /order HTTP/1.1\r\nHost: store\r\nX-Request-Id: {request_id}\r\nConnection: close\r\n\r\n".encode()
        )
        return (await reader.readline()).startswith(b"HTTP/1.1 200")
    finally:
        writer.close()


async def order() -> None:
    """One order: the same id for all its attempts, so that a proxy can tell that they belong together."""
    global asked, good, tries
    asked += 1
    request_id = uuid.uuid4().hex
    for _ in range(ATTEMPTS):
        tries += 1
        try:
            if await asyncio.wait_for(attempt(request_id), TIMEOUT):
                good += 1
                return
        except (OSError, asyncio.TimeoutError):
            continue


async def report() -> None:
    global asked, good, tries
    while True:
        await asyncio.sleep(2)
        each = tries / max(asked, 1)
        print(f"shop: {asked / 2:5.1f} orders/s asked, {good / 2:5.1f}/s answered well, {each:.2f} attempts each", flush=True)
        asked = good = tries = 0


async def main() -> None:
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, os._exit, 0)
    reporting = asyncio.create_task(report())
    under_way: set[asyncio.Task] = {reporting}
    clock = asyncio.get_running_loop().time
    due = clock()
    while True:
        due += random.expovariate(RATE)  # from when it was due, not from when it was done: a late wake-up loses no order
        await asyncio.sleep(max(0.0, due - clock()))
        task = asyncio.create_task(order())
        under_way.add(task)
        task.add_done_callback(under_way.discard)


asyncio.run(main())

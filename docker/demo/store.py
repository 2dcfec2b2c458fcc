"""A store with six slots of 100 ms: 60 orders a second, and a queue in front. It works on what is asked, whether or not the caller waits."""

import asyncio
import os

PORT = int(os.environ.get("PORT", "8081"))
SLOTS = int(os.environ.get("SLOTS", "6"))
SERVICE_TIME = float(os.environ.get("SERVICE_TIME", "0.1"))
QUEUE = int(os.environ.get("QUEUE", "600"))

slots = asyncio.Semaphore(SLOTS)
waiting = 0


async def work() -> str:
    """The status of one order, a slot's time later; at once if the queue is full."""
    global waiting
    if waiting >= QUEUE:
        return "503 Service Unavailable"
    waiting += 1
    async with slots:
        waiting -= 1
        await asyncio.sleep(SERVICE_TIME)
    return "200 OK"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        status = "200 OK" if b" /healthz " in head.split(b"\r\n", 1)[0] else await work()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n".encode())
        await writer.drain()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        pass  # the caller has gone; the work was done all the same
    finally:
        writer.close()


async def main() -> None:
    server = await asyncio.start_server(serve, "0.0.0.0", PORT, backlog=1024)
    print(f"store: {SLOTS} slots of {SERVICE_TIME} s on port {PORT}", flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())

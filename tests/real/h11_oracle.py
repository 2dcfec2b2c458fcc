"""Reads what our reader accepted, a line each: PATH request|response SIZE,SIZE,… (content of each whole message), and prints the
lines that h11, an independent reader, disagrees with: it refuses one of those messages, or finds another content in it."""

import sys

import h11


def sizes_of(data: bytes, role: str):
    """The content of each message until h11 would not go on, and whether that was a refusal."""
    connection = h11.Connection(
        our_role=h11.SERVER if role == "request" else h11.CLIENT, max_incomplete_event_size=1 << 20
    )
    sizes, size = [], 0
    if role == "response":
        ask(connection)
    connection.receive_data(data)
    while True:
        try:
            event = connection.next_event()
        except h11.RemoteProtocolError as error:
            # That HTTP/1.1 wants a Host, and that a target is ASCII, is for the server to say and not for a proxy: neither
            # makes anybody see another message.
            is_fine = "mandatory Host" in str(error) or "illegal request line" in str(error) and "\\x" in str(error)
            return sizes, None if is_fine else str(error)
        if event in (h11.NEED_DATA, h11.PAUSED) or isinstance(event, h11.ConnectionClosed):
            return sizes, None
        if isinstance(event, h11.Data):
            size += len(event.data)
        elif isinstance(event, h11.EndOfMessage):
            sizes.append(size)
            size = 0
            try:
                if role == "request":
                    connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
                    connection.send(h11.EndOfMessage())
                connection.start_next_cycle()
                if role == "response":
                    ask(connection)
            except h11.LocalProtocolError:
                return sizes, None


def ask(connection):
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "a")]))
    connection.send(h11.EndOfMessage())


for line in sys.stdin:
    path, role, said = line.rstrip("\n").split(" ")
    ours = [int(one) for one in said.split(",") if one]
    theirs, refused = sizes_of(open(path, "rb").read(), role)
    agreed = min(len(ours), len(theirs))
    if ours[:agreed] != theirs[:agreed] or (refused and len(theirs) < len(ours)):
        print(f"{path} {role}: ours {ours}, h11 {theirs} {refused or ''}")

"""A peer in another language: says on a Redis channel what it reads, and prints what it hears there.

Usage: peer.py PORT CHANNEL. Speaks Redis's protocol itself, so that nothing needs installing.
"""
import socket
import sys
import threading

port, channel = int(sys.argv[1]), sys.argv[2]


def command(*words):
    out = b"*%d\r\n" % len(words)
    for word in words:
        word = word.encode() if isinstance(word, str) else word
        out += b"$%d\r\n%s\r\n" % (len(word), word)
    return out


def read(stream):
    line = stream.readline()
    kind, rest = line[:1], line[1:-2]
    if kind == b"$":
        return stream.read(int(rest) + 2)[:-2]
    if kind == b"*":
        return [read(stream) for _ in range(int(rest))]
    return rest


def listen():
    link = socket.create_connection(("127.0.0.1", port))
    link.sendall(command("SUBSCRIBE", channel))
    stream = link.makefile("rb")
    while True:
        kind, _, text = read(stream)
        line = b"heard " + text if kind == b"message" else b"subscribed"
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()


threading.Thread(target=listen, daemon=True).start()
link = socket.create_connection(("127.0.0.1", port))
answers = link.makefile("rb")
for text in sys.stdin.buffer:
    link.sendall(command("PUBLISH", channel, text.rstrip(b"\n")))
    read(answers)

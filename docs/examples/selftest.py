"""Reads every test vector: receiver.py --self-test ../vectors."""
import os

from wire import (ALIVE, HELD, INTRODUCTION, LEAVE, LOST, SEAL, Bad, answer_to, check, parse_page, room_tag, sender_of,
                  short_hash, split, spread, unframe, vector)

ADA = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")     # RFC 8032, 7.1, test 1
TAG = room_tag("chat1", 1)
LOG = sender_of(ADA, 0) + bytes.fromhex("6553f100")
SIGNED = {SEAL: lambda b: (b"seal", b[:52]), INTRODUCTION: lambda b: (b"introduction", b[:-64]),
          LOST: lambda b: (b"lost", b[:-64]), LEAVE: lambda b: (b"leave", LOG + b[:4] + b[:12]),
          HELD: lambda b: (b"held", LOG + bytes(8) + TAG + b[:16] + b[12:16]),
          ALIVE: lambda b: (b"alive", b[:12] + bytes(8) + b[12:20])}


def ids():
    assert TAG.hex() == "80bef648162128f8"
    assert room_tag("STRA\u1e9eE", 3).hex() == room_tag("Stra\u00dfe", 3).hex() == "fa58109562ef7df6"
    assert room_tag("\u0131", 1).hex() == room_tag("I", 1).hex() == "a3ad18ad62fadcf5"
    assert room_tag("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", 1).hex() == "79369f2aa11feb5f"
    assert LOG[:8].hex() == "dd111eb1306dbc81" and short_hash(b"abc").hex() == "53048e2681941ef99b2e29b76b4c7dab"
    assert spread(LOG, 1) == 0xe1dec99d0c2ef735


def discovery(data):
    body, key = answer_to(data, data[16], bytes.fromhex("1122334455667788"))
    assert key in (ADA, None)
    assert data[16] != 2 or body[19:19 + body[18]] == b"harbour"
    assert data[16] != 4 or parse_page(body)[2][1] == ("caf\u00e9", "239.0.0.12", 2002, 3)


def room(data):
    _, speaker, parts = unframe(data, TAG)
    assert speaker == LOG and parts
    at = 30 + int.from_bytes(data[28:30], "big") if data[3] & 1 else 28
    for part, b in zip((p for p, _ in parts), split(data[at:])):
        if part in SIGNED:
            word, what = SIGNED[part](b)
            assert check(ADA, b[-64:], b"roomcast " + word + TAG + what)


def malformed(data):
    try:
        unframe(data, TAG)
    except Bad:
        return
    raise AssertionError("it was read")


def said(data, Room):
    """What a room makes of Ada's first datagrams; each comes twice."""
    heard = []
    listener = Room(TAG, None, heard.append)
    listener.joined_at = 1700000000             # then, its blocks were new
    for datagram in data:
        listener.hear(datagram)
        listener.hear(datagram)
    return [(m["name"], m["text"], m["verified"]) for m in heard]


def run(folder, Room):
    ids()
    files = {name: vector(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.endswith(".hex")}
    kinds = {"discovery": discovery, "room": room, "malformed": malformed}
    for name, data in files.items():
        try:
            kinds[name.partition("-")[0]](data)
        except (AssertionError, Bad) as e:
            raise AssertionError(name) from e
    first = [("Ada", "hello", True), ("Ada", "caf\u00e9?", True)]
    then = [("Ada", "one", True), ("Bob", "two", False), ("Ada", "a long message", True)]
    assert said([files["room-data.hex"], files["room-run.hex"]], Room) == first + then
    assert said([files["room-repair.hex"]], Room) == first
    print(f"self-test: {len(files)} vectors, all right")

"""The bytes of PROTOCOL.md: envelopes, parts, names and hashes; what is malformed is refused by an exception, Bad."""
import collections, hashlib, os, socket, struct, sys, unicodedata

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.exit("receiver.py: the Python package 'cryptography' is missing; cure: apt install python3-cryptography")

DATA, REPAIR, CONTROL, DISCOVERY = 1, 2, 3, 6
(BLOCK, SEAL, INTRODUCTION, HEARTBEAT, NACK, COMING, HAVE, HELLO, LOST, LEAVE, WHO_HOLDS, HELD, ECHO, CHALLENGE,
 ALIVE) = range(1, 16)
FIELDS = {SEAL: ">12sII16s16s64s", HEARTBEAT: ">IIBHQ", LOST: ">12sIII64s", LEAVE: ">I8s64s", WHO_HOLDS: ">I",
          HELD: ">12sI64s", ECHO: ">8sII", CHALLENGE: ">12s8s", ALIVE: ">12s8s64s"}
LASTS = {SEAL: 2, LOST: 2, HEARTBEAT: 1, HELD: 1, LEAVE: 0, WHO_HOLDS: 0}    # where in them a last block stands
HIGHEST = 2147483646
SPACES = "".join(c for c in map(chr, range(0x3001)) if unicodedata.category(c) == "Zs" and c not in "\xa0\u2007\u202f")
Seal = collections.namedtuple("Seal", "log first last previous root signature raw")
Intro = collections.namedtuple("Intro", "log clock key name raw")


class Bad(Exception):
    """Something is malformed, or wrongly signed."""


def need(condition, what):
    if not condition:
        raise Bad(what)


def short_hash(data):
    return hashlib.new("sha512_256", data).digest()[:16]


def sender_of(key, seat):
    return hashlib.sha256(key + bytes([seat])).digest()[:8]


def comparable(name):
    """The same for every spelling of a room's name."""
    lower = unicodedata.normalize("NFC", name).lower().upper().lower()
    return unicodedata.normalize("NFC", lower.replace("\u03c2", "\u03c3"))


def room_tag(name, generation):
    return hashlib.sha256(b"room\0" + comparable(name).encode() + b"\0" + struct.pack(">I", generation)).digest()[:8]


def spread(log, last):
    """A log's term in the holdings: the finalizer of SplitMix64."""
    mask, (sender, incarnation) = (1 << 64) - 1, struct.unpack(">QI", log)
    z = sender ^ ((incarnation << 32) + last)
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9 & mask
    z = (z ^ z >> 27) * 0x94d049bb133111eb & mask
    return z ^ z >> 31 if last else 0


def check(key, signature, *signed):
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, b"".join(signed))
        return True
    except (InvalidSignature, ValueError):
        return False


def text_of(data, controls="\n\t"):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as e:
        raise Bad("not UTF-8") from e
    need(all(c in controls or unicodedata.category(c) not in ("Cc", "Zl", "Zp") for c in text), "control character")
    return text


def name_of(data):
    name = text_of(data, "")
    need(1 <= len(name) <= 64 and name == name.strip(SPACES) and ":" not in name, "not a chat name")
    return name


# ---- Datagrams

def frame(kind, tag, body):
    """The envelope around a body that begins with the speaker, or, in discovery, with the type."""
    return struct.pack(">HBB8sHH", 0xf800, 0x10 | kind, 0, tag, 0, 16 + len(body)) + body


def unframe(data, tag):
    """Kind, speaker and parts; None if it is for another room, or of a later version."""
    need(16 <= len(data) <= 1232 and data[:2] == b"\xf8\0", "no envelope")
    _, vk, flags, its_tag, epoch, length = struct.unpack_from(">HBB8sHH", data)
    if its_tag != tag or vk >> 4 > 1:
        return None
    need(vk >> 4 == 1 and length == len(data) >= 28 and vk & 15 in (DATA, REPAIR, CONTROL) and epoch == 0, "envelope")
    at, parts = 28, []
    if flags & 1:
        need(len(data) >= 30 and 30 + int.from_bytes(data[28:30], "big") <= len(data), "extensions")
        at = 30 + int.from_bytes(data[28:30], "big")
    while len(data) - at >= 3 and data[at] != 0:
        kind, size = struct.unpack_from(">BH", data, at)
        need(at + 3 + size <= len(data) and len(parts) < 128, "parts")
        parts.append((kind, parse(kind, data[at + 3:at + 3 + size])))
        at += 3 + size
    return vk & 15, data[16:28], parts


def parse(kind, b):
    """A part's fields, checked; of fixed parts the bytes come last."""
    if kind in FIELDS:
        need(len(b) >= struct.calcsize(FIELDS[kind]) and (kind != SEAL or len(b) == 116), "length")
        v = *struct.unpack_from(FIELDS[kind], b), b
        first = v[{SEAL: 1, LOST: 1}.get(kind, 0)] if kind in (SEAL, LOST, HEARTBEAT) else 1
        last = v[LASTS[kind]] if kind in LASTS else 1
        need(1 <= first and last <= HIGHEST and (first <= last or kind not in (SEAL, LOST)), "sequence")
        need(kind != SEAL or last - first < 64, "run")
        return Seal(*v) if kind == SEAL else v
    if kind == BLOCK:
        need(28 <= len(b) <= 1078 and b[24] == 0 and len(b) == 28 + int.from_bytes(b[26:28], "big"), "block")
        need(1 <= int.from_bytes(b[12:16], "big") <= HIGHEST, "sequence")
    if kind == INTRODUCTION:
        need(len(b) >= 112, "length")
        incarnation, seat, role, clock, key, length = struct.unpack_from(">4sBBQ32sH", b)
        need(length <= 256 and len(b) == 112 + length and seat < 64 and role < 2, "introduction")
        return Intro(sender_of(key, seat) + incarnation, clock, key, name_of(b[48:-64]) if length else "", b)
    if kind == HAVE:
        need(len(b) % 20 == 0, "length")
        listed = list(struct.iter_unpack(">12sII", b))
        need(all(first >= 1 and last <= HIGHEST for _, first, last in listed), "sequence")
        return listed
    if kind in (NACK, COMING):
        at, ranges = 5 if kind == NACK else 0, []
        need(len(b) >= at, "length")
        while at < len(b):
            need(len(b) - at >= 13 and 1 <= b[at + 12] <= 64 and len(b) - at >= 13 + 6 * b[at + 12], "ranges")
            log, stop, end = b[at:at + 12], at + 13 + 6 * b[at + 12], -1
            for first, size in struct.iter_unpack(">IH", b[at + 13:stop]):
                need(first > end and size >= 1 and first + size - 1 <= HIGHEST, "ranges")
                ranges.append((log, first, end := first + size - 1))
            at = stop
        return ranges
    return b


# ---- Discovery

SIGNED_ANSWERS = {2: b"roomcast answer", 4: b"roomcast rooms"}

def question(kind, nonce, body, size):
    return frame(DISCOVERY, bytes(8), (bytes([kind]) + nonce + body).ljust(size - 16, b"\0"))


def probe(asker):
    nonce = os.urandom(8)
    return nonce, question(1, nonce, bytes([1, 1, asker]) + bytes(13), 256)


def answer_to(data, kind, nonce):
    """The body of an answer of that kind to that question, and the key that has signed it."""
    need(len(data) >= 25 and data[:2] == b"\xf8\0" and int.from_bytes(data[14:16], "big") == len(data), "discovery")
    need(data[2] == 0x10 | DISCOVERY and data[16] == kind and data[17:25] == nonce, "not the answer")
    body = data[25:]
    if kind not in SIGNED_ANSWERS:
        return body, None
    at = 19 + body[18] if kind == 2 and len(body) > 18 else 8
    key, signature = body[at:at + 32], data[-64:]
    need(len(body) >= at + 96 and check(key, signature, SIGNED_ANSWERS[kind], data[:-64]), "not proved")
    return body[:-64], key


def parse_page(b):
    """The rooms of a page; extensions behind them are left alone."""
    need(len(b) >= 41, "page")
    (first, total), at, rooms = struct.unpack_from(">II", b), 41, []
    for _ in range(b[40]):
        need(len(b) > at, "room")
        end = at + 1 + b[at]
        need(len(b) >= end + 11 and b[end] == 4, "room")
        group, port, generation = struct.unpack_from(">4sHI", b, end + 1)
        rooms.append((text_of(b[at + 1:end]), socket.inet_ntoa(group), port, generation))
        at = end + 11
    return first, total, rooms


# ---- Test vectors

def vector(path):
    """The bytes of a test vector: digits, "N * XX" repeats a byte, # begins a comment."""
    data = b""
    for line in open(path, encoding="utf-8"):
        count, star, byte = line.partition("#")[0].partition("*")
        data += bytes.fromhex(byte) * int(count) if star else bytes.fromhex(count)
    return data


def split(parts):
    """The bytes of each part."""
    while parts:
        size = 3 + int.from_bytes(parts[1:3], "big")
        yield parts[3:size]
        parts = parts[size:]

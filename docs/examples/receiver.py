#!/usr/bin/env python3
"""An example of a peer written from PROTOCOL.md: it follows a room, asks for what is lost, prints what is said.

    receiver.py ROOM [--interface 127.0.0.1] [--group 239.0.0.10] [--port 2000] [--json] [--count N] [--drop PERCENT]
    receiver.py ROOM --room-address 239.0.0.11:2000 --generation 1
    receiver.py --self-test ../vectors

It only listens: a key for one run, an introduction with an empty name, presence, NACKs; it repairs nothing, and does
not tell of a second seal in a place that is proved.
"""
import argparse, collections, dataclasses, itertools, json, math, os, random, select, signal, socket, struct, sys, time

sys.dont_write_bytecode = True                  # nothing but sources in this folder
from wire import (ALIVE, BLOCK, CHALLENGE, COMING, CONTROL, DATA, ECHO, HAVE, HEARTBEAT, HELLO, HIGHEST, INTRODUCTION,
                  LEAVE, LOST, NACK, SEAL, WHO_HOLDS, Bad, answer_to, check, comparable, frame, name_of, need,
                  parse_page, probe, question, sender_of, short_hash, spread, text_of, room_tag, unframe)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AHEAD, WINDOW = 4096, 256                       # WINDOW: gaps that are followed in one log at a time
LOGS, STRANGERS, STAGED, STAGED_STRANGER = 1024, 256, 8 << 20, 64 << 10


# ---- What is known of a log

@dataclasses.dataclass(slots=True)
class Gap:
    """A block that is missing, or one that is here and whose seal is missing."""
    due: float
    since: float
    sure: bool              # not only late: it is asked for without waiting another 10 ms
    asked: int = 0
    silenced: int = 0


class Log:
    def __init__(self, id, start):
        self.id, self.heard, self.intro = id, -math.inf, None
        self.left, self.replaced = False, 0     # replaced: when a higher incarnation was introduced
        self.next = self.point = start          # the first block that is neither proved nor lost
        self.begun = self.past = self.unknown = self.alive = self.careful = False
        self.free, self.previous = True, bytes(16)      # free: the next seal may name any seal before it
        self.blocks, self.seals, self.bytes = {}, {}, 0     # staged: number -> [(leaf, block, since)], first -> [Seal]
        self.gaps, self.unsealed = {}, set()
        self.known = self.solid = self.scanned = start - 1  # said to exist; shown by block or seal; looked through
        self.seen = 0                           # the newest block that has come
        self.long = self.lost = self.challenge = None

    def keep(self, first, last):
        """Forgets what is staged and missing before first, and behind last."""
        for s in [s for s in self.blocks if not first <= s <= last]:
            self.drop(s)
        self.seals = {s: v for s, v in self.seals.items() if first <= s <= last}
        self.gaps = {s: g for s, g in self.gaps.items() if s == 0 or first <= s <= last}

    def restart(self, start):
        """A log that has not begun begins here."""
        self.next, self.scanned = start, min(self.scanned, start - 1)
        self.known = max(self.known, start - 1)
        self.keep(start, HIGHEST)

    def since(self, s):
        """Since when a block is known to exist."""
        return self.gaps[s].since if s in self.gaps else self.blocks[s][0][2] if s in self.blocks else -math.inf

    def provable(self, last=HIGHEST):
        """The first block behind the first missing one that is here with a seal that begins with it; or None."""
        return min((s for s in self.seals if self.next <= s <= last and s in self.blocks), default=None)

    def drop(self, s):
        self.bytes -= sum(len(block) for _, block, _ in self.blocks.pop(s))

    def drop_seal(self, seal):
        self.seals[seal.first].remove(seal)
        if not self.seals[seal.first]:
            del self.seals[seal.first]

    def end(self, last):
        """There is nothing behind last, as far as anybody can show."""
        last = max(last, self.next - 1)
        self.keep(self.next, last)
        self.known, self.solid = min(self.known, last), min(self.solid, last)
        self.seen, self.scanned = min(self.seen, last), min(self.scanned, last)

    def fit(self, seal):
        """The blocks of a run that have its root; None while some are missing, [] if none fit."""
        places = [self.blocks.get(s) for s in range(seal.first, seal.last + 1)]
        if None in places:
            return None
        for run in itertools.islice(itertools.product(*places), 64):
            if short_hash(b"".join(leaf for leaf, *_ in run)) == seal.root:
                return [block for _, block, _ in run]
        return []


class Room:
    """The room, as a listener knows it. It is given datagrams, and gives datagrams and messages."""

    def __init__(self, tag, send, say):
        self.tag, self.send, self.say, self.count = tag, send, say, collections.Counter()
        self.key, self.clock, self.joined_at = Ed25519PrivateKey.generate(), 0, time.time()
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.own = sender_of(self.public, 0) + struct.pack(">I", int(time.time()))
        self.logs, self.notes, self.sources = {}, collections.OrderedDict(), collections.Counter()
        self.trip, self.trip_heard, self.changed = 0.010, 0.0, [0.0, 0.0]
        self.present, self.group_heard = 1, 0
        self.joined, self.hellos, self.join_ends = False, 0, math.inf
        self.now = self.next_hello = self.next_beat = self.urgent = self.filled = time.monotonic()
        self.next_second, self.stamps, self.allowance = self.now + 1, collections.deque(maxlen=8), 1000.0

    # -- Timers

    def r(self):
        return min(max(self.trip, self.trip_heard), 4 * self.trip)

    def t(self):
        """One draw of the back-off law: most draws are late, so one of many is early."""
        l = math.log(max(10, 10 ** math.ceil(math.log10(max(self.present, self.group_heard))))) + 1
        return 4 * self.r() / l * math.log(random.uniform(1, math.exp(l)))

    def hold_off(self, n, spread=None):
        wait = min(6 * self.r() * 2 ** min(n, 3), 5)
        wait = min(wait * 2 ** min(n - 8, 6), 5) if n > 8 else wait
        return wait * (2 ** min(n - 10, 6) if n > 10 else 1) * (spread or random.uniform(0.75, 1.25))

    def estimate(self, which, old, new):
        """It grows at once, and shrinks to 0.8 at most 100 ms after its last change."""
        if new < old and self.now - self.changed[which] < 0.1:
            return old
        self.changed[which] = self.now
        return max(new, 0.8 * old)

    def presence(self):
        return max(10, 0.25 * min(max(self.present, self.group_heard), 10 * self.present))

    def members(self):
        return 1 + sum(not self.gone(log) for log in self.logs.values())

    def gone(self, log):
        return (log.left or log.replaced or not log.intro) or self.now - log.heard > 6 * self.presence()

    # -- What is sent

    def control(self, *parts):
        self.send(frame(CONTROL, self.tag, self.own + b"".join(struct.pack(">BH", k, len(b)) + b for k, b in parts)))

    def new_clock(self):
        self.clock = max(self.clock + 1, int(time.time() * 1000) << 16)
        return struct.pack(">Q", self.clock)

    def heartbeat(self, *more):
        start = self.own[8:] + bytes(2) + self.new_clock() + self.public + bytes(2)
        code = min(255, math.ceil(math.log(self.trip / 50e-6, 1.05)))
        holdings = sum(spread(l.id, l.next - 1) for l in self.logs.values() if l.intro or l.past) % (1 << 64)
        self.control((INTRODUCTION, start + self.key.sign(b"roomcast introduction" + self.tag + start)),
                     (HEARTBEAT, struct.pack(">IIBHQ", 1, 0, code, min(65535, self.members()), holdings)), *more)
        self.next_beat = self.now + self.presence() * random.uniform(0.5, 1.5)

    def leave(self):
        start = bytes(4) + self.new_clock()
        self.control((LEAVE, start + self.key.sign(b"roomcast leave" + self.tag + self.own + bytes(4) + start)))

    # -- What is heard

    def hear(self, data, source=None):
        self.now = time.monotonic()
        try:
            kind, speaker, parts = unframe(data, self.tag) or (0, self.own, ())
        except Bad:
            self.count["bad"] += 1
            return
        if speaker == self.own:                 # what we sent, or another room
            return
        for part, v in parts:
            if part not in (BLOCK, SEAL, HEARTBEAT, ECHO):
                self.sources[source] += 1       # the table is emptied every second
                if self.sources[source] > 1000 or len(self.sources) > 4096:
                    continue
            try:
                self.hear_part(kind, speaker, part, v)
            except Bad:
                self.count["bad"] += 1
        if log := self.logs.get(speaker):
            log.heard = self.now
            if log.replaced and self.now - log.replaced > 5:    # still heard: a member of its own after all
                log.replaced = 0

    def hear_part(self, kind, speaker, part, v):
        log = self.logs.get(speaker)
        if part == BLOCK:
            self.hear_block(kind, v)
        elif part == SEAL:
            self.hear_seal(v)
        elif part == INTRODUCTION:
            self.hear_introduction(v)
        elif part == HEARTBEAT and (log := self.log(speaker, v[1] + 1)):
            _, last, trip, members, _, _ = v
            self.group_heard = max(self.group_heard, min(members, 10000))
            self.trip_heard = self.estimate(0, self.trip_heard, min(max(50e-6 * 1.05 ** trip, 0.0005), 1))
            self.name_last(log, last, True)
            if last < log.known:
                self.shorten(log, last)
        elif part == HAVE:
            self.join_ends = min(self.join_ends, self.now + max(0.020, 4 * self.r()))
            for id, _, last in v:
                new = id not in self.logs
                if log := self.log(id, last + 1):
                    log.past = log.past or new and not self.joined      # known up to there: of no interest
                    self.name_last(log, last)
        elif part == WHO_HOLDS and (log := self.log(speaker, max(1, v[0]))):
            self.want_introduction(log)
            self.show(log, v[0], True)
        elif part in (NACK, COMING):            # somebody else asks, or answers: wait as if we had asked
            for id, first, last in v:
                log = self.logs.get(id)
                for s, gap in list(log.gaps.items()) if log else ():
                    due = self.now + self.hold_off(gap.asked)
                    if first <= s <= last and s not in log.unsealed and gap.silenced < 2 and due > gap.due:
                        gap.silenced, gap.due = gap.silenced + 1, due
        elif part == LOST:
            self.hear_lost(speaker, *v)
        elif part == LEAVE and log and log.intro and not log.left and int.from_bytes(v[1], "big") > log.intro.clock:
            last = v[3][:4]
            need(check(log.intro.key, v[2], b"roomcast leave", self.tag, speaker, last, last, v[1]), "signature")
            log.left = True
            self.show(log, v[0], True)
        elif part == ECHO and v[0] == self.own[:8] and v[1] in self.stamps:
            self.stamps.remove(v[1])
            trip = ((int(self.now * 1e6) - v[1] & 0xffffffff) - v[2]) / 1e6
            if trip >= 0:
                self.trip = self.estimate(1, self.trip, min(max(trip, 0.0005), 1, 2 * self.trip))
        elif part == ALIVE and (log := self.logs.get(v[0])) and log.challenge and v[1] == log.challenge[0]:
            need(check(log.intro.key, v[2], b"roomcast alive", self.tag, v[0], bytes(8), v[1]), "signature")
            log.alive, log.challenge = True, None
            self.prove(log)

    def log(self, id, start):
        """The log of that id. If it is new to who joins, it begins at start; None for one of our own."""
        if id not in self.logs and id[:8] != self.own[:8]:
            strangers = [l for l in self.logs.values() if not l.intro and not l.past]
            for full, some in ((len(strangers) >= STRANGERS, strangers), (len(self.logs) >= LOGS, self.logs.values())):
                if full:
                    self.forget(min(some, key=lambda l: (bool(l.intro), not self.gone(l), l.heard)))
            log = self.logs[id] = Log(id, 1 if self.joined else start)
            if id in self.notes:                # it was forgotten: nothing is printed twice
                log.next, log.previous, log.free = self.notes.pop(id)
                log.begun, log.known, log.scanned = True, log.next - 1, log.next - 1
        return self.logs.get(id)

    def want_introduction(self, log):
        if not log.intro and 0 not in log.gaps:
            self.add_gap(log, 0, True)

    def forget(self, log):
        del self.logs[log.id]
        if log.begun:
            self.notes[log.id] = log.next, log.previous, log.free
        if len(self.notes) > 4096:
            self.notes.popitem(last=False)

    def hear_introduction(self, intro):
        log = self.logs.get(intro.log)
        if log and log.intro and log.intro.clock >= intro.clock:
            return
        need(check(intro.key, intro.raw[-64:], b"roomcast introduction", self.tag, intro.raw[:-64]), "signature")
        new = log is None
        if log := self.log(intro.log, 1):
            log.unknown = log.unknown or new and not self.joined
            log.intro, log.left = intro, False
            self.came(log, 0)
            for other in self.logs.values():    # under a higher incarnation the member goes on
                if other.id[:8] == log.id[:8] and other.intro and other is not log:
                    min(log, other, key=lambda l: l.id).replaced = self.now
            self.prove(log)

    # -- Where a log begins, and what of it is missing

    def name_last(self, log, last, by_writer=False):
        """Somebody says how far a log goes. Of what was said before we joined nothing is wanted."""
        if not self.joined and not log.begun and (last + 1 < log.next or log.unknown and not log.blocks):
            log.restart(last + 1)
        elif self.joined and by_writer and not log.begun and last + 1 < log.next:
            self.move_back(log, last + 1)
        log.unknown = log.unknown and self.joined
        if last >= log.next:
            self.want_introduction(log)
            self.show(log, last, True)

    def move_back(self, log, shown):
        """It began before what we were told: a little, or whoever told us lied."""
        log.unknown = False
        log.restart(1 if shown + 8 < log.next else max(1, shown - 8))

    def shorten(self, log, last):
        """The writer names a lower last: what nobody can show is given up after one request, the rest after 5 s."""
        traceless = [g for s, g in log.gaps.items() if s > max(last, log.solid)]
        if traceless and all(gap.asked for gap in traceless):
            log.end(max(last, log.solid))
        end = log.known
        while end > last and end >= log.next and self.now - log.since(end) > 5:
            end -= 1
        log.end(end)

    def show(self, log, last, sure=False):
        """Blocks up to last exist: those that are not here are gaps."""
        log.known = max(log.known, min(last, log.next + AHEAD - 1))
        s = max(log.scanned + 1, log.next)
        due = self.now + self.t()               # one draw for all that was lost together
        while s <= log.known and len(log.gaps) < WINDOW:
            if s not in log.blocks:
                self.add_gap(log, s, sure, due)
            s += 1
        log.scanned = max(log.scanned, s - 1)

    def add_gap(self, log, s, sure, due=None):
        log.gaps[s] = Gap(due or self.now + self.t(), self.now, sure)
        self.urgent = min(self.urgent, log.gaps[s].due)

    def came(self, log, s):
        if gap := log.gaps.pop(s, None):
            self.count["repaired"] += gap.asked > 0

    def hear_block(self, kind, raw):
        s = int.from_bytes(raw[12:16], "big")
        log = self.log(raw[:12], s)
        if not log:
            return
        new = kind == DATA or int.from_bytes(raw[16:22], "big") >= self.joined_at * 1000
        if new and s < log.next and not log.begun:
            self.move_back(log, s)
        full = (sum(l.bytes for l in self.logs.values()) + len(raw) > STAGED
                or not log.intro and log.bytes + len(raw) > STAGED_STRANGER)
        leaf, here = short_hash(raw), log.blocks.get(s, [])
        self.want_introduction(log)
        if full and s != log.next:
            self.show(log, s)
        elif log.next <= s < log.next + AHEAD and len(here) < 2 and all(leaf != l for l, *_ in here):
            since = log.since(s) if s in log.gaps else self.now
            if s not in log.unsealed:
                self.came(log, s)
            self.count["blocks"] += not here
            log.blocks[s] = here + [(leaf, raw, since)]     # of different ones in one place two are kept
            log.bytes += len(raw)
            log.seen, log.solid = max(log.seen, s), max(log.solid, s)
            self.allowance = min(1000.0, self.allowance + 0.05 * len(raw))
            self.urgent = min(self.urgent, self.now + 0.002)    # its seal may be missing, or a gap no longer be late
            self.show(log, s)
            self.prove(log)

    def hear_seal(self, seal):
        log = self.log(seal.log, seal.first)
        if not log:
            return
        self.want_introduction(log)
        here = log.seals.get(seal.first, [])
        if seal.first < log.next <= seal.last and not log.begun:
            log.point = max(log.point, log.next)            # a run is wanted whole; unless the seal is forged
            log.restart(seal.first)
        if seal.first < log.next <= seal.last and log.free and log.intro:
            need(self.signed(log, seal), "signature")       # a run that lost its first blocks cannot be proved
            self.give_up(log, seal.last, seal=seal)
        elif log.next <= seal.first and seal.last < log.next + AHEAD and len(here) < 2 and seal not in here:
            log.seals[seal.first] = here + [seal]
            log.solid = max(log.solid, seal.last)
            self.show(log, seal.last)
            self.prove(log)

    # -- Proving, delivering

    def signed(self, log, seal):
        return check(log.intro.key, seal.signature, b"roomcast seal", self.tag, seal.raw[:52])

    def prove(self, log):
        """Checks the newest seal up to which all is whole and chained; it proves everything before it."""
        while log.intro and not log.challenge:
            chain, s, previous, free = [], log.next, log.previous, log.free
            while step := next(((seal, run) for seal in log.seals.get(s, ()) if (free or seal.previous == previous)
                                and (run := log.fit(seal))), None):
                chain.append(step)
                s, previous, free = step[0].last + 1, short_hash(step[0].raw), False
                if log.careful:
                    break
            if not chain:
                whole = [(seal, run) for seal in log.seals.get(s, ()) if (run := log.fit(seal)) is not None]
                if not whole or not self.misfit(log, *whole[0]):
                    return
            elif not self.signed(log, chain[-1][0]):
                self.count["bad"] += 1
                log.drop_seal(chain[-1][0])
                log.careful = True              # from now on one seal at a time
                if not log.begun and log.next < log.point:
                    log.restart(log.point)
            elif (not log.begun and not log.alive
                  and int.from_bytes(chain[0][1][0][16:22], "big") < (self.joined_at - 600) * 1000):
                log.challenge, self.urgent = [os.urandom(8), 0, self.now], self.now     # a recording?
            else:
                for seal, run in chain:
                    for block in run:
                        self.deliver(log, block)
                self.advance(log, s, previous, False)
                log.careful = log.careful and bool(log.seals)

    def misfit(self, log, seal, run):
        """A whole run that is next, with other blocks, or on top of another seal; gives whether to try again."""
        log.drop_seal(seal)
        if not self.signed(log, seal):
            self.count["bad"] += 1
        elif run:
            self.tell(log, f"blocks {seal.first} to {seal.last} go on from another past: a fork, not shown")
        else:                                   # so the blocks are forged: they are asked for once more
            log.seals[seal.first] = [seal]
            for s in range(seal.first, seal.last + 1):
                log.drop(s)
                self.add_gap(log, s, True)
            return False
        return True

    def advance(self, log, next, previous, free):
        log.next, log.previous, log.free, log.begun = next, previous, free, True
        log.keep(next, HIGHEST)
        self.show(log, log.known)

    def give_up(self, log, last, told=True, seal=None):
        if told:
            self.tell(log, f"blocks {log.next} to {last} are lost")
            self.count["lost"] += last - log.next + 1
        log.long = None
        self.advance(log, last + 1, short_hash(seal.raw) if seal else log.previous, not seal)
        self.prove(log)

    def deliver(self, log, block):
        sequence, clock, at, name, index = *struct.unpack_from(">IQ", block, 12), 28, None, 0
        if clock >> 16 <= time.time() * 1000 + 10_000:
            self.clock = max(self.clock, clock)
        try:
            while at < len(block):
                need(len(block) - at >= 3, "malformed")
                item, size = struct.unpack_from(">BH", block, at)
                b, at = block[at + 3:at + 3 + size], at + 3 + size
                need(at <= len(block), "malformed")
                if item == 1:
                    name = name_of(b)
                elif item in (2, 3, 4):
                    need(name is not None, "text without a name")
                    about, index = [name, sequence, index, clock, item], index + 1
                    if item != 4:
                        self.message(log, *about, text_of(b))
                    else:
                        need(len(b) >= 5 and b[4] in (2, 3), "malformed")
                        log.long = int.from_bytes(b[:4], "big"), about[:4] + [b[4]], bytearray(b[5:])
                        need(len(b) - 5 < log.long[0] <= 65536, "size of a long message")
                elif item == 5:
                    need(log.long, "more of a long message that has not begun")
                    size, about, whole = log.long
                    whole += b
                    if len(whole) >= size:
                        log.long = None
                        need(len(whole) == size, "size of a long message")
                        self.message(log, *about, text_of(bytes(whole)))
        except Bad as e:
            self.count["bad"] += 1
            self.tell(log, f"block {sequence}: {e}; the rest of it is not shown")

    def message(self, log, name, sequence, index, clock, item, text):
        self.count["messages"] += 1
        ms = clock >> 16
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(ms // 1000 % (1 << 37))) + f".{ms % 1000:03}Z"
        self.say({"sender": log.id.hex(), "name": name, "seq": sequence, "index": index, "time": at,
                  "verified": item == 2, "text": text})     # adopted text: the directory says that it heard it

    def tell(self, log, what):
        print(f"receiver: {log.intro.name if log.intro else ''} {log.id.hex()}: {what}", file=sys.stderr)

    # -- Lost for good

    def hear_lost(self, speaker, id, first, last, age, signature, raw):
        writer, log = self.logs.get(speaker), self.logs.get(id)
        if (writer and writer.intro and log and id[:8] == speaker[:8] and first <= log.known + 1 and last >= log.next
                and not (log.lost and log.lost[1] >= last)):
            need(check(writer.intro.key, signature, b"roomcast lost", self.tag, raw[:24]), "signature")
            at = log.lost[2] if log.lost else self.now + max(0.050, 16 * self.r())
            log.lost, self.urgent = (first, last, at, speaker == id, age), min(self.urgent, at)

    def lose(self, log):
        """Goes on behind what is lost, or with what is here and may be proved within three seconds."""
        first, last, at, certain, age = log.lost
        end = last if certain and not log.begun else min(last, log.known)
        ours = log.begun or certain and not age > time.time() - self.joined_at  # not said before we came
        if first > log.next and log.next <= end:
            log.lost = first, last, self.now + 1, certain, age      # it waits until all before it is here
        elif log.next <= end and (here := log.provable(end)):
            if here > log.next:
                log.lost = first, last, self.now, certain, age
                self.give_up(log, here - 1, ours)
            elif self.now >= at + 3:
                self.give_up(log, here, ours)
        else:
            log.lost = None
            if log.next <= end:
                self.give_up(log, end, ours)

    def doubt(self, log):
        nonce, asked, at = log.challenge
        if self.now >= at and asked == 6:
            log.challenge = None
            log.end(log.next - 1)
        elif self.now >= at:
            log.challenge = [nonce, asked + 1, self.now + 0.25]
            self.control((CHALLENGE, log.id + nonce))

    # -- Asking

    def tick(self):
        """Does all that is due, and gives the time when something will be."""
        self.now = now = time.monotonic()
        if not self.joined and now >= min(self.next_hello, self.join_ends):
            self.joined = self.hellos == 5 or now >= self.join_ends
            if self.joined:
                print("receiver: joined", file=sys.stderr, flush=True)
            elif self.hellos == 0:
                self.heartbeat((HELLO, b""))
            else:
                self.control((HELLO, b""))
            self.next_hello = now + max(0.050, 6 * self.r()) * 2 ** self.hellos
            self.hellos += 1
        if now >= self.next_beat:
            self.heartbeat()
        if now >= self.next_second:
            self.next_second, self.present = now + 1, self.members()
            self.group_heard -= self.group_heard // 8
            self.sources.clear()
        if now >= self.urgent:
            self.ask()
        return min(self.next_beat, self.next_second, self.urgent,
                   math.inf if self.joined else min(self.next_hello, self.join_ends))

    def ask(self):
        """Collects what is due of all logs into one NACK."""
        self.urgent, due = self.now + 1, []
        for log in list(self.logs.values()):
            if log.lost and self.now >= log.lost[2]:
                self.lose(log)
            if log.challenge:
                self.doubt(log)
            for other in (log.lost and max(log.lost[2], self.now + 0.05), log.challenge and log.challenge[2]):
                self.urgent = min(self.urgent, other or math.inf)
            if not log.challenge:
                self.want_seals(log)
                due += [(at, log, s, gap) for s, gap in log.gaps.items() if (at := self.due(log, s, gap)) < math.inf]
        self.allowance = min(1000.0, self.allowance + 2000 * (self.now - self.filled))
        self.filled = self.now
        soonest = min((d[0] for d in due), default=math.inf)
        due = [d for d in due if d[0] <= self.now + self.r() / 2]
        if soonest <= self.now and self.allowance > 0 and (due := [d for d in due if not self.hopeless(*d[1:])]):
            self.nack(sorted(due, key=lambda d: d[0]))
        self.urgent = min(self.urgent, max(soonest, self.now + 0.005))

    def due(self, log, s, gap):
        if s and not log.intro and 0 in log.gaps and log.gaps[0].asked:     # first of all, who writes it
            return math.inf
        return gap.due if gap.sure or s <= log.seen - 2 else gap.due + 0.010    # it may only be late

    def want_seals(self, log):
        """Of blocks that are here without a seal the last is asked for, like a block that is missing."""
        sealed = {s for seals in log.seals.values() for seal in seals for s in range(seal.first, seal.last + 1)}
        wanted = {s for s in log.blocks if s not in sealed and (s + 1 not in log.blocks or s + 1 in sealed)}
        for s in log.unsealed - wanted:
            if s in log.blocks:
                self.came(log, s)
        for s in wanted - log.unsealed:
            self.add_gap(log, s, True, self.now + 0.010 + self.t())
        log.unsealed = wanted

    def hopeless(self, log, s, gap):
        """Gives up ends that nobody can show, and what nobody has of a member that is gone."""
        if gap.asked < 8 or log.id not in self.logs or s not in log.gaps:
            return log.id not in self.logs or s not in log.gaps
        if s == 0 and not log.past:
            self.forget(log)
        elif s == 0:
            log.end(log.next - 1)
            del log.gaps[0]
        elif s > log.solid:
            log.end(log.solid)
        elif not self.gone(log):
            return False
        elif not log.begun and min(log.blocks, default=0) > log.next:
            log.restart(min(log.blocks))
        elif gap.asked < 10 or log.lost:
            return False
        elif not (log.begun and log.provable()):
            log.end(log.next - 1)
        elif self.now - gap.since > 600 and self.present > 1 and self.signed(log, log.seals[log.provable()][0]):
            self.give_up(log, log.provable() - 1)           # nobody has it, and the log does go on behind it
        else:
            return False
        return True

    def nack(self, due):
        """Asks for what is due longest: 40 logs, 256 blocks, one part."""
        logs, size, attempt, spread = {}, 5, 0, random.uniform(0.75, 1.25)
        for _, log, s, gap in due[:256]:
            wanted = logs.get(log.id, [])
            if size + 19 <= 1201 and len(wanted) < 64 and (wanted or len(logs) < 40):
                size, attempt = size + (6 if wanted else 19), max(attempt, gap.asked)
                logs[log.id] = wanted + [s]
                gap.due, gap.asked, gap.sure = self.now + self.hold_off(gap.asked, spread), gap.asked + 1, True
        self.together([log for log in map(self.logs.get, logs) if self.gone(log)])
        self.stamps.append(int(time.monotonic() * 1e6) & 0xffffffff)
        part = struct.pack(">IB", self.stamps[-1], min(255, attempt))
        for id, wanted in logs.items():
            ranges = []
            for s in sorted(wanted):
                if ranges and s == sum(ranges[-1]):
                    ranges[-1][1] += 1
                else:
                    ranges.append([s, 1])
            part += id + bytes([len(ranges)]) + b"".join(struct.pack(">IH", *r) for r in ranges)
        self.allowance -= max(100, len(part))
        self.count["requests"] += 1
        self.count["asked"] += sum(map(len, logs.values()))
        self.control((NACK, part))

    def together(self, gone):
        """What hardly anybody has is asked for at once, and rarely."""
        for log in gone:
            due = max((gap.due for gap in log.gaps.values() if gap.asked > 10), default=0)
            for gap in log.gaps.values():
                gap.due = max(gap.due, due)


# ---- The program

def inquire(sock, read, to, datagram, kind, nonce):
    """Asks three times, 500 ms apart, and gives the first answer, who has signed it and where it came from."""
    for _ in range(3):
        sock.sendto(datagram, to)
        end = time.monotonic() + 0.5
        while (wait := end - time.monotonic()) > 0 and select.select([sock], [], [], wait)[0]:
            for data, source in read(sock):
                try:
                    return *answer_to(data, kind, nonce), source
                except Bad:
                    pass
    return None, None, None


def find_room(sock, read, name, command):
    """Group, port and generation of a room, from the directory that answers first."""
    nonce, datagram = probe(1)
    _, key, directory = inquire(sock, read, command, datagram, 2, nonce)
    index, total = 0, 1 if directory else 0
    while index < total:
        nonce = os.urandom(8)
        asked = question(3, nonce, struct.pack(">I", index), 1232)
        page, signer, _ = inquire(sock, read, directory, asked, 4, nonce)
        index, total, rooms = parse_page(page) if page and signer == key else (0, 0, [])
        for room, *address in rooms:
            if comparable(room) == comparable(name):      # the same name, however it is spelled
                return address
        index, total = index + len(rooms), total if rooms else 0
    sys.exit(f"receiver.py: the directory has no room {name}" if directory else "receiver.py: no directory answers")


def sockets(interface, group, port):
    """Ears that hear the group, and a mouth: a port of our own, from which everything is sent."""
    ears, mouth = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ears.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(interface))
    ears.bind((group, port))
    mouth.bind((interface, 0))
    for s in (ears, mouth):
        s.setblocking(False)
    return ears, mouth


def follow(options):
    chance, total = random.Random(options.seed), collections.Counter()

    def read(sock):
        for _ in range(64):
            try:
                data, source = sock.recvfrom(65536)
            except OSError:
                return
            total["datagrams"] += 1
            if chance.random() * 100 >= options.drop:
                yield data, source
            else:
                total["dropped"] += 1

    command, address = (options.group, options.port + 1), (options.room_address or "").rpartition(":")
    finder = sockets(options.interface, "", 0)[1]
    group, port, generation = ((address[0], int(address[2]), options.generation) if options.room_address
                               else find_room(finder, read, options.room, command))
    ears, mouth = sockets(options.interface, group, port + 1)
    membership = socket.inet_aton(group) + socket.inet_aton(options.interface)
    ears.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)

    def send(data):
        try:
            mouth.sendto(data, (group, port + 1))
        except OSError:                         # a full buffer, a cable that is out: the next one may go
            total["unsent"] += 1

    def say(message):
        print(json.dumps(message, ensure_ascii=False) if options.json else f"{message['name']}: {message['text']}",
              flush=True)
        if room.count["messages"] == options.count:
            raise KeyboardInterrupt

    room, start = Room(room_tag(options.room, generation), send, say), time.monotonic()
    end, next_join, next_probe = start + options.seconds, start + 60, math.inf if options.room_address else start + 15
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while (now := time.monotonic()) < end:
            wake = min(room.tick(), end, next_join, next_probe)
            if now >= next_join:                # some switches forget who wants what
                ears.setsockopt(socket.IPPROTO_IP, socket.IP_DROP_MEMBERSHIP, membership)
                ears.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
                next_join = now + 60
            if now >= next_probe:               # a temporary directory stays while somebody asks
                finder.sendto(probe(1)[1], command)
                next_probe = now + 15
            for sock in select.select([ears, mouth, finder], [], [], max(0, wake - time.monotonic()))[0]:
                for data, source in read(sock):
                    if sock is not finder:
                        room.hear(data, source)
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    room.leave()
    time.sleep(0.2)
    room.leave()
    if not options.room_address:
        finder.sendto(probe(0)[1], command)
    print("receiver: %d datagrams, %d dropped on purpose;" % (total["datagrams"], total["dropped"]),
          ", ".join(f"{room.count[c]} {c}" for c in ("blocks", "messages", "requests", "asked", "repaired", "lost",
                                                      "bad")), file=sys.stderr)
    sys.exit(0 if room.count["messages"] >= (options.count or 0) else 1)


def main():
    p = argparse.ArgumentParser(description="Follows a room of Roomcast, and prints what is said in it.")
    p.add_argument("room", nargs="?")
    p.add_argument("--interface", default="0.0.0.0", metavar="ADDRESS", help="the IPv4 address of an interface")
    p.add_argument("--group", default="239.0.0.10", help="of the directory")
    p.add_argument("--port", type=int, default=2000, help="of the directory's commands")
    p.add_argument("--room-address", metavar="G:P", help="the room's group and text port: no directory is asked")
    p.add_argument("--generation", type=int, default=1, help="with --room-address")
    p.add_argument("--json", action="store_true", help="one JSON object a line")
    p.add_argument("--count", type=int, help="end after so many messages; exit code 1 if fewer came")
    p.add_argument("--seconds", type=float, default=math.inf, help="end after so long")
    p.add_argument("--drop", type=float, default=0, metavar="PERCENT", help="throw away so much of what comes")
    p.add_argument("--seed", type=int, help="for --drop")
    p.add_argument("--self-test", metavar="DIR", help="read the byte examples, and end")
    options = p.parse_args()
    if not options.room and not options.self_test:
        p.error("which room?")
    if options.self_test:
        import selftest
        selftest.run(options.self_test, Room)
    else:
        follow(options)


if __name__ == "__main__":
    main()

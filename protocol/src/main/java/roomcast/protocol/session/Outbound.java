package roomcast.protocol.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counters;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramWriter;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.RoomTag;

/** Puts parts into datagrams, and keeps the datagrams until they are fetched. */
final class Outbound {
  /** More than one turn of anything makes: repairs are the most. */
  private static final int READY_MAX = 4_096;

  private final RoomTag room;
  private final Counters<SessionCounter> counters;
  private final Deque<byte[]> ready = new ArrayDeque<>();
  private LogId speaker;
  private @Nullable DatagramWriter open;
  private long bytesQueued;

  Outbound(RoomTag room, LogId speaker, Counters<SessionCounter> counters) {
    this.room = room;
    this.speaker = speaker;
    this.counters = counters;
  }

  /** From now on another log of ours speaks. */
  void setSpeaker(LogId log) {
    flush();
    speaker = log;
  }

  /** Sends a part, together with others of its kind that are sent now. */
  void send(DatagramKind kind, Part part) {
    DatagramWriter writer = open;
    if (writer != null && writer.kind() == kind && writer.tryAdd(part)) {
      return;
    }
    flush();
    DatagramWriter fresh = new DatagramWriter(kind, room, speaker);
    if (!fresh.tryAdd(part)) {
      throw new IllegalStateException("a part that fits into no datagram: " + part);
    }
    open = fresh;
  }

  /** What is sent from now on goes into another datagram. */
  void flush() {
    DatagramWriter writer = open;
    if (writer != null && !writer.isEmpty() && ready.size() < READY_MAX) {
      byte[] datagram = writer.finish();
      ready.add(datagram);
      bytesQueued += datagram.length;
    }
    open = null;
  }

  /** A run of blocks, each early enough to be read alone, and the seal as soon as it fits. */
  void sendRun(OutgoingLog.Run run, @Nullable Introduction introduction) {
    flush();
    if (introduction != null) {
      send(DatagramKind.DATA, new Part.OfIntroduction(introduction));
    }
    for (Block block : run.blocks()) {
      send(DatagramKind.DATA, new Part.OfBlock(block));
    }
    send(DatagramKind.DATA, new Part.OfSeal(run.seal()));
    flush();
  }

  /** Repairs, in as few datagrams as hold them; returns how many bytes these have. */
  int sendRepairs(List<Part> parts) {
    flush();
    long before = bytesQueued;
    for (Part part : parts) {
      send(DatagramKind.REPAIR, part);
    }
    flush();
    return (int) (bytesQueued - before);
  }

  byte @Nullable [] poll() {
    if (ready.isEmpty()) {
      flush();
    }
    byte[] datagram = ready.poll();
    if (datagram != null) {
      counters.increment(SessionCounter.DATAGRAMS_SENT);
      counters.add(SessionCounter.BYTES_SENT, datagram.length);
    }
    return datagram;
  }
}

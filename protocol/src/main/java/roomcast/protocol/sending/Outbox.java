package roomcast.protocol.sending;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.BodyWriter;
import roomcast.protocol.wire.Message;

/**
 * Messages that wait to become blocks. When nothing has been said for a moment, a message leaves at
 * once; when much is said, messages gather in full blocks, and one seal proves a run of them.
 */
public final class Outbox {
  private final long bytesMax;
  private final long sealIntervalNanos;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long bytes;
  private long nextTicket = 1;
  private long lastRunNanos;
  private boolean hasRun;

  private record Waiting(long ticket, Message message, int size) {}

  /**
   * What became of a message.
   *
   * @param ticket the number that {@link #offer} gave
   * @param sequence the block in which it begins
   * @param index which message of that block
   */
  public record Numbered(long ticket, int sequence, int index, long clock, Message message) {}

  /** A run, and the messages in it. */
  public record Filled(OutgoingLog.Run run, List<Numbered> messages) {}

  /**
   * Empty.
   *
   * @param bytesMax how much may wait
   * @param sealIntervalNanos how long messages gather while much is said
   */
  public Outbox(long bytesMax, long sealIntervalNanos) {
    this.bytesMax = bytesMax;
    this.sealIntervalNanos = sealIntervalNanos;
  }

  /** Takes a message; returns its ticket, or 0 if too much waits already. */
  public long offer(Message message) {
    int size = message.textBytes() + 4 * message.name().length() + 8;
    if (bytes + size > bytesMax) {
      return 0;
    }
    bytes += size;
    waiting.add(new Waiting(nextTicket, message, size));
    return nextTicket++;
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How many bytes wait. */
  public long bytes() {
    return bytes;
  }

  /** When the next run may be made, or {@code Long.MAX_VALUE} if nothing waits. */
  public long deadline(long nowNanos) {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return hasRun && lastRunNanos + sealIntervalNanos - nowNanos > 0
        ? lastRunNanos + sealIntervalNanos
        : nowNanos;
  }

  /**
   * Makes a run of what waits, or returns null if nothing does or it is too early.
   *
   * @param blocksMax how many blocks the pace allows; a long message may take more
   */
  public @Nullable Filled fill(long nowNanos, OutgoingLog log, long clock, int blocksMax) {
    if (waiting.isEmpty() || blocksMax < 1 || deadline(nowNanos) - nowNanos > 0) {
      return null;
    }
    List<Numbered> numbered = new ArrayList<>();
    int blocks = 0;
    while (!waiting.isEmpty() && blocks < blocksMax && !log.isRunFull()) {
      Waiting first = waiting.element();
      BodyWriter body = new BodyWriter();
      if (body.tryAdd(first.message())) {
        blocks += appendShort(log, clock, numbered);
      } else {
        int needed = appendLong(log, clock, first, numbered, blocks);
        if (needed == 0) {
          break;
        }
        blocks += needed;
      }
    }
    lastRunNanos = nowNanos;
    hasRun = true;
    return new Filled(log.seal(), numbered);
  }

  private int appendShort(OutgoingLog log, long clock, List<Numbered> numbered) {
    BodyWriter body = new BodyWriter();
    List<Waiting> inside = new ArrayList<>();
    while (!waiting.isEmpty() && body.tryAdd(waiting.element().message())) {
      inside.add(take());
    }
    Block block = log.append(clock, body.messages(), body.finish());
    int index = 0;
    for (Waiting one : inside) {
      numbered.add(new Numbered(one.ticket(), block.sequence(), index++, clock, one.message()));
    }
    return 1;
  }

  /** A run holds a long message whole, or it waits for the next: 0 then. */
  private int appendLong(
      OutgoingLog log, long clock, Waiting first, List<Numbered> numbered, int blocksBefore) {
    List<byte[]> bodies = BodyWriter.run(first.message());
    if (blocksBefore > 0) {
      return 0;
    }
    take();
    int sequence = 0;
    for (byte[] body : bodies) {
      Block block = log.append(clock, sequence == 0 ? 1 : 0, body);
      if (sequence == 0) {
        sequence = block.sequence();
      }
    }
    numbered.add(new Numbered(first.ticket(), sequence, 0, clock, first.message()));
    return bodies.size();
  }

  private Waiting take() {
    Waiting one = waiting.remove();
    bytes -= one.size();
    return one;
  }
}

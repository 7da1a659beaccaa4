package roomcast.protocol.repair;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Seal;
import roomcast.protocol.wire.SequenceBuffer;

/**
 * The newest proved blocks of a room, our own too, for whoever lacks one. The oldest give way, by
 * age and by bytes.
 */
public final class RepairRing {
  /** Far more than fit by bytes: the smallest held block takes 150. */
  private static final int SEQUENCES_MAX = 1 << 20;

  private final long bytesMax;
  private final long ageMaxNanos;
  private final Map<LogId, HeldLog> logs = new TreeMap<>();
  private final Map<LogId, Long> letGoSaidNanos = new TreeMap<>();
  private final Deque<Held> byAge = new ArrayDeque<>();
  private long bytes;

  private static final class HeldLog {
    final SequenceBuffer<Held> blocks;
    int first;
    int next;

    HeldLog(int first) {
      this.blocks = new SequenceBuffer<>(first, SEQUENCES_MAX);
      this.first = first;
      this.next = first;
    }
  }

  /** Empty. */
  public RepairRing(long bytesMax, long ageMaxNanos) {
    this.bytesMax = bytesMax;
    this.ageMaxNanos = ageMaxNanos;
  }

  /** How many bytes it holds. */
  public long bytes() {
    return bytes;
  }

  /** Takes the blocks of a seal, which come in order within their log. */
  public void add(long nowNanos, List<Block> blocks, Seal seal) {
    for (Block block : blocks) {
      HeldLog log = logs.computeIfAbsent(seal.log(), id -> new HeldLog(block.sequence()));
      if (block.sequence() != log.next) {
        // A gap that was given up: what is older cannot be had in one piece with what comes now.
        forget(seal.log(), log);
        log = new HeldLog(block.sequence());
        logs.put(seal.log(), log);
      }
      Held held = new Held(block, seal, nowNanos);
      log.blocks.put(block.sequence(), held);
      log.next = block.sequence() + 1;
      byAge.add(held);
      bytes += held.size();
    }
    expire(nowNanos);
  }

  private void forget(LogId id, HeldLog log) {
    for (int sequence = log.first; sequence < log.next; sequence++) {
      log.blocks.remove(sequence);
    }
    logs.remove(id);
  }

  /** Lets go of what is too old or too much; returns whether any is left. */
  public boolean expire(long nowNanos) {
    while (true) {
      Held oldest = byAge.peek();
      if (oldest == null) {
        return false;
      }
      long end = oldest.heldSinceNanos() + ageMaxNanos;
      if (bytes <= bytesMax && end - nowNanos > 0) {
        return true;
      }
      byAge.remove();
      bytes -= oldest.size();
      drop(oldest);
    }
  }

  /** From now on it is remembered how old the last block of this log is that was let go. */
  public void watch(LogId log, long saidNanos) {
    letGoSaidNanos.put(log, saidNanos);
  }

  /** When the last block was said that is not held any more; 0 if the log is not watched. */
  public long letGoSaidNanos(LogId log) {
    return letGoSaidNanos.getOrDefault(log, 0L);
  }

  private void drop(Held oldest) {
    LogId id = oldest.block().log();
    letGoSaidNanos.computeIfPresent(id, (log, before) -> oldest.heldSinceNanos());
    HeldLog log = logs.get(id);
    int sequence = oldest.block().sequence();
    if (log == null || sequence != log.first) {
      return;
    }
    log.first++;
    log.blocks.advance(log.first);
    if (log.first == log.next) {
      logs.remove(id);
    }
  }

  /** The block, or null if it is not held. */
  public @Nullable Block block(LogId log, int sequence) {
    Held held = held(log, sequence);
    return held == null ? null : held.block();
  }

  /** The seal that proves the block, or null if it is not held. */
  public @Nullable Seal seal(LogId log, int sequence) {
    Held held = held(log, sequence);
    return held == null ? null : held.seal();
  }

  private @Nullable Held held(LogId id, int sequence) {
    HeldLog log = logs.get(id);
    return log == null ? null : log.blocks.get(sequence);
  }

  /**
   * The first block from which on all of a log can be proved from here: the first of a run that is
   * held whole. 0 if there is none.
   */
  public int firstProvable(LogId id) {
    HeldLog log = logs.get(id);
    if (log == null) {
      return 0;
    }
    Held first = log.blocks.get(log.first);
    if (first == null) {
      return 0;
    }
    int start = first.seal().from() == log.first ? log.first : first.seal().to() + 1;
    return start < log.next ? start : 0;
  }

  /** The first block of the log that is held, or 0. */
  public int first(LogId id) {
    HeldLog log = logs.get(id);
    return log == null ? 0 : log.first;
  }

  /** Whether any block of the log is held. */
  public boolean holds(LogId log) {
    return logs.containsKey(log);
  }
}

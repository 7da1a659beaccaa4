package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.List;
import roomcast.protocol.wire.Block;

/** The place of one block that has not been proved: what has come for it, and when to ask. */
final class Slot {
  /** Of several that say to be this block a forger may have sent all but one. */
  private static final int CANDIDATES_MAX = 2;

  private final List<Block> candidates = new ArrayList<>(1);

  /** Since when it is known to exist. */
  final long sinceNanos;

  /** When to ask for it, if it is missing. */
  long dueNanos;

  /** How often it was asked for. */
  int attempts;

  /** How often others asked first, and we kept silent. */
  int silenced;

  /** Whether it has been missing for so long that people are told. */
  boolean reported;

  Slot(long sinceNanos, long dueNanos) {
    this.sinceNanos = sinceNanos;
    this.dueNanos = dueNanos;
  }

  boolean isEmpty() {
    return candidates.isEmpty();
  }

  List<Block> candidates() {
    return candidates;
  }

  /** Takes a block; false if it is here already, or there are too many that say to be it. */
  boolean add(Block block) {
    for (Block one : candidates) {
      if (one.isSame(block)) {
        return false;
      }
    }
    return candidates.size() < CANDIDATES_MAX && candidates.add(block);
  }

  /** Throws away what has come for it: it was forged. */
  int clear() {
    int bytes = 0;
    for (Block one : candidates) {
      bytes += one.size();
    }
    candidates.clear();
    return bytes;
  }
}

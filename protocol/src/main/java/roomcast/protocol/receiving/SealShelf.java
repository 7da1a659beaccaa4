package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Seal;

/** The seals of one log that have come and prove nothing yet, by their first block. */
final class SealShelf {
  /** Of several that say to be this seal a forger may have sent all but one. */
  private static final int CANDIDATES_MAX = 2;

  private final int seals;
  private final TreeMap<Integer, List<Seal>> byFrom = new TreeMap<>();

  /** Empty; holds at most so many places. */
  SealShelf(int seals) {
    this.seals = seals;
  }

  /** Takes a seal; false if it is here already, or there is no space for it. */
  boolean add(Seal seal) {
    List<Seal> there = byFrom.get(seal.from());
    if (there == null) {
      if (byFrom.size() >= seals) {
        return false;
      }
      there = new ArrayList<>(1);
      byFrom.put(seal.from(), there);
    }
    for (Seal one : there) {
      if (one.isSame(seal)) {
        return false;
      }
    }
    return there.size() < CANDIDATES_MAX && there.add(seal);
  }

  /** Those that begin with this block. */
  List<Seal> from(int sequence) {
    return byFrom.getOrDefault(sequence, List.of());
  }

  /**
   * One that begins with this block and is not the given one, or null. A forged seal of a long run
   * would otherwise stand in the way of a good one until all of its blocks had come.
   */
  @Nullable Seal other(int sequence, @Nullable Seal than) {
    for (Seal seal : from(sequence)) {
      if (than == null || !seal.isSame(than)) {
        return seal;
      }
    }
    return null;
  }

  /** Whether one of them says to prove the block. */
  boolean covers(int sequence) {
    for (Map.Entry<Integer, List<Seal>> one :
        byFrom.headMap(sequence, true).descendingMap().entrySet()) {
      if (sequence - one.getKey() >= Seal.BLOCKS_MAX) {
        return false;
      }
      for (Seal seal : one.getValue()) {
        if (seal.to() >= sequence) {
          return true;
        }
      }
    }
    return false;
  }

  /** Throws one away. */
  void remove(Seal seal) {
    List<Seal> there = byFrom.get(seal.from());
    if (there != null) {
      there.removeIf(one -> one.isSame(seal));
      if (there.isEmpty()) {
        byFrom.remove(seal.from());
      }
    }
  }

  /** Keeps this one alone of those that begin where it does: it was proved. */
  void keepOnly(Seal seal) {
    byFrom.put(seal.from(), new ArrayList<>(List.of(seal)));
  }

  /** Throws away all that begin before the block. */
  void removeBelow(int sequence) {
    byFrom.headMap(sequence, false).clear();
  }

  static boolean follows(Seal seal, byte @Nullable [] previous) {
    return previous == null || Arrays.equals(seal.previous(), previous);
  }
}

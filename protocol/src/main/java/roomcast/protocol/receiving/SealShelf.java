package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Seal;

/** The seals of one log that have come and prove nothing yet, by their first block. */
final class SealShelf {
  /** Of several that say to be this seal a forger may have sent all but one. */
  private static final int CANDIDATES_MAX = 2;

  private final int seals;

  /** Shared by all that are empty: a room has many members who listen. */
  private static final NavigableMap<Integer, List<Seal>> NONE = Collections.emptyNavigableMap();

  private NavigableMap<Integer, List<Seal>> byFrom = NONE;

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
      own().put(seal.from(), there);
    }
    for (Seal one : there) {
      if (one.isSame(seal)) {
        return false;
      }
    }
    return there.size() < CANDIDATES_MAX && there.add(seal);
  }

  private NavigableMap<Integer, List<Seal>> own() {
    if (!(byFrom instanceof TreeMap)) {
      byFrom = new TreeMap<>();
    }
    return byFrom;
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
    Map.Entry<Integer, List<Seal>> one = byFrom.floorEntry(sequence);
    while (one != null && sequence - one.getKey() < Seal.BLOCKS_MAX) {
      for (Seal seal : one.getValue()) {
        if (seal.to() >= sequence) {
          return true;
        }
      }
      one = byFrom.lowerEntry(one.getKey());
    }
    return false;
  }

  /** The same for numbers that are asked for in ascending order. */
  Cover cover() {
    return new Cover(byFrom.values().iterator());
  }

  /** Goes through the seals once, instead of looking for those of each block. */
  static final class Cover {
    private final Iterator<List<Seal>> rest;
    private List<Seal> ahead;
    private int coveredTo;

    private Cover(Iterator<List<Seal>> rest) {
      this.rest = rest;
      this.ahead = next();
    }

    private List<Seal> next() {
      return rest.hasNext() ? rest.next() : List.of();
    }

    /** Whether a seal says to prove the block. */
    boolean has(int sequence) {
      while (!ahead.isEmpty() && ahead.getFirst().from() <= sequence) {
        for (Seal seal : ahead) {
          coveredTo = Math.max(coveredTo, seal.to());
        }
        ahead = next();
      }
      return coveredTo >= sequence;
    }
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
    own().put(seal.from(), new ArrayList<>(List.of(seal)));
  }

  /** Throws away all that begin before the block. */
  void removeBelow(int sequence) {
    if (!byFrom.isEmpty()) {
      byFrom.headMap(sequence, false).clear();
    }
  }

  static boolean follows(Seal seal, byte @Nullable [] previous) {
    return previous == null || Arrays.equals(seal.previous(), previous);
  }
}

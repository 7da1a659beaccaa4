package roomcast.simulation.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;

/** Knows what everybody has said, and where it stands. */
public final class Oracle {
  private final Map<LogId, List<Said>> byLog = new TreeMap<>();
  private final Map<Integer, Map<Long, Message>> ticketsByLife = new TreeMap<>();
  private final TreeSet<LogId> cloned = new TreeSet<>();
  private final TreeSet<Long> copies = new TreeSet<>();
  private long bytesSaid;

  /**
   * A message on its way to the group.
   *
   * @param bytesBefore how many bytes all members together had said before
   */
  public record Said(
      Life life, int sequence, int index, Message message, long atNanos, long bytesBefore) {}

  /** A member has asked its session to say something, and got a ticket for it. */
  public void published(Life life, long ticket, Message message) {
    ticketsByLife.computeIfAbsent(life.number(), n -> new TreeMap<>()).put(ticket, message);
  }

  /** How many messages of a life have not been sent. */
  public int unsent(Life life) {
    return ticketsByLife.getOrDefault(life.number(), new TreeMap<>()).size();
  }

  /** A message is on its way; returns it, or null if nobody has asked for it. */
  public @Nullable Said sent(long nowNanos, Life life, RoomEvent.Sent sent) {
    Map<Long, Message> tickets = ticketsByLife.get(life.number());
    Message asked = tickets == null ? null : tickets.remove(sent.ticket());
    if (!sent.message().equals(asked)) {
      return null;
    }
    Said said = new Said(life, sent.sequence(), sent.index(), sent.message(), nowNanos, bytesSaid);
    bytesSaid += sent.message().textBytes() + 200;
    byLog.computeIfAbsent(sent.log(), log -> new ArrayList<>()).add(said);
    return said;
  }

  /** The log has two writers from now on. */
  public void cloned(LogId log) {
    cloned.add(log);
  }

  /** A copy of an installation goes on with this log. */
  public void copied(LogId log) {
    cloned.add(log);
    copies.add(log.sender());
  }

  /** Whether the log has had two writers. */
  public boolean isCloned(LogId log) {
    return cloned.contains(log);
  }

  /** Whether the installation that writes the log has been copied: each copy speaks for both. */
  public boolean hasCopies(LogId log) {
    return copies.contains(log.sender());
  }

  /** Whether any log has had two writers. */
  public boolean hasClones() {
    return !cloned.isEmpty();
  }

  /** Everything that was said in a log, in its order. */
  public List<Said> log(LogId log) {
    return byLog.getOrDefault(log, List.of());
  }

  /** All logs in which anything was said. */
  public List<LogId> logs() {
    return List.copyOf(byLog.keySet());
  }

  /** How many bytes all members together have said. */
  public long bytesSaid() {
    return bytesSaid;
  }

  /** The place of a message in the list of its log, or -1. */
  public int find(LogId log, int sequence, int index) {
    List<Said> all = log(log);
    int low = 0;
    int high = all.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Said said = all.get(middle);
      int order =
          said.sequence() == sequence
              ? Integer.compare(said.index(), index)
              : Integer.compare(said.sequence(), sequence);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The last block that a message at a place takes up. */
  public int lastBlock(LogId log, int place) {
    List<Said> all = log(log);
    int sequence = all.get(place).sequence();
    int next =
        place + 1 < all.size()
            ? all.get(place + 1).sequence()
            : sequence + blocksOf(all.get(place));
    return Math.max(sequence, next - 1);
  }

  private static int blocksOf(Said said) {
    return 1 + said.message().textBytes() / 1_048;
  }
}

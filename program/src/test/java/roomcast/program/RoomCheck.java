package roomcast.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What has to hold of what members of a room have written down: everybody has everything, once, in
 * the order of each log; who came later from then on, and all the same of who was killed.
 */
final class RoomCheck {
  /** Of what was said so long before a kill, everybody has to have all. */
  private static final long KILL_LOSES_NANOS = 1_000_000_000;

  private final List<RoomRecord> founders = new ArrayList<>();
  private final List<RoomRecord> later = new ArrayList<>();
  private final List<RoomRecord> killed = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  /** Was there before anybody spoke, and to the end. */
  RoomCheck founder(RoomRecord member) {
    founders.add(member);
    return this;
  }

  /** Came later, and was there to the end. */
  RoomCheck later(RoomRecord member) {
    later.add(member);
    return this;
  }

  /** Was killed while it spoke. */
  RoomCheck killed(RoomRecord member) {
    killed.add(member);
    return this;
  }

  /** What does not hold, in a sentence each. */
  List<String> complaints() {
    complaints.clear();
    List<RoomRecord> present = new ArrayList<>(founders);
    present.addAll(later);
    List<RoomRecord> writers = new ArrayList<>(present);
    writers.addAll(killed);
    writers.forEach(this::checkSent);
    Map<String, RoomRecord> byLog = new LinkedHashMap<>();
    writers.forEach(one -> byLog.put(one.log(), one));
    for (RoomRecord observer : present) {
      observer.all("lost").forEach(one -> complain(observer, "was told of loss: " + one.rest()));
      observer.all("warned").forEach(one -> complain(observer, "was warned: " + one.rest()));
      observer.heardByLog().keySet().stream()
          .filter(log -> !byLog.containsKey(log))
          .forEach(log -> complain(observer, "heard a log that nobody wrote: " + log));
      writers.stream().filter(one -> one != observer).forEach(one -> check(observer, one));
    }
    killed.forEach(this::checkSameEnd);
    return List.copyOf(complaints);
  }

  private void complain(RoomRecord who, String what) {
    complaints.add(who.name() + " " + what);
  }

  private void checkSent(RoomRecord writer) {
    List<Integer> sent = writer.sent().stream().map(RoomRecord.Said::number).toList();
    if (sent.isEmpty() || !sent.equals(upTo(sent.size()))) {
      complain(writer, "has sent " + sent);
    }
    if (writer.sent().stream().anyMatch(one -> !one.log().equals(writer.log()))) {
      complain(writer, "has written two logs");
    }
    List<RoomRecord.Entry> stopped = writer.all("stopped");
    if (!stopped.isEmpty() && !stopped.getFirst().rest().equals(String.valueOf(sent.size()))) {
      complain(writer, "has sent " + sent.size() + " of " + stopped.getFirst().rest());
    }
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private void check(RoomRecord observer, RoomRecord writer) {
    List<Integer> heard = heard(observer, writer);
    for (int index = 1; index < heard.size(); index++) {
      if (heard.get(index) != heard.get(index - 1) + 1) {
        String pair = heard.get(index - 1) + " and then " + heard.get(index);
        complain(observer, "heard " + pair + " of " + writer.name());
      }
    }
    int wanted = firstWanted(observer, writer);
    int first = heard.isEmpty() ? Integer.MAX_VALUE : heard.getFirst();
    boolean founder = founders.contains(observer);
    if (wanted != 0 && first > wanted || founder && first != 1) {
      complain(observer, "heard " + writer.name() + " from " + first + ", not from " + wanted);
    }
    int last = heard.isEmpty() ? 0 : heard.getLast();
    if (!killed.contains(writer) && last != writer.sent().size()) {
      String of = last + " of " + writer.sent().size();
      complain(observer, "heard " + of + " of " + writer.name());
    }
  }

  private static List<Integer> heard(RoomRecord observer, RoomRecord writer) {
    return observer.heardByLog().getOrDefault(writer.log(), List.of());
  }

  /** The first message that it must have; 0 if it need not have any. */
  private int firstWanted(RoomRecord observer, RoomRecord writer) {
    long since = founders.contains(observer) ? Long.MIN_VALUE : observer.joinedNanos();
    long until = writer.sent().getLast().nanos();
    if (killed.contains(writer)) {
      until -= KILL_LOSES_NANOS;
    }
    for (RoomRecord.Said one : writer.sent()) {
      if (one.nanos() > since && one.nanos() <= until) {
        return one.number();
      }
    }
    return 0;
  }

  private void checkSameEnd(RoomRecord writer) {
    int end = heard(founders.getFirst(), writer).size();
    long sure = writer.sent().getLast().nanos() - KILL_LOSES_NANOS;
    long wanted = writer.sent().stream().filter(one -> one.nanos() <= sure).count();
    if (end < wanted) {
      complain(
          writer, "was heard up to " + end + ", though it had said " + wanted + " long before");
    }
    for (RoomRecord observer : founders) {
      if (heard(observer, writer).size() != end) {
        String others = heard(observer, writer).size() + " of the killed " + writer.name();
        complain(observer, "heard " + others + "; " + founders.getFirst().name() + " " + end);
      }
    }
    for (RoomRecord observer : later) {
      List<Integer> heard = heard(observer, writer);
      if (!heard.isEmpty() && heard.getLast() != end) {
        complain(observer, "heard the killed " + writer.name() + " up to " + heard.getLast());
      }
    }
  }
}

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
      observer.all("lost").stream()
          .filter(one -> killed.stream().noneMatch(dead -> one.rest().startsWith(dead.log())))
          .forEach(one -> complain(observer, "was told of loss: " + one.rest()));
      observer.all("warned").forEach(one -> complain(observer, "was warned: " + one.rest()));
      for (String log : observer.heardLogs()) {
        if (!byLog.containsKey(log)) {
          complain(observer, "heard a log that nobody wrote: " + log);
        }
      }
      writers.stream().filter(one -> one != observer).forEach(one -> check(observer, one));
    }
    return List.copyOf(complaints);
  }

  private void complain(RoomRecord who, String what) {
    complaints.add(who.name() + " " + what);
  }

  private void checkSent(RoomRecord writer) {
    List<Integer> sent = writer.sent().stream().map(RoomRecord.Said::number).toList();
    if (sent.isEmpty() || !sent.equals(upTo(sent.size()))) {
      complain(writer, "has sent " + runs(sent));
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
    List<Integer> heard = observer.heard(writer.log());
    int wanted = firstWanted(observer, writer);
    int first = heard.isEmpty() ? Integer.MAX_VALUE : heard.getFirst();
    boolean founder = founders.contains(observer);
    if ((wanted != 0 && first > wanted) || (founder && first != 1)) {
      complain(observer, "heard " + writer.name() + " from " + first + ", not from " + wanted);
    }
    if (killed.contains(writer)) {
      checkKilled(observer, writer, heard);
      return;
    }
    checkGaps(observer, writer, heard, Integer.MAX_VALUE);
    int last = heard.isEmpty() ? 0 : heard.getLast();
    if (last != writer.sent().size()) {
      String of = last + " of " + writer.sent().size();
      complain(observer, "heard " + of + " of " + writer.name());
    }
  }

  /** Each number follows the one before, at least up to this one; later ones only ever grow. */
  private void checkGaps(RoomRecord observer, RoomRecord writer, List<Integer> heard, int upTo) {
    for (int index = 1; index < heard.size(); index++) {
      int before = heard.get(index - 1);
      int step = heard.get(index) - before;
      if (step != 1 && (step < 1 || before < upTo)) {
        complain(
            observer, "heard " + before + " and then " + heard.get(index) + " of " + writer.name());
      }
    }
  }

  /**
   * What was said just before a kill may have been lost on the way, and nobody can repair it: then
   * nobody has it. Of all others everybody has the same.
   */
  private void checkKilled(RoomRecord observer, RoomRecord writer, List<Integer> heard) {
    long sure = writer.sent().getLast().nanos() - KILL_LOSES_NANOS;
    int all = (int) writer.sent().stream().filter(one -> one.nanos() <= sure).count();
    checkGaps(observer, writer, heard, all);
    List<Integer> others = founders.getFirst().heard(writer.log());
    if (others.size() < all) {
      complain(observer, "heard " + heard.size() + " of " + writer.name() + ", who said " + all);
    }
    if (!heard.isEmpty()) {
      List<Integer> same = others.stream().filter(one -> one >= heard.getFirst()).toList();
      if (!heard.equals(same)) {
        String told =
            observer.all("lost").stream()
                .filter(one -> one.rest().startsWith(writer.log()))
                .map(one -> one.rest().substring(writer.log().length()) + " at " + one.nanos())
                .toList()
                .toString();
        complain(
            observer,
            "heard " + runs(heard) + " of the killed one; another " + runs(others) + told);
      }
    }
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

  /** Numbers in a row by their first and last. */
  static List<String> runs(List<Integer> numbers) {
    List<String> runs = new ArrayList<>();
    int from = 0;
    for (int index = 1; index <= numbers.size(); index++) {
      if (index == numbers.size() || numbers.get(index) != numbers.get(index - 1) + 1) {
        runs.add(numbers.get(from) + "-" + numbers.get(index - 1));
        from = index;
      }
    }
    return runs;
  }
}

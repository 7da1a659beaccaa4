package roomcast.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How chat flowed among some members for some time, in milliseconds.
 *
 * @param millis the time that was looked at
 * @param perSecond messages that they sent, in a second
 * @param gap the longest time in which one of them heard nothing of all the others
 * @param pairGap the longest time in which one of them heard nothing of one of the others
 * @param delayMedian half of the messages were heard within so long of being sent
 * @param delay99 99 of 100 were
 * @param delayMost all of them were
 */
record Flow(
    long millis,
    long perSecond,
    long gap,
    long pairGap,
    long delayMedian,
    long delay99,
    long delayMost) {

  private record Key(String log, int number) {}

  /**
   * What was heard from a moment to another; the time before the first and after the last counts.
   */
  static Flow among(List<RoomRecord> members, long fromNanos, long toNanos) {
    Map<Key, Long> sent = new HashMap<>();
    for (RoomRecord speaker : members) {
      speaker.sent().forEach(one -> sent.put(new Key(one.log(), one.number()), one.nanos()));
    }
    long said = sent.values().stream().filter(at -> at >= fromNanos && at <= toNanos).count();
    long gap = 0;
    long pairGap = 0;
    List<Long> delays = new ArrayList<>();
    for (RoomRecord listener : members) {
      List<RoomRecord.Said> heard =
          listener.heard().stream()
              .filter(one -> one.nanos() >= fromNanos && one.nanos() <= toNanos)
              .filter(one -> sent.containsKey(new Key(one.log(), one.number())))
              .toList();
      gap = Math.max(gap, gap(heard, fromNanos, toNanos));
      for (RoomRecord speaker : members) {
        if (speaker != listener) {
          String log = speaker.log();
          List<RoomRecord.Said> his = heard.stream().filter(one -> one.log().equals(log)).toList();
          pairGap = Math.max(pairGap, gap(his, fromNanos, toNanos));
        }
      }
      for (RoomRecord.Said one : heard) {
        delays.add(one.nanos() - sent.getOrDefault(new Key(one.log(), one.number()), 0L));
      }
    }
    Collections.sort(delays);
    return new Flow(
        millis(toNanos - fromNanos),
        said * 1_000_000_000 / (toNanos - fromNanos),
        millis(gap),
        millis(pairGap),
        quantile(delays, 50),
        quantile(delays, 99),
        quantile(delays, 100));
  }

  private static long gap(List<RoomRecord.Said> heard, long fromNanos, long toNanos) {
    long gap = 0;
    long last = fromNanos;
    for (RoomRecord.Said one : heard) {
      gap = Math.max(gap, one.nanos() - last);
      last = one.nanos();
    }
    return Math.max(gap, toNanos - last);
  }

  /** Nothing was heard: then it took for ever. */
  private static long quantile(List<Long> sorted, int percent) {
    return sorted.isEmpty()
        ? Long.MAX_VALUE
        : millis(sorted.get((sorted.size() - 1) * percent / 100));
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  @Override
  public String toString() {
    return String.format(
        "(%d messages a second for %d ms): largest gap %d ms, of one speaker %d ms; delays: half %d, 99 %% %d, all %d ms",
        perSecond, millis, gap, pairGap, delayMedian, delay99, delayMost);
  }
}

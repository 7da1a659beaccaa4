package roomcast.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link RoomMember} has written down: so far, if it still runs.
 *
 * @param name under which it spoke
 * @param entries in the order in which they happened
 */
record RoomRecord(String name, List<Entry> entries) {

  /**
   * One thing that happened.
   *
   * @param nanos by the clock that all processes of a machine share
   */
  record Entry(String kind, long nanos, String rest) {
    private String word(int index) {
      return rest.split(" ", -1)[index];
    }
  }

  /** A message: the how manieth of its program it is, from 1. */
  record Said(String log, String name, long nanos, int number) {}

  static RoomRecord read(String name, Path file) {
    try {
      List<Entry> entries = new ArrayList<>();
      String all = Files.exists(file) ? Files.readString(file) : "";
      // A line that is being written is not there yet.
      all.substring(0, all.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> line.split(" ", 3))
          .forEach(words -> entries.add(new Entry(words[0], Long.parseLong(words[1]), words[2])));
      return new RoomRecord(name, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Entry> all(String kind) {
    return entries.stream().filter(one -> one.kind().equals(kind)).toList();
  }

  boolean has(String kind) {
    return entries.stream().anyMatch(one -> one.kind().equals(kind));
  }

  /** When it was in the room, and knew how far the others had spoken. */
  long joinedNanos() {
    return all("joined").getFirst().nanos();
  }

  List<Said> sent() {
    return said("sent");
  }

  List<Said> heard() {
    return said("heard");
  }

  private List<Said> said(String kind) {
    return all(kind).stream()
        .map(one -> new Said(one.word(0), one.word(1), one.nanos(), Integer.parseInt(one.word(2))))
        .toList();
  }

  /** What it heard in each log, in the order in which it heard it. */
  Map<String, List<Integer>> heardByLog() {
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    for (Said one : heard()) {
      numbers.computeIfAbsent(one.log(), log -> new ArrayList<>()).add(one.number());
    }
    return numbers;
  }

  /** The log in which it has spoken; empty if it has not. */
  String log() {
    return sent().isEmpty() ? "" : sent().getFirst().log();
  }

  long counted(String label) {
    return all("counted").stream()
        .filter(one -> one.word(0).equals(label))
        .mapToLong(one -> Long.parseLong(one.word(1)))
        .sum();
  }

  /** The longest time, in milliseconds, from one of these moments to the next; the ends count. */
  static long gapMillis(List<Long> moments, long fromNanos, long toNanos) {
    long gap = 0;
    long last = fromNanos;
    for (long moment : moments) {
      if (moment >= fromNanos && moment <= toNanos) {
        gap = Math.max(gap, moment - last);
        last = moment;
      }
    }
    return Math.max(gap, toNanos - last) / 1_000_000;
  }

  /** The longest time for which nothing of this log was heard. */
  long gapMillis(String log, long fromNanos, long toNanos) {
    List<Long> moments =
        heard().stream().filter(one -> one.log().equals(log)).map(Said::nanos).toList();
    return gapMillis(moments, fromNanos, toNanos);
  }
}

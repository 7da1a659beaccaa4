package roomcast.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link RoomMember} has written down: so far, if it still runs. */
final class RoomRecord {
  private final String name;
  private final Map<String, List<Entry>> byKind = new LinkedHashMap<>();
  private final List<Said> sent = new ArrayList<>();
  private final List<Said> heard = new ArrayList<>();
  private final Map<String, List<Integer>> heardByLog = new LinkedHashMap<>();

  /**
   * One thing that happened.
   *
   * @param nanos by the clock that all processes of a machine share
   */
  record Entry(long nanos, String rest) {}

  /** A message: the how manieth of its program it is, from 1. */
  record Said(String log, long nanos, int number) {}

  private RoomRecord(String name) {
    this.name = name;
  }

  static RoomRecord read(String name, Path file) {
    try {
      RoomRecord record = new RoomRecord(name);
      String all = Files.exists(file) ? Files.readString(file) : "";
      // A line that is being written is not there yet.
      all.substring(0, all.lastIndexOf('\n') + 1).lines().forEach(record::add);
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] words = line.split(" ", 3);
    long nanos = Long.parseLong(words[1]);
    switch (words[0]) {
      case "sent" -> sent.add(said(nanos, words[2]));
      case "heard" -> {
        Said one = said(nanos, words[2]);
        heard.add(one);
        heardByLog.computeIfAbsent(one.log(), log -> new ArrayList<>()).add(one.number());
      }
      default ->
          byKind
              .computeIfAbsent(words[0], kind -> new ArrayList<>())
              .add(new Entry(nanos, words[2]));
    }
  }

  private static Said said(long nanos, String rest) {
    String[] words = rest.split(" ", -1);
    return new Said(words[0], nanos, Integer.parseInt(words[1]));
  }

  /** Under which it spoke. */
  String name() {
    return name;
  }

  /** All of a kind, but sent and heard. */
  List<Entry> all(String kind) {
    return byKind.getOrDefault(kind, List.of());
  }

  boolean has(String kind) {
    return byKind.containsKey(kind);
  }

  /** When it was in the room, and knew how far the others had spoken. */
  long joinedNanos() {
    return all("joined").getFirst().nanos();
  }

  List<Said> sent() {
    return sent;
  }

  List<Said> heard() {
    return heard;
  }

  /** What it heard in a log, in the order in which it heard it. */
  List<Integer> heard(String log) {
    return heardByLog.getOrDefault(log, List.of());
  }

  /** The logs of which it has heard anything. */
  Iterable<String> heardLogs() {
    return heardByLog.keySet();
  }

  /** The log in which it has spoken; empty if it has not. */
  String log() {
    return sent.isEmpty() ? "" : sent.getFirst().log();
  }

  /** What its session has counted, by the counter's label; 0 if it has not ended. */
  long counted(String label) {
    return all("counted").stream()
        .map(one -> one.rest().split(" ", 2))
        .filter(words -> words[0].equals(label))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }
}

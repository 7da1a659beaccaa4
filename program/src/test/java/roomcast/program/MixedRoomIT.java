package roomcast.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members, and a program that knows plain text only, in one room; a fifth of the blocks that each
 * sends, and of those that each is sent, is lost, the directory's too. Every line is heard once by
 * everybody, as a block or as plain text.
 */
class MixedRoomIT {
  private static final int NATIVES = 3;
  private static final int LOSS_PERCENT = 20;
  private static final int PER_SECOND_EACH = 20;
  private static final int SECONDS = 10;

  @TempDir Path home;

  private final List<MemberProcess> natives = new ArrayList<>();

  @Test
  void everyLineIsHeardOnceOnBothSides() {
    try (RoomOnWire room = new RoomOnWire("mixed", NATIVES + 2, home)) {
      room.directory();
      IntStream.rangeClosed(1, NATIVES).forEach(one -> natives.add(room.member(one, "Ann" + one)));
      MemberProcess text = room.textMember(NATIVES + 1, "Tex");
      List<MemberProcess> all = new ArrayList<>(natives);
      all.add(text);
      all.forEach(one -> one.await("joined"));
      room.wire.loseBlocks(LOSS_PERCENT);
      all.forEach(one -> one.speak(PER_SECOND_EACH));
      RoomOnWire.pass(System.nanoTime(), SECONDS);
      long millis = RoomOnWire.levelled(all, () -> complaints(text.record()));
      natives.forEach(MemberProcess::leave);
      Assertions.assertThat(complaints(text.record())).isEmpty();

      long nacks = natives.stream().mapToLong(one -> one.record().counted("nacks-sent")).sum();
      System.out.printf(
          "%d lines of plain text, %d of members; %d NACKs; level %d ms after the last word%n",
          text.record().sent().size(),
          natives.stream().mapToInt(one -> one.record().sent().size()).sum(),
          nacks,
          millis);
      // Without loss there would be nothing to prove.
      Assertions.assertThat(nacks).isGreaterThan(PER_SECOND_EACH);
    }
  }

  private List<String> complaints(RoomRecord text) {
    List<String> complaints = new ArrayList<>();
    List<RoomRecord> records = natives.stream().map(MemberProcess::record).toList();
    for (RoomRecord speaker : records) {
      check(complaints, text, speaker.name(), speaker);
      for (RoomRecord listener : records) {
        if (listener != speaker) {
          check(complaints, listener, speaker.log(), speaker);
        }
      }
    }
    List<String> members = records.stream().map(RoomRecord::log).toList();
    for (RoomRecord listener : records) {
      List<String> others = new ArrayList<>();
      listener.heardLogs().forEach(others::add);
      others.removeAll(members);
      // One log: the directory's, which has taken over what it heard as plain text.
      check(complaints, listener, String.join(" and ", others), text);
    }
    // Its own lines come back from the group; nobody says them again.
    check(complaints, text, text.name(), text);
    return complaints;
  }

  private static void check(
      List<String> complaints, RoomRecord listener, String log, RoomRecord speaker) {
    List<Integer> sent = IntStream.rangeClosed(1, speaker.sent().size()).boxed().toList();
    if (sent.isEmpty() || !listener.heard(log).equals(sent)) {
      complaints.add(
          listener.name()
              + " heard of "
              + speaker.name()
              + ", who said "
              + sent.size()
              + ": "
              + RoomCheck.runs(listener.heard(log)));
    }
  }
}

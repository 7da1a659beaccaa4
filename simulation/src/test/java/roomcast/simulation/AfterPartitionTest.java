package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.simulation.Room.Pick.every;
import static roomcast.simulation.Room.Pick.everything;
import static roomcast.simulation.Room.Pick.next;
import static roomcast.simulation.Room.ms;
import static roomcast.simulation.Room.seconds;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Part;

/** Who asked in vain while nobody could hear it, has asked nobody. */
class AfterPartitionTest {
  private static void cutOff(Room room, String name) {
    room.drop(everything()).toward(name);
    room.drop(everything()).from(name);
  }

  @Test
  void whoAskedInVainForLongAsksAnewAtOnce() {
    Room room = Room.with("alice", "bob", "carol");
    room.drop(next(Part.OfBlock.class)).toward("carol");
    room.person("alice").says("one");
    room.runFor(ms(3));
    room.person("alice").says("two");
    room.runFor(ms(3));
    // Carol knows that she lacks the first, and asks for it.
    cutOff(room, "carol");
    room.runFor(seconds(15));
    room.person("carol").hasHeard();
    room.mend();
    room.person("alice").says("three");
    room.runFor(seconds(1));
    room.person("carol").hasHeard("one", "two", "three");
  }

  /** A room in which carol lacks most of what alice has said, who was started anew since then. */
  private static Room afterARestart() {
    Room room = Room.with("alice", "bob", "carol");
    room.person("alice").says("0");
    room.runFor(ms(50));
    room.drop(next(Part.OfBlock.class)).toward("carol");
    room.person("alice").says("1");
    room.runFor(ms(3));
    room.person("alice").says("2");
    room.runFor(ms(3));
    cutOff(room, "carol");
    IntStream.range(3, 200)
        .forEach(line -> {
          room.person("alice").says(String.valueOf(line));
          room.runFor(ms(10));
        });
    room.person("alice").crashes();
    room.runFor(seconds(8));
    // Her new log begins; of the old one she has nothing.
    room.person("alice").starts();
    room.runFor(seconds(3));
    room.mend();
    return room;
  }

  private static void carolHasAll(Room room) {
    room.runFor(seconds(20));
    assertThat(room.person("carol").events(RoomEvent.Lost.class)).isEmpty();
    assertThat(room.person("carol").heard().stream().filter(line -> !line.equals("again")))
        .hasSize(200);
  }

  private static void saysAgain(Room room, int times) {
    IntStream.range(0, times)
        .forEach(line -> {
          room.person("alice").says("again");
          room.runFor(ms(10));
        });
  }

  @Test
  void aWriterThatHasForgottenDoesNotTakeFromOthersWhatTheyHold() {
    Room room = afterARestart();
    saysAgain(room, 100);
    carolHasAll(room);
  }

  @Test
  void norIfTheyAreSlow() {
    Room room = afterARestart();
    Room.Rule repairs =
        room.drop(every(Part.OfBlock.class).of(DatagramKind.REPAIR)).toward("carol");
    saysAgain(room, 300);
    assertThat(repairs.caught()).isPositive();
    room.mend();
    carolHasAll(room);
  }
}

package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.simulation.Room.Pick.every;
import static roomcast.simulation.Room.Pick.everything;
import static roomcast.simulation.Room.Pick.next;
import static roomcast.simulation.Room.ms;
import static roomcast.simulation.Room.seconds;

import java.util.List;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Part;

/** The nasty cases, one story each. */
class ScriptsTest {

  @Test
  void aMessageArrives() {
    Room room = Room.with("alice", "bob");
    room.person("alice").says("hi");
    room.runFor(ms(2));
    room.person("bob").hasHeard("hi");
  }

  @Test
  void theLastMessageIsLostAndTheHeartbeatTells() {
    Room room = Room.with("alice", "bob");
    room.drop(next(Part.OfBlock.class)).toward("bob");
    room.person("alice").says("hi");
    room.runFor(ms(40));
    room.person("bob").hasHeard();
    room.runFor(ms(300));
    room.person("bob").hasHeard("hi");
  }

  @Test
  void theHeartbeatIsLostToo() {
    Room room = Room.with("alice", "bob");
    room.drop(next(Part.OfBlock.class)).toward("bob");
    room.drop(next(Part.Heartbeat.class)).toward("bob");
    room.person("alice").says("hi");
    room.runFor(seconds(2));
    room.person("bob").hasHeard("hi");
  }

  @Test
  void aHoleIsFilledLongBeforeTheHeartbeat() {
    Room room = Room.with("alice", "bob");
    room.drop(next(Part.OfBlock.class)).toward("bob");
    room.person("alice").says("one");
    room.runFor(ms(3));
    room.person("alice").says("two");
    room.runFor(ms(5));
    room.person("bob").hasHeard();
    room.runFor(ms(90));
    room.person("bob").hasHeard("one", "two");
  }

  @Test
  void theRequestIsLost() {
    Room room = Room.with("alice", "bob", "carol");
    room.drop(next(Part.OfBlock.class)).toward("bob");
    Room.Rule requests = room.drop(next(Part.Nack.class));
    room.person("alice").says("hi");
    room.runFor(ms(3));
    room.person("alice").says("there");
    room.runFor(seconds(2));
    assertThat(requests.caught()).isPositive();
    room.person("bob").hasHeard("hi", "there");
    room.person("carol").hasHeard("hi", "there");
  }

  @Test
  void theFirstRepairIsLost() {
    Room room = Room.with("alice", "bob", "carol");
    room.drop(next(Part.OfBlock.class).of(DatagramKind.DATA)).toward("bob");
    Room.Rule repairs = room.drop(next(2, Part.OfBlock.class).of(DatagramKind.REPAIR));
    room.person("alice").says("one");
    room.runFor(ms(2));
    room.person("alice").says("two");
    room.runFor(seconds(3));
    assertThat(repairs.caught()).isPositive();
    room.person("bob").hasHeard("one", "two");
  }

  @Test
  void twoEqualMessagesInARowAreTwo() {
    Room room = Room.with("alice", "bob");
    room.duplicate(every(Part.OfBlock.class));
    room.person("alice").says("ok");
    room.person("alice").says("ok");
    room.runFor(seconds(1));
    room.person("bob").hasHeard("ok", "ok");
  }

  @Test
  void theIntroductionIsLost() {
    Room room = Room.with("alice", "bob");
    Room.Person carol = room.add("carol");
    room.drop(next(3, Part.OfIntroduction.class)).from("carol");
    carol.starts();
    room.runFor(ms(50));
    carol.says("here I am");
    room.runFor(seconds(5));
    room.person("alice").hasHeard("here I am");
    room.person("bob").hasHeard("here I am");
  }

  @Test
  void whoComesDuringABurstGetsAnUnbrokenEnd() {
    Room room = Room.with("alice", "bob");
    Room.Person carol = room.add("carol");
    for (int line = 0; line < 200; line++) {
      if (line == 100) {
        carol.starts();
      }
      room.person("alice").says("line " + line);
      room.runFor(ms(5));
    }
    room.runFor(seconds(5));
    assertThat(room.person("bob").heard()).hasSize(200);
    assertThat(carol.heard().getLast()).isEqualTo("line 199");
    // What came after it was in the room, whole; InOrder has checked that there are no holes.
    assertThat(carol.heard().size()).isBetween(50, 101);
  }

  @Test
  void whatWasSaidDuringAPartitionArrivesAfterIt() {
    Room room = Room.with("alice", "bob", "carol");
    room.drop(everything()).toward("carol");
    room.drop(everything()).from("carol");
    room.person("alice").says("on this side");
    room.person("carol").says("on that side");
    room.runFor(seconds(8));
    room.person("carol").hasHeard();
    room.mend();
    room.runFor(seconds(20));
    room.person("carol").hasHeard("on this side");
    room.person("alice").hasHeard("on that side");
    room.person("bob").hasHeard("on this side", "on that side");
  }

  @Test
  void theSenderDiesWhenOnlyOneHasTheBlock() {
    Room room = Room.with("alice", "bob", "carol");
    room.person("alice").says("first");
    room.runFor(seconds(1));
    room.drop(everything()).from("alice").toward("carol");
    room.person("alice").says("last words");
    room.runFor(ms(3));
    room.person("bob").hasHeard("first", "last words");
    room.person("alice").crashes();
    room.runFor(seconds(40));
    room.person("carol").hasHeard("first", "last words");
  }

  @Test
  void aNewIncarnationIsAnotherLog() {
    Room room = Room.with("alice", "bob");
    room.person("alice").says("before");
    room.runFor(seconds(1));
    room.person("alice").crashes();
    room.runFor(ms(50));
    room.person("alice").starts();
    room.runFor(seconds(3));
    room.person("alice").says("after");
    room.runFor(seconds(1));
    room.person("bob").hasHeard("before", "after");
  }

  @Test
  void whoLeavesAndComesBackGoesOnWithTheSameLog() {
    Room room = Room.with("alice", "bob");
    room.person("alice").says("before");
    room.runFor(seconds(1));
    room.person("alice").leaves();
    assertThat(room.person("bob").events(RoomEvent.Gone.class)).hasSize(1);
    room.person("alice").starts();
    room.runFor(seconds(3));
    room.person("alice").says("after");
    room.runFor(seconds(1));
    room.person("bob").hasHeard("before", "after");
    assertThat(room.person("alice").member().log().incarnation()).isEqualTo(1);
  }

  @Test
  void theLastMessageBeforeLeavingIsLost() {
    Room room = Room.with("alice", "bob", "carol");
    room.drop(next(Part.OfBlock.class)).from("alice").toward("bob");
    room.person("alice").says("goodbye");
    room.person("alice").leaves();
    room.runFor(seconds(30));
    room.person("bob").hasHeard("goodbye");
    room.person("carol").hasHeard("goodbye");
  }

  @Test
  void aLongMessageWithHoles() {
    Room room = Room.with("alice", "bob");
    String text = "long " + "x".repeat(60_000);
    room.drop(next(7, Part.OfBlock.class).of(DatagramKind.DATA)).toward("bob");
    room.drop(next(2, Part.OfBlock.class).of(DatagramKind.REPAIR)).toward("bob");
    room.person("alice").says(text);
    room.runFor(seconds(5));
    room.person("bob").hasHeard(text);
  }

  @Test
  void whoSleptForAWhileCatchesUp() {
    Room room = Room.with("alice", "bob", "carol");
    room.person("bob").pausesFor(seconds(20));
    for (int line = 0; line < 100; line++) {
      room.person("alice").says("line " + line + " " + "x".repeat(1_000) + line);
      room.person("carol").says("answer " + line + " " + "y".repeat(1_000) + line);
      room.runFor(ms(100));
    }
    room.runFor(seconds(60));
    assertThat(room.person("bob").heard()).hasSize(200);
  }

  @Test
  void whatNobodyHasAnyMoreIsSaidToBeLost() {
    RoomLimits small = RoomLimits.standard().withRing(20_000, seconds(120));
    Room room = Room.with(small, "alice", "bob", "carol");
    room.person("alice").says("known to all");
    room.runFor(seconds(1));
    room.drop(everything()).toward("carol");
    for (int line = 0; line < 60; line++) {
      room.person("alice").says("line " + line + " " + "x".repeat(1_000));
      room.runFor(ms(20));
    }
    room.mend();
    room.runFor(seconds(60));
    room.person("alice").says("after it");
    room.runFor(seconds(10));
    assertThat(room.person("carol").events(RoomEvent.Lost.class)).isNotEmpty();
    assertThat(room.person("carol").heard().getLast()).isEqualTo("after it");
    assertThat(room.person("bob").heard()).hasSize(62);
  }

  @Test
  void aCopyOfAnInstallationGoesOnAsSomebodyElse() {
    Room room = Room.with("alice", "bob");
    Room.Person alice = room.person("alice");
    Room.Person copy = room.addCopyOf("alice");
    alice.says("before");
    room.runFor(seconds(1));
    copy.startsAsCopyOf(alice);
    room.runFor(seconds(5));
    alice.says("from the one");
    copy.says("from the other");
    room.runFor(seconds(30));
    assertThat(
            alice.events(RoomEvent.Cloned.class).size()
                + copy.events(RoomEvent.Cloned.class).size())
        .isPositive();
    assertThat(alice.member().log()).isNotEqualTo(copy.member().log());
    alice.says("one again");
    copy.says("other again");
    room.runFor(seconds(10));
    assertThat(room.person("bob").heard()).contains("before", "one again", "other again");
  }

  @Test
  void whatNobodyHasIsGivenUpLongAfterItsWriterIsGone() {
    Room room = Room.with("alice", "bob", "carol");
    room.person("alice").says("known to all");
    room.runFor(seconds(1));
    room.drop(next(Part.OfBlock.class));
    room.person("alice").says("known to nobody");
    room.runFor(ms(5));
    room.person("alice").says("the last");
    room.runFor(ms(1));
    room.person("alice").crashes();
    room.runFor(seconds(500));
    for (String name : List.of("bob", "carol")) {
      assertThat(room.person(name).events(RoomEvent.Waiting.class)).as(name).hasSize(1);
      assertThat(room.person(name).events(RoomEvent.Lost.class)).as(name).isEmpty();
      room.person(name).hasHeard("known to all");
    }
    room.runFor(seconds(1_000));
    for (String name : List.of("bob", "carol")) {
      assertThat(room.person(name).events(RoomEvent.Lost.class)).as(name).hasSize(1);
      room.person(name).hasHeard("known to all", "the last");
    }
  }

  @Test
  void whoCameAfterSomebodyHadLeftKnowsAsMuchAsTheOthers() {
    Room room = Room.with("alice", "bob");
    room.person("alice").says("good night");
    room.runFor(seconds(1));
    room.person("alice").leaves();
    Room.Person carol = room.add("carol");
    carol.starts();
    room.runFor(seconds(30));
    int told = carol.sent(Part.Have.class).size() + room.person("bob").sent(Part.Have.class).size();
    room.runFor(seconds(1_000));
    int later =
        carol.sent(Part.Have.class).size() + room.person("bob").sent(Part.Have.class).size();
    assertThat(later).isEqualTo(told);
  }
}

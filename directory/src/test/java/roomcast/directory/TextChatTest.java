package roomcast.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.directory.TestDirectory.ETH1;
import static roomcast.directory.TestDirectory.at;
import static roomcast.directory.TestDirectory.port;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.directory.TestDirectory.Sent;
import roomcast.protocol.Counter;
import roomcast.protocol.Room;
import roomcast.protocol.text.TextEvent;

/** The relay: who gets what is said in a room. */
class TextChatTest {
  private final TestDirectory network = new TestDirectory();
  private final InetSocketAddress ann = port(1_001);
  private final InetSocketAddress bo = port(1_002);
  private final InetSocketAddress outsider = port(1_003);
  private final Room chat1 = network.make("chat1");
  private final Room chat2 = network.make("chat2");

  private void enter(InetSocketAddress client, String room) {
    assertThat(network.ask(client, room)).isEqualTo("(nothing)");
  }

  private List<InetSocketAddress> hearers(Room room) {
    network.pass(TimeUnit.SECONDS.toNanos(1));
    return network.say(outsider, room, "Cy:hi").stream().map(Sent::to).toList();
  }

  @Test
  void whoeverHasEnteredGetsEveryLineUnchangedTheSenderIncluded() {
    enter(ann, "chat1");
    enter(bo, "CHAT1");
    String line = "Yinwen:hello: it is \u00fcber\n";
    assertThat(network.say(ann, chat1, line))
        .containsExactlyInAnyOrder(new Sent(ann, line), new Sent(bo, line));
  }

  @Test
  void aLineReachesOnlyItsRoom() {
    enter(ann, "chat1");
    enter(bo, "chat2");
    assertThat(hearers(chat1)).containsExactly(ann);
    assertThat(hearers(chat2)).containsExactly(bo);
  }

  @Test
  void enteringAnotherRoomLeavesTheFirst() {
    enter(ann, "chat1");
    enter(ann, "chat2");
    assertThat(hearers(chat1)).isEmpty();
    assertThat(hearers(chat2)).containsExactly(ann);
  }

  @Test
  void exitLeaves() {
    enter(ann, "chat1");
    assertThat(network.ask(ann, "exit")).isEqualTo("(nothing)");
    assertThat(hearers(chat1)).isEmpty();
  }

  @Test
  void exitInTheRoomLeavesAndIsToldToTheOthers() {
    enter(ann, "chat1");
    enter(bo, "chat1");
    assertThat(network.say(ann, chat1, "Ann:exit")).containsExactly(new Sent(bo, "Ann:exit"));
    assertThat(hearers(chat1)).containsExactly(bo);
  }

  @Test
  void exitInAnotherRoomThanOnesOwnLeavesNothing() {
    enter(ann, "chat1");
    network.say(ann, chat2, "Ann:exit");
    assertThat(hearers(chat1)).containsExactly(ann);
  }

  @Test
  void connectLeaves() {
    enter(ann, "chat1");
    network.ask(ann, "connect");
    assertThat(hearers(chat1)).isEmpty();
  }

  @Test
  void theNameOfARoomIsNoCommandInADialogue() {
    network.ask(ann, "connect");
    assertThat(network.ask(ann, "chat1")).isEqualTo("command not find, please enter again");
    assertThat(hearers(chat1)).isEmpty();
    network.ask(ann, "bye");
    enter(ann, "chat1");
    assertThat(hearers(chat1)).containsExactly(ann);
  }

  @Test
  void twelveHoursOfSilenceLeave() {
    enter(ann, "chat1");
    network.pass(TimeUnit.HOURS.toNanos(12) - TimeUnit.SECONDS.toNanos(2));
    assertThat(hearers(chat1)).containsExactly(ann);
    network.pass(TimeUnit.SECONDS.toNanos(2));
    assertThat(hearers(chat1)).isEmpty();
    assertThat(network.count(Counter.CLIENTS_EXPIRED)).isPositive();
  }

  @Test
  void speakingKeepsOneInTheRoom() {
    enter(ann, "chat1");
    network.pass(TimeUnit.HOURS.toNanos(11));
    network.say(ann, chat1, "Ann:still here");
    network.pass(TimeUnit.HOURS.toNanos(11));
    assertThat(hearers(chat1)).containsExactly(ann);
  }

  @Test
  void whoWasInADeletedRoomIsInNone() {
    enter(ann, "chat1");
    network.ask(bo, "connect");
    network.ask(bo, "deleteroom");
    network.ask(bo, "chat1");
    Room again = network.make("chat1");
    assertThat(hearers(again)).isEmpty();
    assertThat(again.generation()).isEqualTo(2);
  }

  @Test
  void whatIsNoChatIsDroppedAndCounted() {
    enter(ann, "chat1");
    String longest = "Ann:" + "x".repeat(1_020);
    assertThat(network.say(bo, chat1, longest)).hasSize(1);
    assertThat(network.say(bo, chat1, "no colon")).isEmpty();
    assertThat(network.say(bo, chat1, longest + "x")).isEmpty();
    assertThat(network.say(bo, chat1, "Ann:\u0007bell")).isEmpty();
    assertThat(network.say(bo, chat1, "Ann:x".getBytes(StandardCharsets.UTF_16))).isEmpty();
    assertThat(network.say(bo, chat1, ":no name")).isEmpty();
    assertThat(network.say(bo, chat1, "A".repeat(65) + ":x")).isEmpty();
    assertThat(network.say(bo, chat1, "Ann:tab\tis fine")).hasSize(1);
    assertThat(network.count(Counter.MALFORMED_DROPPED)).isEqualTo(6);
    assertThat(network.count(Counter.LINES_RELAYED)).isEqualTo(2);
  }

  @Test
  void theConsoleShowsWhatIsHeardAsItCame() {
    network.textEvents();
    network.say(ann, chat1, "Yinwen:hello\n");
    assertThat(network.textEvents())
        .singleElement()
        .isInstanceOfSatisfying(
            TextEvent.Heard.class,
            heard -> {
              assertThat(heard.source()).isEqualTo(ann);
              assertThat(new String(heard.datagram(), StandardCharsets.UTF_8))
                  .isEqualTo("Yinwen:hello\n");
            });
  }

  @Test
  void aCopyOnAnotherInterfaceCountsOnce() {
    enter(ann, "chat1");
    byte[] line = "Bo:hi".getBytes(StandardCharsets.UTF_8);
    assertThat(network.say(bo, chat1, line)).hasSize(1);
    network.directory.handleChat(network.nowNanos, chat1, ETH1, at("10.0.0.5", 1_002), line);
    assertThat(network.sent()).isEmpty();
    assertThat(network.count(Counter.DUPLICATES_DROPPED)).isEqualTo(1);
  }

  @Test
  void twoEqualLinesOnOneInterfaceStayTwo() {
    enter(ann, "chat1");
    assertThat(network.say(bo, chat1, "Bo:hi")).hasSize(1);
    assertThat(network.say(bo, chat1, "Bo:hi")).hasSize(1);
  }
}

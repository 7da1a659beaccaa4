package roomcast.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.directory.TestDirectory.port;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.text.TextEvent;

/** The dialogue with the directory, to the byte. */
class TextDialogueTest {
  private static final String GREETING =
      "Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit";
  private static final String ASK_NAME = "Please enter room name";
  private static final String MADE = "Room established\nBack to CRDS, Please enter your command";
  private static final String TAKEN =
      "The room name already exists, please change the name of the room";
  private static final String NOT_ALLOWED =
      "The room name is not allowed, please change the name of the room";
  private static final String DELETED = "Room is delete\nBack to CRDS, Please enter your command";
  private static final String UNKNOWN =
      "The room name does not exist\nBack to CRDS, Please enter your command";
  private static final String NOT_FOUND = "command not find, please enter again";

  private final TestDirectory network = new TestDirectory();
  private final InetSocketAddress ann = port(57_749);

  private String ask(String text) {
    return network.slowlyAsk(ann, text);
  }

  @Test
  void aWholeDialogue() {
    assertThat(ask("connect")).isEqualTo(GREETING);
    assertThat(ask("getdir")).isEmpty();
    assertThat(ask("makeroom")).isEqualTo(ASK_NAME);
    assertThat(ask("chat1")).isEqualTo(MADE);
    assertThat(ask("getdir")).isEqualTo("chat1 239.0.0.11 2000\n");
    assertThat(ask("deleteroom")).isEqualTo(ASK_NAME);
    assertThat(ask("chat1")).isEqualTo(DELETED);
    assertThat(ask("getdir")).isEmpty();
    assertThat(ask("bye")).isEqualTo("(nothing)");
    assertThat(ask("getdir")).isEqualTo("(nothing)");
  }

  @Test
  void anAddressIsNotHandedOutAgainRightAfterItsRoomWasDeleted() {
    assertThat(network.make("chat1").listing()).isEqualTo("chat1 239.0.0.11 2000\n");
    assertThat(network.make("chat2").listing()).isEqualTo("chat2 239.0.0.12 2000\n");
    ask("connect");
    ask("deleteroom");
    ask("chat2");
    assertThat(network.make("chat2").listing()).isEqualTo("chat2 239.0.0.13 2000\n");
    assertThat(ask("getdir")).isEqualTo("chat1 239.0.0.11 2000\nchat2 239.0.0.13 2000\n");
  }

  @Test
  void aNameThatIsTakenIsAskedForAgain() {
    network.make("chat1");
    ask("connect");
    ask("makeroom");
    assertThat(ask("chat1")).isEqualTo(TAKEN);
    assertThat(ask("CHAT1")).isEqualTo(TAKEN);
    assertThat(ask("chat2")).isEqualTo(MADE);
  }

  @Test
  void aNameThatIsNotAllowedIsAskedForAgain() {
    ask("connect");
    ask("makeroom");
    for (String name :
        new String[] {"a b", "/chat", "#chat", "a:b", "a,b", "getdir", "x".repeat(51)}) {
      assertThat(ask(name)).as(name).isEqualTo(NOT_ALLOWED);
    }
    assertThat(ask("chat1")).isEqualTo(MADE);
  }

  @Test
  void anEmptyNameIsIgnoredAndWaitedForStill() {
    ask("connect");
    ask("makeroom");
    assertThat(ask("")).isEqualTo("(nothing)");
    assertThat(ask("\n")).isEqualTo("(nothing)");
    assertThat(ask("chat1")).isEqualTo(MADE);
    ask("deleteroom");
    assertThat(ask("")).isEqualTo("(nothing)");
    assertThat(ask("chat1")).isEqualTo(DELETED);
  }

  @Test
  void anUnknownRoomCannotBeDeleted() {
    ask("connect");
    ask("deleteroom");
    assertThat(ask("chat9")).isEqualTo(UNKNOWN);
    assertThat(ask("getdir")).isEmpty();
  }

  @Test
  void quitIsBye() {
    ask("connect");
    assertThat(ask("quit")).isEqualTo("(nothing)");
    assertThat(ask("getdir")).isEqualTo("(nothing)");
  }

  @Test
  void connectAgainGreetsAgain() {
    ask("connect");
    assertThat(ask("connect")).isEqualTo(GREETING);
  }

  @Test
  void whatIsNoCommandIsNotFound() {
    ask("connect");
    for (String text :
        new String[] {"dir", "Connect", " getdir", "getdir 0", "getdir x", "exit", ""}) {
      assertThat(ask(text)).as(text).isEqualTo(NOT_FOUND);
    }
  }

  @Test
  void nothingIsAnsweredBeforeConnect() {
    for (String text : new String[] {"getdir", "makeroom", "deleteroom", "bye", "exit", "?", ""}) {
      assertThat(ask(text)).as(text).isEqualTo("(nothing)");
    }
  }

  @Test
  void oneLineEndIsIgnored() {
    assertThat(ask("connect\n")).isEqualTo(GREETING);
    assertThat(ask("makeroom\r\n")).isEqualTo(ASK_NAME);
    assertThat(ask("chat1\n")).isEqualTo(MADE);
    assertThat(ask("getdir\n\n")).isEqualTo(NOT_FOUND);
    assertThat(ask("getdir\r\n")).isEqualTo("chat1 239.0.0.11 2000\n");
  }

  @Test
  void aListOfManyRoomsIsCutAfterAWholeLineAndGoesOnFromANumber() {
    for (int number = 1; number <= 350; number++) {
      network.make("room-with-a-long-name-" + number);
    }
    ask("connect");
    String first = ask("getdir");
    assertThat(first.getBytes(UTF_8).length).isBetween(8_192 - 60, 8_192);
    assertThat(first).endsWith(" 2000\n");
    int listed = (int) first.lines().count();
    String second = ask("getdir " + (listed + 1));
    assertThat(first + second).contains("room-with-a-long-name-350 ");
    assertThat((first + second).lines().count()).isEqualTo(350);
    assertThat(second).startsWith("room-with-a-long-name-" + (listed + 1) + " ");
    assertThat(ask("getdir 351")).isEmpty();
    assertThat(ask("getdir 1")).isEqualTo(first);
  }

  @Test
  void theConsoleLearnsOfEachClientOnceAndOfEachBye() {
    ask("connect");
    ask("getdir");
    ask("connect");
    ask("bye");
    assertThat(network.textEvents())
        .containsExactly(new TextEvent.ClientSeen(ann), new TextEvent.ConnectionClosed(ann));
  }

  @Test
  void malformedTextIsNotFoundInADialogueAndDroppedOutside() {
    byte[] malformed = {(byte) 0xc3, 0x28};
    assertThat(network.command(ann, malformed)).isEmpty();
    assertThat(network.count(Counter.MALFORMED_DROPPED)).isEqualTo(1);
    ask("connect");
    assertThat(network.command(ann, malformed).getFirst().text()).isEqualTo(NOT_FOUND);
  }

  @Test
  void aFullDirectoryMakesNoMoreRooms() {
    TestDirectory small = new TestDirectory(Limits.standard().withRoomsMax(2));
    small.make("chat1");
    small.make("chat2");
    small.slowlyAsk(ann, "connect");
    small.slowlyAsk(ann, "makeroom");
    assertThat(small.slowlyAsk(ann, "chat3"))
        .isEqualTo("No more rooms can be made\nBack to CRDS, Please enter your command");
    assertThat(small.slowlyAsk(ann, "getdir").lines()).hasSize(2);
  }
}

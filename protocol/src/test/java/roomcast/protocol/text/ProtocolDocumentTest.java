package roomcast.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Limits;
import roomcast.protocol.RoomName;

/** docs/PROTOCOL.md says what the code does. */
class ProtocolDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([A-Z_]+)` \\| `([A-Z_]+)` \\| `([A-Z_]+)` \\| `([A-Z_]+)` \\|");

  private static String document() throws IOException {
    return Files.readString(Path.of(System.getProperty("roomcast.root"), "docs", "PROTOCOL.md"));
  }

  @Test
  void theTransitionTableIsTheCodes() throws IOException {
    TreeMap<String, String> documented = new TreeMap<>();
    Matcher rows = ROW.matcher(document());
    while (rows.find()) {
      String before =
          documented.put(rows.group(1) + " " + rows.group(2), rows.group(3) + " " + rows.group(4));
      assertThat(before).as("twice: " + rows.group()).isNull();
    }
    TreeMap<String, String> coded = new TreeMap<>();
    for (DialogueState state : DialogueState.values()) {
      for (DialogueInput input : DialogueInput.values()) {
        DialogueTable.Transition transition = DialogueTable.transition(state, input);
        coded.put(state + " " + input, transition.action() + " " + transition.next());
      }
    }
    assertThat(documented).isEqualTo(coded);
  }

  @Test
  void everyReplyIsQuoted() throws IOException {
    String document = document();
    List<String> replies =
        List.of(
            TextReplies.GREETING,
            TextReplies.ASK_NAME,
            TextReplies.MADE,
            TextReplies.TAKEN,
            TextReplies.NOT_ALLOWED,
            TextReplies.FULL,
            TextReplies.DELETED,
            TextReplies.UNKNOWN,
            TextReplies.NOT_FOUND);
    for (String reply : replies) {
      assertThat(document).contains("`" + reply.replace("\n", "\\n") + "`");
    }
  }

  @Test
  void everyLimitIsNamedWithItsValue() throws IOException {
    String document = document();
    Limits limits = Limits.standard();
    List<String> rows = new ArrayList<>();
    rows.add("| rooms | " + limits.roomsMax() + " |");
    rows.add("| text clients remembered | " + limits.clientsMax() + " |");
    rows.add("| text clients in a room | " + limits.clientsPerRoomMax() + " |");
    rows.add(
        "| datagrams from, and to, one address and port | "
            + limits.datagramsPerSecond()
            + " a second, "
            + limits.datagramsBurst()
            + " at once |");
    rows.add(
        "| datagrams from, and to, one address | "
            + limits.addressDatagramsPerSecond()
            + " a second |");
    rows.add("| lines relayed in all | " + limits.relayedPerSecond() + " a second |");
    rows.add(
        "| signatures of discovery that are made, and checked | "
            + limits.signaturesPerSecond()
            + " a second each |");
    rows.add(
        "| silence after which a text client is forgotten | "
            + TimeUnit.NANOSECONDS.toHours(limits.clientIdleNanos())
            + " h |");
    rows.add(
        "| window for copies on another interface | "
            + TimeUnit.NANOSECONDS.toMillis(limits.duplicateWindowNanos())
            + " ms |");
    rows.add("| a chat datagram | " + ChatLine.DATAGRAM_BYTES_MAX + " bytes |");
    rows.add("| a chat name | " + ChatLine.NAME_CHARACTERS_MAX + " characters |");
    rows.add(
        "| a room's name | "
            + RoomName.CHARACTERS_MAX
            + " characters and "
            + RoomName.BYTES_MAX
            + " bytes |");
    rows.add("| the answer to `getdir` | " + Dialogues.LISTING_BYTES_MAX + " bytes |");
    assertThat(document).contains(rows);
  }
}

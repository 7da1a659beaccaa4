package roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListedRoomTest {

  @Test
  void aListIsReadLineByLine() {
    List<ListedRoom> rooms =
        ListedRoom.parse("chat1 239.0.0.11 2000\nmy old room 239.0.0.12 2000\n");
    assertThat(rooms).extracting(ListedRoom::name).containsExactly("chat1", "my old room");
    assertThat(rooms.getFirst().line()).isEqualTo("chat1 239.0.0.11 2000");
  }

  @Test
  void whatIsNoRoomIsLeftOut() {
    String listing =
        "chat1 10.0.0.1 2000\nchat2 239.0.0.12 0\nchat3 239.0.0.13 99999\nchat4 239.0.0.14 x\n"
            + "chat5\n239.0.0.15 2000\n\nchat6 239.0.0.16 2000";
    assertThat(ListedRoom.parse(listing)).extracting(ListedRoom::name).containsExactly("chat6");
  }

  @Test
  void aRoomIsMeantByItsNameInAnyCase() {
    ListedRoom room = ListedRoom.parse("Chat1 239.0.0.11 2000\n").getFirst();
    assertThat(room.isCalled("cHAT1")).isTrue();
    assertThat(room.isCalled("chat2")).isFalse();
    ListedRoom old = ListedRoom.parse("my room 239.0.0.11 2000\n").getFirst();
    assertThat(old.isCalled("my room")).isTrue();
    assertThat(old.isCalled("My room")).isFalse();
  }
}

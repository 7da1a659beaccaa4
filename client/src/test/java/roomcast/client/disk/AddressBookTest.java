package roomcast.client.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.wire.PublicKey;

class AddressBookTest {
  private static final InetSocketAddress NETWORK = new InetSocketAddress("239.0.0.10", 2000);

  private static final PublicKey HERS = new PublicKey(new byte[32]);
  private static final PublicKey EVES = key(1);

  @TempDir Path home;

  private static PublicKey key(int number) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) number;
    return new PublicKey(bytes);
  }

  private AddressBook book() throws IOException {
    return new AddressBook(new DataFolder(home), NETWORK);
  }

  private static Room room(String name, int port) {
    return new Room(name(name), new InetSocketAddress("239.1.2.3", port), 1);
  }

  private static RoomName name(String text) {
    return Objects.requireNonNull(RoomName.parse(text));
  }

  private Path file() {
    return home.resolve("rooms-239.0.0.10-2000");
  }

  @Test
  void roomsAreFoundAgainByAnySpellingOfTheirName() throws Exception {
    book().remember(List.of(room("B\u00fccher", 3000), room("tea", 3002)), HERS);
    assertThat(book().find(name("b\u00dcCHER"))).isEqualTo(room("b\u00fccher", 3000));
    assertThat(book().find(name("coffee"))).isNull();
    book().remember(List.of(room("TEA", 4000)), HERS);
    assertThat(book().rooms()).containsExactly(room("b\u00fccher", 3000), room("tea", 4000));
  }

  @Test
  void everyNetworkHasItsOwn() throws Exception {
    book().remember(List.of(room("tea", 3000)), HERS);
    InetSocketAddress other = new InetSocketAddress("239.0.0.10", 2002);
    assertThat(new AddressBook(new DataFolder(home), other).rooms()).isEmpty();
  }

  @Test
  void whatIsDamagedIsLeftOut() throws Exception {
    book().remember(List.of(room("tea", 3000), room("coffee", 3002)), HERS);
    Files.writeString(
        file(),
        "\n\t\t\t\nfoo\nbar\t10.0.0.1\t1\t1\nbar\t239.1.1.1\t70000\t1\nbar\t239.1.1.1\t1\tx\n"
            + Files.readString(file())
            + "half\t239.1.");
    assertThat(book().rooms()).containsExactly(room("tea", 3000), room("coffee", 3002));
    Files.write(file(), new byte[] {(byte) 0xff, 0, 9, 10});
    assertThat(book().rooms()).isEmpty();
    book().remember(List.of(room("tea", 3000)), HERS);
    assertThat(book().rooms()).containsExactly(room("tea", 3000));
  }

  @Test
  void theOldestAreForgotten() throws Exception {
    List<Room> many =
        IntStream.range(0, 10_005).mapToObj(number -> room("room" + number, 3000)).toList();
    book().remember(many, HERS);
    assertThat(book().rooms()).hasSize(10_000).startsWith(many.get(5)).endsWith(many.getLast());
  }

  @Test
  void thoseThatWriteAtOnceDoNotUndoEachOther() throws Exception {
    List<Callable<Boolean>> writes = new ArrayList<>();
    for (int count = 0; count < 20; count++) {
      Room one = room("room" + count, 3000 + count);
      writes.add(() -> {
        book().remember(List.of(one), HERS);
        return true;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> one : threads.invokeAll(writes)) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(book().rooms()).hasSize(20);
  }

  @Test
  void withoutAFolderNothingIsRemembered() {
    AddressBook none = new AddressBook(null, NETWORK);
    none.remember(List.of(room("tea", 3000)), HERS);
    assertThat(none.rooms()).isEmpty();
  }

  @Test
  void theFirstDirectoryIsKept() throws Exception {
    Room tea = room("tea", 3000);
    book().remember(List.of(tea), HERS);
    assertThat(book().pinned(name("tea"))).isNull();
    book().pin(tea, HERS);
    book().pin(tea, EVES);
    assertThat(book().pinned(name("TEA"))).isEqualTo(HERS);
    assertThat(book().strangers(List.of(tea), HERS)).isEmpty();
    assertThat(book().strangers(List.of(tea, room("coffee", 3002)), EVES))
        .containsExactly(Map.entry(HERS, List.of(tea)));
    assertThat(book().strangers(List.of(tea), null)).containsOnlyKeys(HERS);
  }

  @Test
  void anotherDirectoryDoesNotMoveARoom() throws Exception {
    book().pin(room("tea", 3000), HERS);
    book().remember(List.of(room("tea", 4000), room("coffee", 4002)), EVES);
    assertThat(book().rooms()).containsExactly(room("tea", 3000), room("coffee", 4002));
    book().remember(List.of(room("tea", 5000)), HERS);
    assertThat(book().find(name("tea"))).isEqualTo(room("tea", 5000));
    assertThat(book().pinned(name("tea"))).isEqualTo(HERS);
  }

  @Test
  void aKeyThatIsTrustedTakesThePlaceOfTheOther() throws Exception {
    Room tea = room("tea", 3000);
    book().pin(tea, HERS);
    book().trust(List.of(tea), EVES);
    assertThat(book().pinned(name("tea"))).isEqualTo(EVES);
    book().trust(List.of(tea), null);
    assertThat(book().pinned(name("tea"))).isNull();
    assertThat(book().rooms()).containsExactly(tea);
  }

  @Test
  void booksWithoutKeysAreRead() throws Exception {
    Files.writeString(file(), "tea\t239.1.2.3\t3000\t1\ncoffee\t239.1.2.3\t3002\t1\t\n");
    assertThat(book().rooms()).containsExactly(room("tea", 3000), room("coffee", 3002));
    assertThat(book().pinned(name("tea"))).isNull();
    book().pin(room("tea", 3000), HERS);
    assertThat(Files.readString(file()))
        .isEqualTo(
            "coffee\t239.1.2.3\t3002\t1\t\ntea\t239.1.2.3\t3000\t1\t" + "00".repeat(32) + "\n");
  }

  @Test
  void aLineWithADamagedKeyIsLeftOut() throws Exception {
    Files.writeString(file(), "tea\t239.1.2.3\t3000\t1\t00ff\n");
    assertThat(book().rooms()).isEmpty();
  }

  @Test
  void roomsOfWhichNoKeyIsKnownAreForgottenFirst() throws Exception {
    Room tea = room("tea", 3000);
    book().pin(tea, HERS);
    List<Room> many =
        IntStream.range(0, 10_005).mapToObj(number -> room("room" + number, 3000)).toList();
    book().remember(many, EVES);
    assertThat(book().rooms()).hasSize(10_000).startsWith(tea, many.get(6));
    assertThat(book().pinned(name("tea"))).isEqualTo(HERS);
  }
}

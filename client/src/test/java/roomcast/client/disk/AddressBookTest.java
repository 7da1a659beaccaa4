package roomcast.client.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

class AddressBookTest {
  private static final InetSocketAddress NETWORK = new InetSocketAddress("239.0.0.10", 2000);

  @TempDir Path home;

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
    book().remember(List.of(room("B\u00fccher", 3000), room("tea", 3002)));
    assertThat(book().find(name("b\u00dcCHER"))).isEqualTo(room("b\u00fccher", 3000));
    assertThat(book().find(name("coffee"))).isNull();
    book().remember(List.of(room("TEA", 4000)));
    assertThat(book().rooms()).containsExactly(room("b\u00fccher", 3000), room("tea", 4000));
  }

  @Test
  void everyNetworkHasItsOwn() throws Exception {
    book().remember(List.of(room("tea", 3000)));
    InetSocketAddress other = new InetSocketAddress("239.0.0.10", 2002);
    assertThat(new AddressBook(new DataFolder(home), other).rooms()).isEmpty();
  }

  @Test
  void whatIsDamagedIsLeftOut() throws Exception {
    book().remember(List.of(room("tea", 3000), room("coffee", 3002)));
    Files.writeString(
        file(),
        "\n\t\t\t\nfoo\nbar\t10.0.0.1\t1\t1\nbar\t239.1.1.1\t70000\t1\nbar\t239.1.1.1\t1\tx\n"
            + Files.readString(file())
            + "half\t239.1.");
    assertThat(book().rooms()).containsExactly(room("tea", 3000), room("coffee", 3002));
    Files.write(file(), new byte[] {(byte) 0xff, 0, 9, 10});
    assertThat(book().rooms()).isEmpty();
    book().remember(List.of(room("tea", 3000)));
    assertThat(book().rooms()).containsExactly(room("tea", 3000));
  }

  @Test
  void theOldestAreForgotten() throws Exception {
    List<Room> many =
        IntStream.range(0, 10_005).mapToObj(number -> room("room" + number, 3000)).toList();
    book().remember(many);
    assertThat(book().rooms()).hasSize(10_000).startsWith(many.get(5)).endsWith(many.getLast());
  }

  @Test
  void thoseThatWriteAtOnceDoNotUndoEachOther() throws Exception {
    List<Callable<Boolean>> writes = new ArrayList<>();
    for (int count = 0; count < 20; count++) {
      Room one = room("room" + count, 3000 + count);
      writes.add(() -> {
        book().remember(List.of(one));
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
    none.remember(List.of(room("tea", 3000)));
    assertThat(none.rooms()).isEmpty();
  }
}

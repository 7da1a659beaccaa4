package roomcast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roomcast.client.ChatRoom;
import roomcast.client.DirectoryFinder;
import roomcast.client.FoundDirectory;
import roomcast.client.RoomFinder;
import roomcast.client.RoomMessage;
import roomcast.client.Roomcast;
import roomcast.client.StatusQuery;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.session.Presence;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.PublicKey;
import roomcast.transport.NetworkSettings;

/** Directories with keys, one that forges them, and rooms that come to have another one. */
class DirectoryKeyIT {
  private static final Duration PRESENCE = Duration.ofSeconds(40);
  private static final RoomName TEA = Objects.requireNonNull(RoomName.parse("tea"));

  @TempDir Path home;

  private final int port = PortPair.find();
  private final NetworkSettings network = LoopbackServer.network(port);
  private final List<String> reports = new CopyOnWriteArrayList<>();

  private LoopbackServer server(String name) throws CannotServeException {
    return new LoopbackServer(port, home.resolve(name), false);
  }

  private LoopbackServer temporary(String name) throws CannotServeException {
    return new LoopbackServer(port, home.resolve(name), true);
  }

  private Roomcast ann() throws IOException {
    return Roomcast.open(
        network, Map.of("XDG_DATA_HOME", home.resolve("ann").toString()), reports::add);
  }

  private static RoomFinder.Found find(Roomcast roomcast) throws IOException {
    return Objects.requireNonNull(roomcast.finder().find("tea"));
  }

  private FoundDirectory directory() throws IOException {
    return Objects.requireNonNull(new DirectoryFinder(network).find());
  }

  private boolean serves(boolean temporary) throws IOException {
    FoundDirectory found = new DirectoryFinder(network).find();
    return found != null && found.standing().temporary() == temporary;
  }

  @Test
  void whoForgesASignatureIsNotHeardAndTheTrueOneIsFound() throws Exception {
    try (LoopbackServer server = server("a")) {
      server.make("tea");
      PublicKey key = Objects.requireNonNull(directory().key());
      assertThat(server.key()).isEqualTo("Key: " + key);
      try (ForgingDirectory forger = new ForgingDirectory(port, key);
          Roomcast ann = ann()) {
        DirectoryFinder finder = new DirectoryFinder(network);
        for (int attempt = 0; attempt < 20; attempt++) {
          FoundDirectory found = Objects.requireNonNull(finder.find());
          assertThat(found.key()).isEqualTo(key);
          assertThat(found.name()).isNotEqualTo("forger");
        }
        // It counts on a thread of its own, after it has answered.
        await().until(() -> forger.answered.get() >= 20);
        assertThat(finder.unproved()).isPositive();
        assertThat(find(ann).room().address().getPort()).isEqualTo(port);
        // The server asks every five seconds, and is answered by one that would come before it.
        await()
            .atMost(Duration.ofSeconds(15))
            .until(() -> counted("discovery-unproved") > 0 && counted("discovery-malformed") > 0);
        assertThat(server.notes()).doesNotContain("stands by");
      }
    }
  }

  private long counted(String name) throws IOException {
    String lines = StatusQuery.lines(network);
    return lines == null ? 0 : StatusQuery.numbers(lines).getOrDefault(name, 0L);
  }

  @Test
  void anotherKeyIsToldOnceForAllRoomsAndTrustedForAll() throws Exception {
    PublicKey before;
    try (Roomcast ann = ann()) {
      try (LoopbackServer first = server("a")) {
        first.make("tea", "coffee");
        find(ann);
        ann.finder().find("coffee");
        before = Objects.requireNonNull(ann.finder().pinned(TEA));
        assertThat(first.key()).isEqualTo("Key: " + before);
      }
      try (LoopbackServer second = server("b")) {
        second.make("tea", "coffee", "water");
        for (int times = 0; times < 3; times++) {
          find(ann);
          ann.finder().list();
        }
        PublicKey now = Objects.requireNonNull(directory().key());
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst())
            .startsWith(
                "the directory of tea and 1 other room has another key than before: it was "
                    + before
                    + ", and that of ")
            .contains(" is " + now + ";")
            .endsWith("'roomcast trust tea' accepts the new key");
        assertThat(ann.finder().pinned(TEA)).isEqualTo(before);
        RoomFinder.Trust.Done done = (RoomFinder.Trust.Done) ann.finder().trust(TEA);
        assertThat(List.of(done.rooms(), Objects.requireNonNull(done.before())))
            .contains(2, before);
        assertThat(ann.finder().pinned(TEA)).isEqualTo(now);
        RoomName water = Objects.requireNonNull(RoomName.parse("water"));
        assertThat(ann.finder().pinned(water)).isNull();
      }
    }
    try (LoopbackServer second = server("b");
        Roomcast again = ann()) {
      second.make("tea", "coffee");
      find(again);
      assertThat(reports).hasSize(1);
    }
  }

  @Test
  void anotherDirectoryIsNotTheRoomsUntilItIsTrusted() throws Exception {
    try (Roomcast ann = ann()) {
      try (LoopbackServer first = server("a")) {
        first.make("tea");
        find(ann);
      }
      List<RoomMessage> heard = new CopyOnWriteArrayList<>();
      Roomcast bo =
          Roomcast.open(
              network, Map.of("XDG_DATA_HOME", home.resolve("bo").toString()), reports::add);
      try (LoopbackServer second = server("b");
          bo) {
        second.make("tea");
        Room tea = find(ann).room();
        try (ChatRoom anns = ann.join(tea, "Ann", heard::add);
            ChatRoom bos = bo.join(find(bo).room(), "Bo", message -> {});
            RawClient text = second.client()) {
          // An introduction comes with every beat of the present, 5 to 15 s apart.
          await().atMost(PRESENCE).until(() -> hasDirectory(anns) && hasDirectory(bos));
          assertThat(isDirectory(anns)).isFalse();
          assertThat(isDirectory(bos)).isTrue();
          bos.send("hello");
          text.say("239.0.0.11", port, "Cy:plain");
          await().until(() -> heard.size() == 2);
          assertThat(of("Bo", heard).isVerified()).isTrue();
          assertThat(of("Cy", heard).isAdoptedByStranger()).isTrue();
          // The stranger holds what was said, as any member may.
          anns.send("hi");
          assertThat(anns.awaitHeld(Duration.ofSeconds(5))).isZero();
          ann.finder().trust(TEA);
          await().until(() -> isDirectory(anns));
          text.say("239.0.0.11", port, "Di:plain");
          await().until(() -> heard.size() == 3);
          assertThat(of("Di", heard).isVerified()).isFalse();
          assertThat(of("Di", heard).isAdoptedByStranger()).isFalse();
        }
      }
    }
  }

  private static RoomMessage of(String name, List<RoomMessage> heard) {
    return heard.stream().filter(one -> one.name().equals(name)).findAny().orElseThrow();
  }

  private static boolean hasDirectory(ChatRoom room) throws IOException {
    return room.members().stream().anyMatch(DirectoryKeyIT::claims);
  }

  private static boolean claims(Presence member) {
    return member.role() == Introduction.Role.DIRECTORY;
  }

  private static boolean isDirectory(ChatRoom room) throws IOException {
    for (Presence member : room.members()) {
      if (room.isDirectory(member)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aTemporaryDirectoryIsNotKeptAndItsSuccessorRaisesNoAlarm() throws Exception {
    try (LoopbackServer temporary = temporary("t");
        Roomcast ann = ann()) {
      temporary.make("tea");
      assertThat(find(ann).source()).isEqualTo(RoomFinder.Source.DIRECTORY);
      assertThat(ann.finder().pinned(TEA)).isNull();
      try (LoopbackServer server = server("a")) {
        server.awaitConsole("Multicast Group: 239.0.0.11");
        await().until(() -> serves(false));
        find(ann);
        assertThat("Key: " + ann.finder().pinned(TEA)).isEqualTo(server.key());
      }
      // The temporary one serves again, while the room has another directory.
      await().atMost(Duration.ofSeconds(20)).until(() -> serves(true));
      assertThat(reports).isEmpty();
      find(ann);
      assertThat(reports).hasSize(1);
      assertThat(reports.getFirst()).contains(", a temporary one, is ");
      RoomFinder.Trust.Done done = (RoomFinder.Trust.Done) ann.finder().trust(TEA);
      assertThat(done.now()).isNull();
      assertThat(ann.finder().pinned(TEA)).isNull();
    }
  }
}

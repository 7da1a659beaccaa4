package roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import roomcast.protocol.text.ChatLine;
import roomcast.transport.NetworkSettings;

/** The client on the loopback interface. */
class ClientIT {
  private final int port = freePort();
  private final NetworkSettings network =
      NetworkSettings.of(List.of("lo"), null, port, 1, Map.of());

  private static int freePort() {
    while (true) {
      int port = 2 * ThreadLocalRandom.current().nextInt(5_000, 16_000);
      try (DatagramSocket one = new DatagramSocket(port);
          DatagramSocket other = new DatagramSocket(port + 1)) {
        return one.getLocalPort() < other.getLocalPort() ? port : 0;
      } catch (IOException taken) {
        assertThat(port).isPositive();
      }
    }
  }

  @Test
  void anOriginalServerIsFoundByItsGreetingAndGetsNothingBinary() throws Exception {
    try (OriginalServer server = new OriginalServer(port)) {
      FoundDirectory found = Objects.requireNonNull(new DirectoryFinder(network).find());
      assertThat(found.isOriginal()).isTrue();
      await().until(() -> server.heard.contains("bye"));
      assertThat(server.heard).containsExactly("connect", "bye");
    }
  }

  @Test
  void whereNobodyAnswersNothingIsFound() throws Exception {
    assertThat(new DirectoryFinder(network).find()).isNull();
    assertThat(new DirectoryClient(network).rooms()).isNull();
    assertThat(StatusQuery.lines(network)).isNull();
  }

  @Test
  void whatIsSaidInARoomIsHeardByAllAndBySender() throws Exception {
    InetSocketAddress room = new InetSocketAddress("239.0.0.11", port);
    List<ChatLine> ann = new CopyOnWriteArrayList<>();
    List<ChatLine> bo = new CopyOnWriteArrayList<>();
    try (TextRoom one = new TextRoom(network, room, (source, line) -> ann.add(line));
        TextRoom other = new TextRoom(network, room, (source, line) -> bo.add(line))) {
      assertThat(one.speak("Ann", "hello: \u00fc")).isTrue();
      assertThat(other.speak("Bo", "hi")).isTrue();
      assertThat(one.speak("Ann", "hello: \u00fc")).isTrue();
      ChatLine hello = new ChatLine("Ann", "hello: \u00fc");
      ChatLine answer = new ChatLine("Bo", "hi");
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> {
            assertThat(ann).containsExactly(hello, answer, hello);
            assertThat(bo).containsExactly(hello, answer, hello);
          });
    }
  }

  @Test
  void aRoomDoesNotHearItsNeighbours() throws Exception {
    List<ChatLine> heard = new CopyOnWriteArrayList<>();
    InetSocketAddress here = new InetSocketAddress("239.0.0.11", port);
    InetSocketAddress there = new InetSocketAddress("239.0.0.12", port);
    try (TextRoom room = new TextRoom(network, here, (source, line) -> heard.add(line));
        TextRoom neighbour = new TextRoom(network, there, (source, line) -> heard.add(line))) {
      assertThat(neighbour.speak("Ann", "over here")).isTrue();
      assertThat(room.speak("Bo", "and here")).isTrue();
      await().atMost(Duration.ofSeconds(5)).until(() -> heard.size() >= 2);
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void whatIsTooLongIsNotSent() throws Exception {
    InetSocketAddress address = new InetSocketAddress("239.0.0.11", port);
    try (TextRoom room = new TextRoom(network, address, (source, line) -> {})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> room.speak("Ann", "x".repeat(1_021)))
          .withMessageContaining("1024");
    }
  }
}

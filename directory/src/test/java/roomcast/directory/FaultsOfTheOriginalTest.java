package roomcast.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.directory.TestDirectory.at;
import static roomcast.directory.TestDirectory.port;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.directory.TestDirectory.Sent;
import roomcast.protocol.Room;

/** What was wrong with the system that this one replaces, and must never be wrong again. */
class FaultsOfTheOriginalTest {
  private final TestDirectory network = new TestDirectory();
  private final InetSocketAddress ann = port(1_001);
  private final InetSocketAddress bo = port(1_002);

  @Test
  void aSecondClientsDatagramIsNotTakenForTheFirstOnesAnswer() {
    network.ask(ann, "connect");
    network.ask(ann, "makeroom");
    assertThat(network.ask(bo, "connect")).startsWith("Connected to CRDS");
    assertThat(network.ask(bo, "getdir")).isEmpty();
    assertThat(network.ask(ann, "chat1")).startsWith("Room established");
    assertThat(network.ask(bo, "getdir")).isEqualTo("chat1 239.0.0.11 2000\n");
  }

  @Test
  void aDialogueOfAnyLengthDoesNotOverflowTheStack() {
    network.make("chat1");
    network.ask(ann, "connect");
    network.ask(ann, "makeroom");
    for (int attempt = 0; attempt < 200_000; attempt++) {
      network.nowNanos += TimeUnit.MILLISECONDS.toNanos(20);
      assertThat(network.ask(ann, "chat1")).startsWith("The room name already exists");
    }
    assertThat(network.slowlyAsk(ann, "chat2")).startsWith("Room established");
  }

  @Test
  void deletingAnUnknownRoomDoesNotKillTheServer() {
    network.ask(ann, "connect");
    network.ask(ann, "deleteroom");
    assertThat(network.ask(ann, "chat9")).startsWith("The room name does not exist");
    assertThat(network.ask(bo, "connect")).startsWith("Connected to CRDS");
  }

  @Test
  void aBusyRoomDoesNotBlockTheServer() {
    Room busy = network.make("busy");
    network.ask(ann, "busy");
    for (int line = 0; line < 100; line++) {
      assertThat(network.say(port(2_000 + line), busy, "Cy:line " + line)).hasSize(1);
      assertThat(network.ask(at("192.168.2.13", 3_000 + line), "connect"))
          .startsWith("Connected to CRDS");
    }
  }

  @Test
  void aLineIsNotRelayedToEverybodyEverSeen() {
    Room chat1 = network.make("chat1");
    Room chat2 = network.make("chat2");
    network.ask(ann, "connect");
    network.ask(ann, "bye");
    network.ask(bo, "chat2");
    assertThat(network.say(port(1_003), chat1, "Cy:hi")).isEmpty();
    assertThat(network.say(port(1_003), chat2, "Cy:hi")).containsExactly(new Sent(bo, "Cy:hi"));
  }

  @Test
  void clientsAreNotToldApartByPortAlone() {
    InetSocketAddress here = at("192.168.2.12", 5_000);
    InetSocketAddress there = at("192.168.2.13", 5_000);
    network.ask(here, "connect");
    network.ask(here, "makeroom");
    assertThat(network.ask(there, "getdir")).isEqualTo("(nothing)");
    assertThat(network.ask(there, "connect")).startsWith("Connected to CRDS");
    assertThat(network.ask(here, "chat1")).startsWith("Room established");
  }
}

package roomcast.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.directory.TestDirectory.ETH0;
import static roomcast.directory.TestDirectory.at;
import static roomcast.directory.TestDirectory.port;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;

/** 300,000 random and mutated datagrams, from a seed. */
class HostileInputTest {
  private static final int DATAGRAMS = 100_000;
  private static final List<String> LINES =
      List.of(
          "connect",
          "getdir",
          "getdir 3",
          "makeroom",
          "deleteroom",
          "bye",
          "quit",
          "exit",
          "chat1",
          "Ann:hello",
          "Ann:exit",
          "room-\u00fc",
          "");

  private static final List<DiscoveryFrame.Asker> ASKERS = List.of(DiscoveryFrame.Asker.values());

  private static final TestSigner SIGNER = new TestSigner(9);
  private static final PublicKey KEY = new PublicKey(SIGNER.publicKey());

  private final RandomGenerator random = TestDirectory.random(20_261_123);
  private final TestDirectory network = new TestDirectory(Limits.standard().withRoomsMax(500));
  private final Room chat1 = network.make("chat1");

  @Test
  void nothingThrowsNothingGrowsAndEverythingWorksAfterwards() {
    for (int datagram = 0; datagram < DATAGRAMS; datagram++) {
      network.nowNanos += TimeUnit.MICROSECONDS.toNanos(100);
      InetSocketAddress source = at("10.0.0." + random.nextInt(256), random.nextInt(1, 65_536));
      network.directory.handleCommand(network.nowNanos, ETH0, source, text());
      network.directory.handleChat(network.nowNanos, chat1, ETH0, source, text());
      network.directory.handleDiscovery(network.nowNanos, source, discovery());
      network.sent();
      while (network.directory.pollDiscovery() != null) {
        assertThat(network.directory.isServing()).isTrue();
      }
      network.events.clear();
    }
    network.pass(TimeUnit.SECONDS.toNanos(5));
    assertThat(network.count(Counter.MALFORMED_DROPPED)).isGreaterThan(DATAGRAMS / 10);
    assertThat(network.count(Counter.DISCOVERY_MALFORMED)).isGreaterThan(DATAGRAMS / 10);
    assertThat(network.directory.statusLines(network.nowNanos)).contains("rooms-limit 500");
    assertThat(network.slowlyAsk(port(77), "connect")).startsWith("Connected to CRDS");
    assertThat(network.slowlyAsk(port(77), "deleteroom")).startsWith("Please enter");
    network.directory.rooms().forEach(room -> assertThat(room.name().text()).isNotBlank());
  }

  private byte[] text() {
    byte[] text = LINES.get(random.nextInt(LINES.size())).getBytes(UTF_8);
    return switch (random.nextInt(3)) {
      case 0 -> text;
      case 1 -> mutated(text);
      default -> rubbish();
    };
  }

  private byte[] discovery() {
    long nonce = random.nextLong();
    Standing standing = new Standing(random.nextBoolean(), random.nextLong(), random.nextInt());
    DiscoveryFrame frame =
        switch (random.nextInt(6)) {
          case 0 -> new DiscoveryFrame.Probe(1, 1, ASKERS.get(random.nextInt(4)), nonce, standing);
          case 1 -> new DiscoveryFrame.Answer(1, nonce, standing, 3, "x", KEY);
          case 2 -> new DiscoveryFrame.RoomsRequest(nonce, random.nextInt(1_000));
          case 3 -> new DiscoveryFrame.RoomsPage(nonce, 0, 1, List.of(chat1), KEY);
          case 4 -> new DiscoveryFrame.StatusRequest(nonce);
          default -> new DiscoveryFrame.Status(nonce, "x 1\n");
        };
    byte[] sound =
        switch (frame) {
          case DiscoveryFrame.Unsigned one -> DiscoveryCodec.encode(one);
          case DiscoveryFrame.Signed one -> DiscoveryCodec.encode(one, SIGNER);
        };
    return switch (random.nextInt(3)) {
      case 0 -> sound;
      case 1 -> mutated(sound);
      default -> rubbish();
    };
  }

  private byte[] mutated(byte[] sound) {
    byte[] mutated = Arrays.copyOf(sound, Math.max(1, sound.length - random.nextInt(3)));
    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
    return mutated;
  }

  private byte[] rubbish() {
    byte[] rubbish = new byte[random.nextInt(1_500)];
    random.nextBytes(rubbish);
    return rubbish;
  }
}

package roomcast.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import roomcast.client.StatusQuery;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Signer;
import roomcast.transport.signing.Ed25519Signer;

/**
 * 100,000 random and mutated datagrams to every port that the server has open, from 200 addresses.
 */
class HostileDatagramsIT {
  private static final int DATAGRAMS = 100_000;
  private static final int DATAGRAMS_PER_STEP = 250;
  private static final int ADDRESSES = 200;
  private static final long GROWTH_BYTES_MAX = 24L << 20;
  private static final List<String> LINES =
      List.of("connect", "getdir", "makeroom", "deleteroom", "bye", "exit", "chat1", "Ann:hi", "");

  private final Signer signer = new Ed25519Signer(new byte[Ed25519Signer.SEED_BYTES]);
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_123);

  @Test
  void theServerLivesThroughItAndDoesNotGrow() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient before = server.client()) {
      before.ask("connect");
      before.ask("makeroom");
      before.ask("chat1");
      attack(server, DATAGRAMS / 2);
      long afterFirstHalf = usedBytes();
      attack(server, DATAGRAMS / 2);
      assertThat(usedBytes() - afterFirstHalf).isLessThan(GROWTH_BYTES_MAX);
      everythingWorks(server);
      Map<String, Long> heard = StatusQuery.numbers(status(server));
      // Most of it has been read; some the system drops. The attack deletes chat1, and then nobody
      // hears.
      assertThat(heard.getOrDefault("commands-heard", 0L)).isGreaterThan(DATAGRAMS / 8);
      assertThat(heard.getOrDefault("chat-heard", 0L)).isGreaterThan(DATAGRAMS / 20);
      assertThat(
              heard.getOrDefault("discovery-heard", 0L)
                  + heard.getOrDefault("discovery-malformed", 0L)
                  + heard.getOrDefault("discovery-newer", 0L))
          .isGreaterThan(DATAGRAMS / 8);
    }
  }

  private static String status(LoopbackServer server) throws IOException {
    return Objects.requireNonNull(StatusQuery.lines(LoopbackServer.network(server.port)));
  }

  private void attack(LoopbackServer server, int datagrams) {
    int port = server.port;
    RawClient witness = new RawClient(port, new InetSocketAddress("127.0.3.1", 0));
    List<RawClient> sources = new ArrayList<>();
    for (int address = 1; address <= ADDRESSES; address++) {
      sources.add(new RawClient(port, new InetSocketAddress("127.0.1." + address, 0)));
    }
    for (int datagram = 0; datagram < datagrams; datagram++) {
      RawClient source = sources.get(random.nextInt(ADDRESSES));
      switch (datagram % 4) {
        case 0 -> source.send("239.0.0.10", port, text());
        case 1 -> source.send("239.0.0.10", port + 1, frame());
        case 2 -> source.send("239.0.0.11", port, text());
        // The rooms that the attack itself makes, and ports that nobody has open.
        default -> source.send("239.0.0." + random.nextInt(10, 32), port, text());
      }
      if (datagram % DATAGRAMS_PER_STEP == 0) {
        // So that the server has to read them all, and the system does not drop them for it.
        askUntilAnswered(witness, "connect");
      }
    }
    sources.forEach(RawClient::close);
    witness.close();
  }

  private byte[] text() {
    return spoilt(LINES.get(random.nextInt(LINES.size())).getBytes(UTF_8));
  }

  private byte[] frame() {
    long nonce = random.nextLong();
    Standing standing = new Standing(random.nextBoolean(), random.nextLong(), random.nextInt());
    return spoilt(
        switch (random.nextInt(4)) {
          case 0 ->
              DiscoveryCodec.encode(
                  new DiscoveryFrame.Probe(1, 1, DiscoveryFrame.Asker.STAYING, nonce, standing));
          case 1 ->
              DiscoveryCodec.encode(
                  new DiscoveryFrame.Answer(
                      1, nonce, standing, 1, "x", new PublicKey(signer.publicKey())),
                  signer);
          case 2 ->
              DiscoveryCodec.encode(new DiscoveryFrame.RoomsRequest(nonce, random.nextInt(100)));
          default -> DiscoveryCodec.encode(new DiscoveryFrame.StatusRequest(nonce));
        });
  }

  /** As it is, or with a byte changed, or cut, or nothing but chance. */
  private byte[] spoilt(byte[] sound) {
    return switch (random.nextInt(4)) {
      case 0 -> sound;
      case 1 -> {
        byte[] changed = sound.length == 0 ? new byte[1] : sound.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        yield changed;
      }
      case 2 -> Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      default -> {
        byte[] rubbish = new byte[random.nextInt(1_500)];
        random.nextBytes(rubbish);
        yield rubbish;
      }
    };
  }

  private static long usedBytes() {
    for (int round = 0; round < 3; round++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void everythingWorks(LoopbackServer server) {
    try (RawClient ann = new RawClient(server.port, new InetSocketAddress("127.0.2.1", 0))) {
      assertThat(askUntilAnswered(ann, "connect")).startsWith("Connected to CRDS");
      assertThat(ann.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("afterwards")).startsWith("Room established");
      String listing =
          ann.ask("getdir")
              .lines()
              .filter(x -> x.startsWith("afterwards "))
              .findAny()
              .orElseThrow();
      String[] room = listing.split(" ", -1);
      ann.tell("bye");
      ann.tell("afterwards");
      ann.say(room[1], Integer.parseInt(room[2]), "Ann:still here");
      assertThat(ann.hear()).isEqualTo("Ann:still here");
    }
  }

  /** What still waits in the channels' buffers may push the first question out. */
  private static String askUntilAnswered(RawClient client, String text) {
    for (int attempt = 0; attempt < 5; attempt++) {
      client.tell(text);
      try {
        return client.hear();
      } catch (UncheckedIOException timeout) {
        assertThat(attempt).isLessThan(4);
      }
    }
    throw new AssertionError("not answered");
  }
}

package roomcast.protocol.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roomcast.protocol.HexFile;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.wire.Ed25519;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.Signer;

class DiscoveryCodecTest {
  private static final Standing STANDING = new Standing(false, 0x0123456789abcdefL, 7);
  private static final long NONCE = 0x1122334455667788L;
  private static final Signer SIGNER = new Ed25519(Ed25519.SEED_1);
  private static final PublicKey KEY = new PublicKey(SIGNER.publicKey());

  private static Room room(String name, String group, int port, int generation) {
    RoomName parsed = Objects.requireNonNull(RoomName.parse(name));
    return new Room(parsed, new InetSocketAddress(group, port), generation);
  }

  /** One frame of each kind, by the name of its file in docs/vectors. */
  private static Map<String, DiscoveryFrame> frames() {
    Map<String, DiscoveryFrame> frames = new TreeMap<>();
    frames.put(
        "probe", new DiscoveryFrame.Probe(1, 1, DiscoveryFrame.Asker.DIRECTORY, NONCE, STANDING));
    frames.put("answer", new DiscoveryFrame.Answer(1, NONCE, STANDING, 2, "harbour", KEY));
    frames.put("rooms-request", new DiscoveryFrame.RoomsRequest(NONCE, 16));
    frames.put(
        "rooms-page",
        new DiscoveryFrame.RoomsPage(
            NONCE,
            16,
            18,
            List.of(room("chat1", "239.0.0.11", 2000, 1), room("caf\u00e9", "239.0.0.12", 2002, 3)),
            KEY));
    frames.put("status-request", new DiscoveryFrame.StatusRequest(NONCE));
    frames.put("status", new DiscoveryFrame.Status(NONCE, "rooms 2\n"));
    return frames;
  }

  private static byte[] encode(@Nullable DiscoveryFrame frame) {
    return switch (Objects.requireNonNull(frame)) {
      case DiscoveryFrame.Unsigned one -> DiscoveryCodec.encode(one);
      case DiscoveryFrame.Signed one -> DiscoveryCodec.encode(one, SIGNER);
    };
  }

  @Test
  void everyFrameIsReadAsItWasWritten() {
    frames()
        .forEach((name, frame) ->
            assertThat(DiscoveryCodec.decode(encode(frame))).as(name).isEqualTo(frame));
  }

  @Test
  void theBytesAreThoseOfTheTestVectors() throws IOException {
    for (Map.Entry<String, DiscoveryFrame> entry : frames().entrySet()) {
      String name = "discovery-" + entry.getKey();
      byte[] expected = HexFile.read(name);
      assertThat(encode(entry.getValue())).as(name).isEqualTo(expected);
    }
  }

  @Test
  void noAnswerIsLongerThanItsQuestion() {
    int probe = encode(frames().get("probe")).length;
    DiscoveryFrame longest =
        new DiscoveryFrame.Answer(1, NONCE, STANDING, Integer.MAX_VALUE, "x".repeat(64), KEY);
    // What is left is for extensions.
    assertThat(encode(longest).length).isEqualTo(probe - 52);
    List<Room> many = new ArrayList<>();
    for (int number = 10; number < 60; number++) {
      many.add(room("\u4f1a".repeat(32) + number, "239.0.0.11", 2000, 1));
    }
    List<Room> fitting = DiscoveryCodec.firstThatFit(many);
    assertThat(fitting).isNotEmpty();
    DiscoveryFrame page = new DiscoveryFrame.RoomsPage(NONCE, 0, 50, fitting, KEY);
    byte[] request = encode(new DiscoveryFrame.RoomsRequest(NONCE, 0));
    assertThat(encode(page).length).isLessThanOrEqualTo(request.length);
  }

  @Test
  void shortQuestionsAreNotAnswered() {
    for (String name : List.of("probe", "rooms-request", "status-request")) {
      byte[] question = encode(frames().get(name));
      byte[] shorter = Arrays.copyOf(question, question.length - 1);
      shorter[14] = (byte) (shorter.length >>> 8);
      shorter[15] = (byte) shorter.length;
      assertThat(DiscoveryCodec.decode(shorter)).as(name).isNull();
    }
  }

  @Test
  void truncatedAndDamagedFramesNeverThrow() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (DiscoveryFrame frame : frames().values()) {
      byte[] sound = encode(frame);
      for (int length = 0; length < sound.length; length++) {
        assertThat(DiscoveryCodec.decode(Arrays.copyOf(sound, length))).isNull();
      }
      for (int attempt = 0; attempt < 20_000; attempt++) {
        byte[] damaged = sound.clone();
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
          damaged[random.nextInt(Math.min(damaged.length, 64))] ^= (byte) (1 << random.nextInt(8));
        }
        @Nullable DiscoveryFrame read = DiscoveryCodec.decode(damaged);
        if (read instanceof DiscoveryFrame.Unsigned unsigned) {
          assertThat(DiscoveryCodec.decode(encode(unsigned))).isEqualTo(read);
        }
      }
    }
  }

  @Test
  void aNewerVersionIsToldFromRubbish() {
    byte[] probe = encode(frames().get("probe"));
    assertThat(DiscoveryCodec.isNewer(probe)).isFalse();
    probe[2] = 0x26;
    assertThat(DiscoveryCodec.isNewer(probe)).isTrue();
    assertThat(DiscoveryCodec.decode(probe)).isNull();
    assertThat(DiscoveryCodec.isNewer("connect to the directory".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }
}

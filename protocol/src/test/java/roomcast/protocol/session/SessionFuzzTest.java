package roomcast.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes by the group, a session neither throws nor spins nor grows over its limits. Every
 * test reads the kept inputs; ./fuzz looks for new ones.
 */
class SessionFuzzTest {
  private static final int MUTATIONS = 4_000;
  private static final Path KEPT =
      Path.of(
          System.getProperty("roomcast.root"),
          "protocol/src/test/resources/roomcast/protocol/session/SessionFuzzTestInputs/heard");

  /**
   * What a session hears: again and again a byte that says how, a length in two bytes, and so many
   * bytes of parts, as {@link FuzzedSession#hear} has it.
   */
  @FuzzTest
  void heard(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    FuzzedSession session = new FuzzedSession();
    int heard = 0;
    while (in.remaining() >= 3 && heard++ < 200) {
      int how = in.get() & 0xff;
      int wanted = (in.getShort() & 0xffff) % (FuzzedSession.PARTS_BYTES_MAX + 1);
      byte[] parts = new byte[Math.min(wanted, in.remaining())];
      in.get(parts);
      session.hear(how, parts);
    }
    session.end();
  }

  /** A short run of what ./fuzz does for long. */
  @Test
  void damagedConversationsAreBorne() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2_027);
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT)) {
      for (Path file : files.sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    }
    assertThat(seeds).isNotEmpty();
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int times = random.nextInt(1, 12); times > 0 && bytes.length > 0; times--) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
          case 1 -> bytes[at] = (byte) random.nextInt(256);
          case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
          default -> bytes = Arrays.copyOf(bytes, Math.max(at, bytes.length / 2));
        }
      }
      try {
        heard(bytes);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(HexFormat.of().formatHex(bytes), e);
      }
    }
  }
}

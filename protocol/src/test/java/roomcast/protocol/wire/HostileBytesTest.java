package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import roomcast.protocol.HexFile;

/** A short run of what ./fuzz does for long: test vectors and kept inputs, damaged at random. */
class HostileBytesTest {
  private static final int MUTATIONS = 600_000;
  private static final int BYTES_MAX = 1_400;
  private static final Path KEPT =
      Path.of(
          System.getProperty("roomcast.root"),
          "protocol/src/test/resources/roomcast/protocol/wire/DecodersFuzzTestInputs");

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(2_026);

  private static List<byte[]> vectors() throws IOException {
    List<byte[]> vectors = new ArrayList<>();
    for (Path file : HexFile.named("")) {
      vectors.add(HexFile.read(file));
    }
    return vectors;
  }

  private static List<byte[]> kept(String target) throws IOException {
    List<byte[]> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT.resolve(target))) {
      for (Path file : files.sorted().toList()) {
        kept.add(Files.readAllBytes(file));
      }
    }
    return kept;
  }

  @Test
  void damagedInputsAreReadOrRefused() throws IOException {
    List<DecodersFuzzTest.Target> targets = DecodersFuzzTest.targets();
    List<byte[]> vectors = vectors();
    assertThat(vectors).hasSizeGreaterThan(15);
    for (DecodersFuzzTest.Target target : targets) {
      List<byte[]> seeds = new ArrayList<>(vectors);
      List<byte[]> kept = kept(target.name());
      assertThat(kept).as(target.name()).isNotEmpty();
      seeds.addAll(kept);
      seeds.forEach(seed -> run(target, seed));
      for (int i = 0; i < MUTATIONS / targets.size(); i++) {
        byte[] seed = seeds.get(random.nextInt(seeds.size()));
        run(target, damaged(seed, seeds.get(random.nextInt(seeds.size()))));
      }
    }
  }

  private static void run(DecodersFuzzTest.Target target, byte[] bytes) {
    try {
      target.trial().run(bytes);
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw new AssertionError(target.name() + ": " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private byte[] damaged(byte[] seed, byte[] other) {
    byte[] bytes = seed.clone();
    for (int times = random.nextInt(1, 6); times > 0; times--) {
      bytes = damagedOnce(bytes, other);
    }
    return bytes.length <= BYTES_MAX ? bytes : Arrays.copyOf(bytes, BYTES_MAX);
  }

  private byte[] damagedOnce(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
      case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return spliced(bytes, at, other, random.nextInt(other.length + 1));
      }
      default -> {
        return spliced(bytes, at, bytes, random.nextInt(bytes.length + 1));
      }
    }
    return bytes;
  }

  /** The beginning of the one and the end of the other. */
  private static byte[] spliced(byte[] head, int headBytes, byte[] tail, int tailFrom) {
    byte[] bytes = Arrays.copyOf(head, headBytes + tail.length - tailFrom);
    System.arraycopy(tail, tailFrom, bytes, headBytes, tail.length - tailFrom);
    return bytes;
  }
}

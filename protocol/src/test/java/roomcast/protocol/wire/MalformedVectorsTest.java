package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import roomcast.protocol.HexFile;

/** The datagrams of docs/vectors/malformed-*.hex: each with one fault, for which it is dropped. */
class MalformedVectorsTest {
  /** Where the first part begins, and where its fields do. */
  private static final int PART = 28;

  private static final int FIELDS = PART + 3;

  private static byte[] good(String name) {
    byte[] datagram = Objects.requireNonNull(Samples.datagrams().get(name), name);
    assertThat(DatagramReader.read(datagram)).as(name).isNotNull();
    return datagram;
  }

  /** A sample with other bytes from an offset on. */
  private static byte[] changed(String name, int offset, String hex) {
    byte[] datagram = good(name);
    byte[] bytes = HexFormat.of().parseHex(hex);
    System.arraycopy(bytes, 0, datagram, offset, bytes.length);
    return datagram;
  }

  private static byte[] parts(String hex) {
    return Samples.datagramOf(HexFormat.of().parseHex(hex));
  }

  private static byte[] extended(String hex) {
    byte[] datagram = parts(hex);
    datagram[3] = 1;
    return datagram;
  }

  /** The heartbeat without its last byte. */
  private static byte[] shorter() {
    byte[] whole = changed("heartbeat", PART, "040012");
    return Samples.withLength(Arrays.copyOf(whole, whole.length - 1));
  }

  private static String nack(String ranges) {
    int bytes = 5 + 12 + ranges.length() / 2;
    return "0500%02x".formatted(bytes) + "1122334401" + "dd111eb1306dbc816553f100" + ranges;
  }

  private static Map<String, byte[]> malformed() {
    Map<String, byte[]> all = new TreeMap<>();
    all.put("length", changed("hello", 14, "0020"));
    all.put("epoch", changed("hello", 12, "0001"));
    all.put("kind", changed("hello", 2, "14"));
    all.put("extensions", extended("0005080000"));
    all.put("part-length", changed("hello", PART, "080001"));
    all.put("parts", parts("080000".repeat(129)));
    all.put("heartbeat", shorter());
    all.put("block-flags", changed("block", FIELDS + 24, "01"));
    all.put("block-length", changed("block", FIELDS + 26, "0018"));
    all.put("block-zero", changed("block", FIELDS + 12, "00000000"));
    all.put("seal-backwards", changed("seal", FIELDS + 12, "0000000200000001"));
    all.put("seal-long", changed("seal", FIELDS + 12, "0000000100000041"));
    all.put("last", changed("who-holds", FIELDS, "7fffffff"));
    all.put("ranges-overlap", parts(nack("02" + "000000020002" + "000000030001")));
    all.put("ranges-none", parts(nack("00")));
    all.put("ranges-empty", parts(nack("01" + "000000020000")));
    all.put("introduction-seat", changed("introduction", FIELDS + 4, "40"));
    all.put("introduction-role", changed("introduction", FIELDS + 5, "02"));
    all.put("introduction-name", changed("introduction", FIELDS + 49, "3a"));
    all.put("have", parts("070015" + "dd111eb1306dbc816553f100" + "000000010000000100"));
    String backwards = "dd111eb1306dbc816553f100" + "00000002" + "00000001" + "00000082";
    all.put("lost", parts("090058" + backwards + "00".repeat(64)));
    return all;
  }

  @Test
  void eachIsDroppedForOneFault() {
    assertThat(DatagramReader.read(parts(nack("01" + "000000020001")))).isNotNull();
    assertThat(DatagramReader.read(parts("080000".repeat(128)))).isNotNull();
    malformed()
        .forEach((name, datagram) -> assertThat(DatagramReader.read(datagram)).as(name).isNull());
  }

  @Test
  void theBytesAreThoseThatAreWrittenAndTheReasonIsSaid() throws IOException {
    List<Path> files = HexFile.named("malformed-");
    assertThat(files.stream().map(Path::getFileName).map(Path::toString))
        .containsExactlyElementsOf(
            malformed().keySet().stream()
                .map(name -> "malformed-" + name + ".hex")
                .sorted()
                .toList());
    for (Path file : files) {
      String name = file.getFileName().toString().replaceAll("malformed-|\\.hex", "");
      assertThat(HexFile.read(file)).as(name).isEqualTo(malformed().get(name));
      assertThat(Files.readString(file)).startsWith("# Malformed: ");
    }
  }
}

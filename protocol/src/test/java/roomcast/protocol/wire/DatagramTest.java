package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DatagramTest {
  private static ReceivedDatagram read(byte[] datagram) {
    return Objects.requireNonNull(DatagramReader.read(datagram));
  }

  private static byte[] extended(byte[] datagram, byte[] extensions) {
    ByteBuffer out = ByteBuffer.allocate(datagram.length + 2 + extensions.length);
    out.put(datagram, 0, Envelope.BYTES);
    out.putShort((short) extensions.length).put(extensions);
    out.put(datagram, Envelope.BYTES, datagram.length - Envelope.BYTES);
    out.put(3, (byte) 1);
    return Samples.withLength(out.array());
  }

  @Test
  void everyPartIsReadAsItWasWritten() {
    Samples.parts()
        .forEach((name, part) -> {
          for (DatagramKind kind : DatagramKind.values()) {
            ReceivedDatagram datagram = read(Samples.datagram(kind, part));
            assertThat(datagram.kind()).isEqualTo(kind);
            assertThat(datagram.room()).isEqualTo(Samples.ROOM);
            assertThat(datagram.speaker()).isEqualTo(Samples.ADAS);
            assertThat(datagram.parts())
                .as(name)
                .usingRecursiveComparison()
                .isEqualTo(List.of(part));
          }
        });
  }

  @Test
  void theSamplesHaveAPartOfEachType() {
    assertThat(Samples.parts().values().stream().map(Part::getClass).distinct())
        .hasSize(Part.class.getPermittedSubclasses().length);
  }

  @Test
  void partsStayInOrder() {
    List<Part> all = new ArrayList<>(Samples.parts().values());
    byte[] datagram = Samples.datagram(DatagramKind.REPAIR, all.toArray(Part[]::new));
    assertThat(read(datagram).parts()).usingRecursiveComparison().isEqualTo(all);
  }

  @Test
  void aPartTakesTheBytesThatTheWriterReckonsWith() {
    Samples.parts()
        .forEach((name, part) -> {
          int bytes = Samples.datagram(DatagramKind.CONTROL, part).length;
          assertThat(bytes).as(name).isEqualTo(Envelope.BYTES + 3 + DatagramWriter.size(part));
        });
  }

  @Test
  void whatDoesNotFitIsLeftOutAndNothingIsBroken() {
    DatagramWriter out = new DatagramWriter(DatagramKind.CONTROL, Samples.ROOM, Samples.ADAS);
    assertThat(out.isEmpty()).isTrue();
    Part lost = Objects.requireNonNull(Samples.parts().get("lost"));
    int count = 0;
    while (out.tryAdd(lost)) {
      count++;
    }
    assertThat(out.room()).isLessThan(DatagramWriter.size(lost));
    assertThat(count).isEqualTo((1_232 - 28) / (3 + DatagramWriter.size(lost)));
    assertThat(read(out.finish()).parts()).hasSize(count);
  }

  @Test
  void aDatagramMayBeFilledToTheLastByte() {
    DatagramWriter out = new DatagramWriter(DatagramKind.CONTROL, Samples.ROOM, Samples.ADAS);
    Part lost = Objects.requireNonNull(Samples.parts().get("lost"));
    for (int i = 0; i < 13; i++) {
      assertThat(out.tryAdd(lost)).isTrue();
    }
    for (int i = 0; i < 3; i++) {
      assertThat(out.tryAdd(new Part.WhoHolds(i))).isTrue();
    }
    assertThat(out.tryAdd(new Part.Hello())).isFalse();
    assertThat(out.finish()).hasSize(1_232);
    assertThat(read(out.finish()).parts()).hasSize(16);
  }

  @Test
  void nothingLongerIsRead() {
    byte[] full = Arrays.copyOf(Samples.datagram(DatagramKind.CONTROL), 1_232);
    assertThat(DatagramReader.read(Samples.withLength(full))).isNotNull();
    byte[] tooLong = Arrays.copyOf(full, 1_233);
    assertThat(DatagramReader.read(Samples.withLength(tooLong))).isNull();
  }

  @Test
  void moreThan128PartsAreNotRead() {
    Part[] hellos = new Part[128];
    Arrays.fill(hellos, new Part.Hello());
    byte[] datagram = Samples.datagram(DatagramKind.CONTROL, hellos);
    assertThat(read(datagram).parts()).hasSize(128);
    hellos = Arrays.copyOf(hellos, 129);
    hellos[128] = new Part.Hello();
    assertThat(DatagramReader.read(Samples.datagram(DatagramKind.CONTROL, hellos))).isNull();
  }

  @Test
  void theLongestBlockAndItsSealFitTogether() {
    byte[] body = new byte[Block.BODY_BYTES_MAX];
    Block block = Block.of(Samples.ADAS, Block.SEQUENCE_MAX, 1, 1, body);
    DatagramWriter out = new DatagramWriter(DatagramKind.DATA, Samples.ROOM, Samples.ADAS);
    assertThat(out.tryAdd(new Part.OfBlock(block))).isTrue();
    assertThat(out.tryAdd(new Part.OfSeal(Samples.seal()))).isTrue();
    assertThat(read(out.finish()).parts()).hasSize(2);
  }

  @Test
  void noTruncationIsTakenForTheWholeDatagram() {
    Samples.datagrams()
        .forEach((name, sound) -> {
          for (int length = 0; length < sound.length; length++) {
            byte[] cut = Arrays.copyOf(sound, length);
            assertThat(DatagramReader.read(cut)).as(name).isNull();
            if (length >= 16) {
              checkRead(Samples.withLength(cut));
            }
          }
        });
  }

  @Test
  void noFlippedBitThrowsOrGivesWhatCannotBeWritten() {
    Samples.datagrams()
        .forEach((name, sound) -> {
          for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            checkRead(damaged);
          }
        });
  }

  /** What can be read can be written, and is then read alike. */
  static void checkRead(byte[] datagram) {
    ReceivedDatagram once = DatagramReader.read(datagram);
    if (once != null) {
      assertThat(once.parts()).hasSizeLessThanOrEqualTo(128);
      byte[] written = Samples.again(once);
      assertThat(written.length).isLessThanOrEqualTo(1_232);
      assertThat(Samples.again(read(written))).isEqualTo(written);
    }
  }

  @Test
  void partsOfLaterVersionsAreSkipped() {
    byte[] hello = {8, 0, 0};
    for (int type = PartType.LAST + 1; type <= 255; type++) {
      byte[] parts = {(byte) type, 0, 2, 5, 6, 8, 0, 0};
      assertThat(read(Samples.datagramOf(parts)).parts()).containsExactly(new Part.Hello());
    }
    assertThat(read(Samples.datagramOf(hello)).parts()).containsExactly(new Part.Hello());
    byte[] tooLong = {99, 0, 3, 5, 6};
    assertThat(DatagramReader.read(Samples.datagramOf(tooLong))).isNull();
  }

  @Test
  void whatALaterVersionAddsToAPartIsSkipped() {
    byte[] parts = {11, 0, 6, 0, 0, 0, 9, 1, 2, 8, 0, 0};
    assertThat(read(Samples.datagramOf(parts)).parts())
        .containsExactly(new Part.WhoHolds(9), new Part.Hello());
  }

  @Test
  void extensionsAreSkipped() {
    byte[] datagram = Samples.datagram(DatagramKind.CONTROL, new Part.Hello());
    for (byte[] extensions : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[900])) {
      assertThat(read(extended(datagram, extensions)).parts()).containsExactly(new Part.Hello());
    }
    byte[] beyond = extended(datagram, new byte[4]);
    beyond[29] = 8;
    assertThat(DatagramReader.read(beyond)).isNull();
    byte[] noLength = Samples.datagram(DatagramKind.CONTROL);
    noLength[3] = 1;
    assertThat(DatagramReader.read(noLength)).isNull();
  }

  @Test
  void aNewerVersionIsToldFromRubbish() {
    byte[] datagram = Samples.data();
    assertThat(DatagramReader.isNewer(datagram)).isFalse();
    for (int version = 2; version < 16; version++) {
      datagram[2] = (byte) (version << 4 | 1);
      assertThat(DatagramReader.isNewer(datagram)).isTrue();
      assertThat(DatagramReader.read(datagram)).isNull();
      assertThat(DatagramReader.roomOf(datagram)).isEqualTo(Samples.ROOM);
    }
    datagram[2] = 1;
    assertThat(DatagramReader.isNewer(datagram)).isFalse();
    assertThat(DatagramReader.read(datagram)).isNull();
    byte[] text = "Ada:a line of chat that is long enough".getBytes(StandardCharsets.UTF_8);
    assertThat(DatagramReader.isNewer(text)).isFalse();
    assertThat(DatagramReader.roomOf(text)).isNull();
    assertThat(DatagramReader.isNewer(new byte[0])).isFalse();
    assertThat(DatagramReader.roomOf(Arrays.copyOf(datagram, 27))).isNull();
  }

  @Test
  void onlyTheThreeKindsOfThisVersionAreRead() {
    for (int kind = 0; kind < 16; kind++) {
      byte[] datagram = Samples.datagram(DatagramKind.CONTROL, new Part.Hello());
      datagram[2] = (byte) (0x10 | kind);
      assertThat(DatagramReader.read(datagram) != null).isEqualTo(kind >= 1 && kind <= 3);
    }
  }

  @Test
  void aWrongLengthIsAnError() {
    byte[] datagram = Samples.data();
    for (int wrong : new int[] {0, 28, datagram.length - 1, datagram.length + 1, 0xffff}) {
      ByteBuffer.wrap(datagram).putShort(14, (short) wrong);
      assertThat(DatagramReader.read(datagram)).isNull();
    }
    // Two datagrams that a network card has put together.
    byte[] twice = Arrays.copyOf(Samples.data(), 2 * datagram.length);
    assertThat(DatagramReader.read(twice)).isNull();
  }

  @Test
  void aRoomWithKeysIsNotUnderstood() {
    byte[] datagram = Samples.data();
    datagram[13] = 1;
    assertThat(DatagramReader.read(datagram)).isNull();
  }

  @Test
  void paddingEndsTheParts() {
    byte[] datagram = Samples.datagram(DatagramKind.CONTROL, new Part.Hello());
    for (int length = datagram.length; length <= 1_232; length++) {
      byte[] padded = Samples.withLength(Arrays.copyOf(datagram, length));
      assertThat(read(padded).parts()).containsExactly(new Part.Hello());
    }
  }

  @Test
  void emptyDatagramsAreRead() {
    assertThat(read(Samples.datagram(DatagramKind.CONTROL)).parts()).isEmpty();
  }
}

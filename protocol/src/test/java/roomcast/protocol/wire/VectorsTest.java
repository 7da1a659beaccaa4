package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import roomcast.protocol.HexFile;

/** The test vectors of a room's datagrams, docs/vectors/room-*.hex, are true. */
class VectorsTest {
  private static final byte[] ADAS_KEY = Samples.ADA.publicKey();

  private static ReceivedDatagram read(String name) throws IOException {
    return Objects.requireNonNull(DatagramReader.read(HexFile.read("room-" + name)), name);
  }

  private static <T extends Part> T part(String name, Class<T> type) throws IOException {
    return type.cast(read(name).parts().getFirst());
  }

  private static boolean isAdas(byte[] message, byte[] signature) {
    return Ed25519.VERIFIER.verify(ADAS_KEY, message, signature);
  }

  @Test
  void thereIsOneForEachPartAndNoOther() throws IOException {
    List<String> names =
        HexFile.named("room-").stream().map(Path::getFileName).map(Path::toString).toList();
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            Samples.datagrams().keySet().stream().map(name -> "room-" + name + ".hex").toList());
  }

  @Test
  void theBytesAreThoseThatAreWritten() {
    Samples.datagrams()
        .forEach((name, bytes) -> {
          try {
            assertThat(HexFile.read("room-" + name)).as(name).isEqualTo(bytes);
          } catch (IOException e) {
            throw new AssertionError(name, e);
          }
        });
  }

  @Test
  void theFieldsAreThoseThatAreRead() throws IOException {
    for (String name : Samples.parts().keySet()) {
      ReceivedDatagram datagram = read(name);
      assertThat(datagram.room()).isEqualTo(Samples.ROOM);
      assertThat(datagram.speaker()).isEqualTo(Samples.ADAS);
      assertThat(datagram.parts())
          .as(name)
          .usingRecursiveComparison()
          .isEqualTo(List.of(Objects.requireNonNull(Samples.parts().get(name))));
    }
  }

  @Test
  void whatIsReadIsWrittenAsItWas() throws IOException {
    for (String name : Samples.datagrams().keySet()) {
      // Extensions and padding are skipped by who reads.
      String written = name.equals("extensions") ? "hello" : name;
      assertThat(Samples.again(read(name))).as(name).isEqualTo(HexFile.read("room-" + written));
    }
  }

  @Test
  void aRunIsProvedByItsSealOnTopOfTheOneBefore() throws IOException {
    Seal before = ((Part.OfSeal) read("data").parts().getLast()).seal();
    List<Part> parts = read("run").parts();
    List<Block> run =
        parts.stream()
            .filter(Part.OfBlock.class::isInstance)
            .map(part -> ((Part.OfBlock) part).block())
            .toList();
    Seal seal = ((Part.OfSeal) parts.getLast()).seal();
    assertThat(run).hasSize(3);
    assertThat(seal.from()).isEqualTo(2);
    assertThat(seal.to()).isEqualTo(4);
    assertThat(seal.previous()).isEqualTo(before.hash());
    assertThat(seal.root()).isEqualTo(Seal.rootOf(run));
    assertThat(isAdas(seal.signedBytes(Samples.ROOM), seal.signature())).isTrue();
    Assembly assembly = new Assembly();
    assertThat(
            run.stream()
                .flatMap(block -> assembly.add(block).messages().stream())
                .map(placed -> placed.sequence() + "." + placed.index() + " " + placed.message()))
        .containsExactly(
            "2.0 " + new Message("Ada", "one", false),
            "2.1 " + new Message("Bob", "two", true),
            "3.0 " + new Message("Ada", "a long message", false));
  }

  @Test
  void aWholeDatagramProvesWhatItSays() throws IOException {
    ReceivedDatagram datagram = read("data");
    assertThat(datagram.kind()).isEqualTo(DatagramKind.DATA);
    assertThat(datagram.parts()).hasSize(3);
    Introduction introduction = ((Part.OfIntroduction) datagram.parts().get(0)).introduction();
    Block block = ((Part.OfBlock) datagram.parts().get(1)).block();
    Seal seal = ((Part.OfSeal) datagram.parts().get(2)).seal();
    assertThat(introduction.publicKey()).isEqualTo(ADAS_KEY);
    assertThat(introduction.name()).isEqualTo("Ada");
    assertThat(introduction.seat()).isZero();
    assertThat(introduction.log()).isEqualTo(datagram.speaker()).isEqualTo(block.log());
    assertThat(block.sequence()).isEqualTo(1);
    assertThat(block.clock()).isEqualTo(1_700_000_123_456L << 16 | 7);
    assertThat(seal.from()).isEqualTo(1);
    assertThat(seal.to()).isEqualTo(1);
    assertThat(seal.previous()).isEqualTo(new byte[16]);
    assertThat(seal.root()).isEqualTo(Seal.rootOf(List.of(block)));
    RoomTag room = datagram.room();
    assertThat(isAdas(introduction.signedBytes(room), introduction.signature())).isTrue();
    assertThat(isAdas(seal.signedBytes(room), seal.signature())).isTrue();
    Assembly.Content content = new Assembly().add(block);
    assertThat(content.malformed()).isFalse();
    assertThat(content.messages().stream().map(Assembly.Placed::message))
        .containsExactly(
            new Message("Ada", "hello", false), new Message("Ada", "caf\u00e9?", false));
  }

  @Test
  void statementsAreSigned() throws IOException {
    RoomTag room = Samples.ROOM;
    Part.Lost lost = part("lost", Part.Lost.class);
    byte[] said = Statement.lost(room, lost.log(), lost.from(), lost.to(), lost.ageSeconds());
    assertThat(isAdas(said, lost.signature())).isTrue();
    Part.Leave leave = part("leave", Part.Leave.class);
    LogId speaker = read("leave").speaker();
    said = Statement.leave(room, speaker, leave.last(), leave.clock());
    assertThat(isAdas(said, leave.signature())).isTrue();
    Part.Held held = part("held", Part.Held.class);
    said = Statement.held(room, read("held").speaker(), held.log(), held.last());
    assertThat(isAdas(said, held.signature())).isTrue();
    Part.Alive alive = part("alive", Part.Alive.class);
    said = Statement.alive(room, alive.log(), alive.nonce());
    assertThat(isAdas(said, alive.signature())).isTrue();
    assertThat(isAdas(said, held.signature())).isFalse();
  }
}

package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages become bodies of blocks, and messages again. */
class BodyTest {
  private static final LogId LOG = new LogId(1, 1);
  private static final long CLOCK = 42;

  private final Assembly assembly = new Assembly();
  private int sequence;

  private static Message message(String name, String text) {
    return new Message(name, text, false);
  }

  private Assembly.Content add(byte[] body) {
    return assembly.add(Block.of(LOG, ++sequence, CLOCK, 0, body));
  }

  private List<Message> heard(byte[] body) {
    Assembly.Content content = add(body);
    assertThat(content.malformed()).isFalse();
    return content.messages().stream().map(Assembly.Placed::message).toList();
  }

  private static byte[] item(int type, byte[] bytes) {
    return item(type, bytes.length, bytes);
  }

  private static byte[] item(int type, int length, byte[] bytes) {
    ByteBuffer out = ByteBuffer.allocate(3 + bytes.length);
    return out.put((byte) type).putShort((short) length).put(bytes).array();
  }

  private static byte[] item(int type, String text) {
    return item(type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] begin(int total, int type, int bytes) {
    byte[] begun = ByteBuffer.allocate(5 + bytes).putInt(total).put((byte) type).array();
    Arrays.fill(begun, 5, begun.length, (byte) 'x');
    return joined(item(1, "Ada"), item(4, begun));
  }

  private static byte[] joined(byte[]... pieces) {
    ByteBuffer out = ByteBuffer.allocate(Block.BODY_BYTES_MAX);
    for (byte[] piece : pieces) {
      out.put(piece);
    }
    byte[] body = new byte[out.position()];
    out.flip().get(body);
    return body;
  }

  @Test
  void messagesGatherInOneBodyAndComeOutInOrder() {
    List<Message> said =
        List.of(
            message("Ada", "one"),
            message("Ada", ""),
            message("Bob", "caf\u00e9 \ud83d\ude00"),
            new Message("Bob", "taken over", true),
            message("Ada", "two"));
    BodyWriter body = new BodyWriter();
    said.forEach(one -> assertThat(body.tryAdd(one)).isTrue());
    assertThat(body.messages()).isEqualTo(5);
    Assembly.Content content = add(body.finish());
    assertThat(content.malformed()).isFalse();
    for (int index = 0; index < said.size(); index++) {
      assertThat(content.messages().get(index))
          .isEqualTo(new Assembly.Placed(1, index, CLOCK, said.get(index)));
    }
  }

  @Test
  void aNameIsSaidOnlyWhenItChanges() {
    BodyWriter body = new BodyWriter();
    body.tryAdd(message("Ada", "1"));
    int first = body.finish().length;
    body.tryAdd(message("Ada", "2"));
    assertThat(body.finish()).hasSize(first + 3 + 1);
    body.tryAdd(message("Bob", "3"));
    assertThat(body.finish()).hasSize(first + 3 + 1 + 3 + 3 + 3 + 1);
  }

  @Test
  void aNameLastsForOneBlockOnly() {
    assertThat(heard(joined(item(1, "Ada"), item(2, "a")))).containsExactly(message("Ada", "a"));
    assertThat(heard(joined(item(1, "Bob"), item(2, "b")))).containsExactly(message("Bob", "b"));
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsWritten() {
    BodyWriter body = new BodyWriter();
    int most = Block.BODY_BYTES_MAX - 3 - 3 - 3;
    assertThat(body.tryAdd(message("Ada", "x".repeat(most + 1)))).isFalse();
    assertThat(body.finish()).isEmpty();
    assertThat(body.tryAdd(message("Ada", "x".repeat(most)))).isTrue();
    assertThat(body.finish()).hasSize(Block.BODY_BYTES_MAX);
    assertThat(body.tryAdd(message("Ada", ""))).isFalse();
    assertThat(heard(body.finish())).containsExactly(message("Ada", "x".repeat(most)));
  }

  @Test
  void aBodyHasAtMost255Messages() {
    BodyWriter body = new BodyWriter();
    int added = 0;
    while (body.tryAdd(message("A", ""))) {
      added++;
    }
    assertThat(added).isEqualTo(255);
    assertThat(heard(body.finish())).hasSize(255);
  }

  @Test
  void longMessagesAreSplitAndPutTogether() {
    for (int bytes : new int[] {1_045, 1_100, 2_086, 2_087, 10_000, Message.BYTES_MAX}) {
      Message message = new Message("Ada", "0123456789".repeat(6_554).substring(0, bytes), true);
      List<byte[]> bodies = BodyWriter.run(message);
      assertThat(bodies).hasSizeLessThanOrEqualTo(Seal.BLOCKS_MAX);
      int begins = sequence + 1;
      for (byte[] body : bodies.subList(0, bodies.size() - 1)) {
        assertThat(heard(body)).isEmpty();
      }
      Assembly.Content last = add(bodies.getLast());
      assertThat(last.malformed()).isFalse();
      assertThat(last.messages()).containsExactly(new Assembly.Placed(begins, 0, CLOCK, message));
    }
  }

  @Test
  void theLongestMessageOfTheLongestNameFitsIntoOneRun() {
    String name = "\ud83d\ude00".repeat(64);
    List<byte[]> bodies = BodyWriter.run(message(name, "x".repeat(Message.BYTES_MAX)));
    assertThat(bodies).hasSizeLessThanOrEqualTo(Seal.BLOCKS_MAX);
    List<Message> heard = new ArrayList<>();
    bodies.forEach(body -> heard.addAll(heard(body)));
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().name()).isEqualTo(name);
  }

  @Test
  void charactersMayBeSplitBetweenBlocks() {
    String text = "\u4f1a".repeat(3_000);
    List<Message> heard = new ArrayList<>();
    BodyWriter.run(message("Ada", text)).forEach(body -> heard.addAll(heard(body)));
    assertThat(heard).containsExactly(message("Ada", text));
  }

  @Test
  void afterAHoleTheRestOfALongMessageIsNoMessage() {
    List<byte[]> bodies = BodyWriter.run(message("Ada", "x".repeat(5_000)));
    assertThat(heard(bodies.getFirst())).isEmpty();
    assembly.skip();
    Assembly.Content rest = add(bodies.get(1));
    assertThat(rest.malformed()).isTrue();
    assertThat(rest.messages()).isEmpty();
    assertThat(heard(joined(item(1, "Ada"), item(2, "on")))).hasSize(1);
  }

  @Test
  void piecesThatSayMoreThanWasDeclaredAreMalformed() {
    assertThat(add(begin(10, 2, 4)).malformed()).isFalse();
    assertThat(add(item(5, new byte[7])).malformed()).isTrue();
    assertThat(add(item(5, new byte[6])).malformed()).as("nothing is begun now").isTrue();
  }

  @Test
  void declaredSizesAreChecked() {
    for (int total : new int[] {Message.BYTES_MAX + 1, Integer.MAX_VALUE, -1, 0, 4, 1 << 24}) {
      assertThat(add(begin(total, 2, 4)).malformed()).as(total + " bytes").isTrue();
      assertThat(add(item(5, "x")).malformed()).isTrue();
    }
    for (int type : new int[] {0, 1, 4, 5, 255}) {
      assertThat(add(begin(100, type, 4)).malformed()).isTrue();
    }
    assertThat(add(begin(Message.BYTES_MAX, 3, 4)).malformed()).isFalse();
    assertThat(add(item(4, new byte[4])).malformed()).as("too short").isTrue();
  }

  @Test
  void whatIsNotWellFormedIsMalformedAndWhatCameBeforeCounts() {
    byte[] good = joined(item(1, "Ada"), item(2, "good"));
    List<byte[]> bad =
        List.of(
            item(2, new byte[] {(byte) 0xc0, (byte) 0x80}),
            item(3, new byte[] {(byte) 0xff}),
            item(2, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
            item(1, "a:b"),
            item(1, ""),
            item(1, " Ada"),
            item(1, new byte[] {(byte) 0xff}),
            item(2, 0xffff, new byte[4]),
            item(2, 5, new byte[4]),
            new byte[] {2},
            new byte[] {2, 0});
    for (byte[] one : bad) {
      Assembly.Content content = add(joined(good, one));
      assertThat(content.malformed()).isTrue();
      assertThat(content.messages()).hasSize(1);
    }
  }

  @Test
  void nobodySpeaksWithoutAName() {
    assertThat(add(item(2, "hello"))).isEqualTo(new Assembly.Content(List.of(), true));
    assertThat(add(BodyWriter.run(message("", "x".repeat(2_000))).getFirst()).malformed()).isTrue();
  }

  @Test
  void whatATerminalWouldObeyIsMalformed() {
    for (String text : List.of("\u001b[2J", "\u0000", "a\rb", "\u009b1m", "a\u2028b", "\u007f")) {
      Assembly.Content content = add(joined(item(1, "Ada"), item(2, text)));
      assertThat(content).isEqualTo(new Assembly.Content(List.of(), true));
      String longText = "x".repeat(1_500) + text;
      List<byte[]> bodies = BodyWriter.run(message("Ada", longText));
      assertThat(add(bodies.get(0)).malformed()).isFalse();
      assertThat(add(bodies.get(1))).isEqualTo(new Assembly.Content(List.of(), true));
    }
    assertThat(heard(joined(item(1, "Ada"), item(2, "two\nlines\tand a tab")))).hasSize(1);
  }

  @Test
  void itemsOfLaterVersionsAreSkipped() {
    byte[] later = item(99, new byte[] {(byte) 0xff, 0, 1});
    assertThat(heard(joined(item(1, "Ada"), later, item(2, "good"), later)))
        .containsExactly(message("Ada", "good"));
    assertThat(heard(new byte[0])).isEmpty();
  }

  @Test
  void aLongTextThatIsNotUtf8IsMalformed() {
    assertThat(add(begin(8, 2, 4)).malformed()).isFalse();
    Assembly.Content end = add(item(5, new byte[] {'a', 'b', 'c', (byte) 0xff}));
    assertThat(end.malformed()).isTrue();
    assertThat(end.messages()).isEmpty();
  }

  @Test
  void randomBundlesComeOutAsTheyWentIn() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
    List<String> names = List.of("Ada", "Bob", "\u4f1a\u8bdd", "a b");
    for (int run = 0; run < 300; run++) {
      List<Message> said = new ArrayList<>();
      List<Message> heard = new ArrayList<>();
      BodyWriter body = new BodyWriter();
      Message next = random(random, names);
      while (body.tryAdd(next)) {
        said.add(next);
        next = random(random, names);
      }
      heard.addAll(heard(body.finish()));
      assertThat(heard).isEqualTo(said);
    }
  }

  private static Message random(RandomGenerator random, List<String> names) {
    String text =
        IntStream.range(0, random.nextInt(120))
            .mapToObj(i -> random.nextInt(5) == 0 ? "\u00e9" : "e")
            .reduce("", String::concat);
    return new Message(names.get(random.nextInt(names.size())), text, random.nextBoolean());
  }
}

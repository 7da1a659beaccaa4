package roomcast.protocol.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Assembly;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.FakeSigner;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;

class OutboxTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long CLOCK = 77;

  private final Outbox outbox = new Outbox(1 << 20, MS);
  private final OutgoingLog log =
      new OutgoingLog(
          new RoomTag(1), new LogId(2, 3), new FakeSigner(1), OutgoingLog.Position.beginning());

  /** Time may be anything, also below zero. */
  private long nowNanos = -5 * MS;

  private static Message message(String text) {
    return new Message("Ada", text, false);
  }

  private Outbox.Filled fill(int blocksMax) {
    return Objects.requireNonNull(outbox.fill(nowNanos, log, CLOCK, blocksMax));
  }

  private static List<String> texts(Outbox.Filled filled) {
    return filled.messages().stream().map(one -> one.message().text()).toList();
  }

  @Test
  void whenIdleAMessageLeavesAtOnce() {
    assertThat(outbox.deadline(nowNanos)).isEqualTo(Long.MAX_VALUE);
    assertThat(outbox.fill(nowNanos, log, CLOCK, 10)).isNull();
    long ticket = outbox.offer(message("hello"));
    assertThat(ticket).isPositive();
    assertThat(outbox.deadline(nowNanos)).isEqualTo(nowNanos);
    Outbox.Filled filled = fill(10);
    assertThat(filled.messages())
        .containsExactly(new Outbox.Numbered(ticket, 1, 0, CLOCK, message("hello")));
    assertThat(filled.run().blocks()).hasSize(1);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(outbox.bytes()).isZero();
    nowNanos += 10 * MS;
    outbox.offer(message("again"));
    assertThat(outbox.deadline(nowNanos)).isEqualTo(nowNanos);
  }

  @Test
  void whenBusyMessagesGather() {
    outbox.offer(message("first"));
    fill(10);
    long begun = nowNanos;
    for (int i = 0; i < 9; i++) {
      nowNanos += MS / 10;
      outbox.offer(message("later " + i));
      assertThat(outbox.deadline(nowNanos)).isEqualTo(begun + MS);
      assertThat(outbox.fill(nowNanos, log, CLOCK, 10)).isNull();
    }
    nowNanos = begun + MS;
    Outbox.Filled filled = fill(10);
    assertThat(filled.messages()).hasSize(9);
    assertThat(filled.run().blocks()).hasSize(1);
    assertThat(filled.messages().getLast().index()).isEqualTo(8);
  }

  @Test
  void whatIsTooMuchIsRefused() {
    Outbox small = new Outbox(100, MS);
    assertThat(small.offer(message("x".repeat(80)))).isPositive();
    assertThat(small.offer(message("x".repeat(80)))).isZero();
    long bytes = small.bytes();
    assertThat(small.fill(nowNanos, log, CLOCK, 1)).isNotNull();
    assertThat(bytes).isBetween(80L, 100L);
    assertThat(small.offer(message("x".repeat(80)))).as("there is space again").isPositive();
  }

  @Test
  void ticketsAreNeverGivenTwice() {
    List<Long> tickets = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tickets.add(outbox.offer(message("m")));
    }
    assertThat(tickets).doesNotHaveDuplicates().doesNotContain(0L).isSorted();
  }

  @Test
  void thePaceLimitsARun() {
    for (int i = 0; i < 10; i++) {
      outbox.offer(message("x".repeat(1_000)));
    }
    assertThat(outbox.fill(nowNanos, log, CLOCK, 0)).isNull();
    assertThat(fill(3).run().blocks()).hasSize(3);
    nowNanos += MS;
    assertThat(fill(64).run().blocks()).hasSize(7);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void aRunHasNoMoreBlocksThanASealProves() {
    for (int i = 0; i < 100; i++) {
      outbox.offer(message("x".repeat(1_000)));
    }
    assertThat(fill(1_000).run().blocks()).hasSize(Seal.BLOCKS_MAX);
    nowNanos += MS;
    assertThat(fill(1_000).run().blocks()).hasSize(36);
  }

  @Test
  void aLongMessageIsWholeInOneRun() {
    String text = "x".repeat(Message.BYTES_MAX);
    outbox.offer(message("before"));
    outbox.offer(message(text));
    outbox.offer(message("after"));
    assertThat(texts(fill(64))).containsExactly("before");
    nowNanos += MS;
    // The pace allows less, but a long message is not torn.
    Outbox.Filled filled = fill(2);
    assertThat(filled.messages()).hasSize(1);
    assertThat(filled.messages().getFirst().sequence()).isEqualTo(2);
    assertThat(filled.run().blocks()).hasSizeBetween(62, 64);
    nowNanos += MS;
    assertThat(texts(fill(64))).containsExactly("after");
  }

  @Test
  void whatFollowsALongMessageMayShareItsRun() {
    outbox.offer(message("x".repeat(3_000)));
    outbox.offer(message("after"));
    Outbox.Filled filled = fill(64);
    assertThat(filled.messages()).hasSize(2);
    assertThat(filled.messages().get(1).sequence()).isEqualTo(4);
  }

  @Test
  void everythingComesOutInOrderAndAtThePlaceThatWasTold() {
    List<Message> said = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Message one = new Message(i % 7 < 3 ? "Ada" : "Bob", i + "y".repeat(i * 37 % 4_000), false);
      said.add(one);
      assertThat(outbox.offer(one)).isPositive();
    }
    List<Assembly.Placed> heard = new ArrayList<>();
    List<Outbox.Numbered> told = new ArrayList<>();
    Assembly assembly = new Assembly();
    while (!outbox.isEmpty()) {
      Outbox.Filled filled = fill(20);
      nowNanos += MS;
      told.addAll(filled.messages());
      for (Block block : filled.run().blocks()) {
        heard.addAll(assembly.add(block).messages());
      }
    }
    assertThat(heard.stream().map(Assembly.Placed::message)).isEqualTo(said);
    for (int i = 0; i < said.size(); i++) {
      assertThat(heard.get(i).sequence()).isEqualTo(told.get(i).sequence());
      assertThat(heard.get(i).index()).isEqualTo(told.get(i).index());
    }
  }
}

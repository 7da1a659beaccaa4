package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many groups on the loopback interface. */
class BlockChannelsIT {
  private final int port = FreePort.find();
  private final List<Integer> heard = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private List<ServedInterface> lo;
  private DatagramLoop loop;
  private BlockChannels channels;
  private DatagramChannel sending;
  private GroupSender sender;
  private Thread thread;

  BlockChannelsIT() throws IOException {
    lo = Interfaces.select(List.of("lo"));
    loop = new DatagramLoop(System::nanoTime, new LateTimers(List.of()));
    channels =
        new BlockChannels(loop, (now, source, data) -> heard.add((int) data[0]), problems::add);
    sending = MulticastChannels.openSender(1);
    sender = new GroupSender(sending);
    thread = new Thread();
  }

  @BeforeEach
  void start() {
    thread = LateTimers.runInBackground(loop);
  }

  @AfterEach
  void stop() throws Exception {
    onLoop(channels::close);
    loop.stop();
    thread.join(Duration.ofSeconds(5));
    loop.close();
    sending.close();
  }

  private void onLoop(Runnable task) throws InterruptedException {
    List<Boolean> done = new CopyOnWriteArrayList<>();
    loop.execute(() -> {
      try {
        task.run();
      } finally {
        done.add(true);
      }
    });
    await().atMost(Duration.ofSeconds(5)).until(() -> !done.isEmpty());
  }

  private InetSocketAddress group(int number) {
    return new InetSocketAddress("239.77.3." + (number + 1), port);
  }

  private void join(int from, int to) throws InterruptedException {
    onLoop(() -> IntStream.range(from, to).forEach(number -> channels.join(group(number))));
  }

  private void leave(int from, int to) throws InterruptedException {
    onLoop(() -> IntStream.range(from, to).forEach(number -> channels.leave(group(number))));
  }

  private void say(int number) {
    assertThat(sender.send(new byte[] {(byte) number}, group(number), lo)).isEqualTo(1);
  }

  /** Speaks in all groups, and hears that of each group in which it should, once. */
  private void hearExactly(List<Integer> expected) {
    heard.clear();
    IntStream.range(0, 46).forEach(this::say);
    await().atMost(Duration.ofSeconds(5)).until(() -> heard.size() >= expected.size());
    // One more round: what came too often in the first would be there by now.
    IntStream.range(0, 46).forEach(this::say);
    await().atMost(Duration.ofSeconds(5)).until(() -> heard.size() >= 2 * expected.size());
    List<Integer> twice = new ArrayList<>(expected);
    twice.addAll(expected);
    assertThat(heard).containsExactlyInAnyOrderElementsOf(twice);
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void fortyFiveGroupsShareThreeChannelsAndAllAreHeardOnce() throws Exception {
    onLoop(() -> channels.serve(lo));
    join(0, 45);
    assertThat(channels.channels()).isEqualTo(3);
    assertThat(channels.receiveBufferBytes()).isGreaterThan(100_000);
    hearExactly(range(0, 45));
    onLoop(channels::rejoin);
    assertThat(channels.channels()).isEqualTo(3);
    hearExactly(range(0, 45));
    assertThat(problems).isEmpty();
  }

  @Test
  void leavingEndsHearingAndClosesWhatIsNotUsed() throws Exception {
    onLoop(() -> channels.serve(lo));
    join(0, 45);
    leave(40, 45);
    assertThat(channels.channels()).isEqualTo(2);
    hearExactly(range(0, 40));
    leave(0, 40);
    assertThat(channels.channels()).isZero();
  }

  @Test
  void twoRoomsMayShareAGroup() throws Exception {
    onLoop(() -> channels.serve(lo));
    join(0, 2);
    join(0, 1);
    hearExactly(range(0, 2));
    leave(0, 1);
    hearExactly(range(0, 2));
    leave(0, 1);
    hearExactly(range(1, 2));
  }

  @Test
  void interfacesComeAndGo() throws Exception {
    join(0, 21);
    assertThat(channels.channels()).isZero();
    onLoop(() -> channels.serve(lo));
    assertThat(channels.channels()).isEqualTo(2);
    hearExactly(range(0, 21));
    onLoop(() -> channels.serve(List.of()));
    assertThat(channels.channels()).isZero();
    onLoop(() -> channels.serve(lo));
    hearExactly(range(0, 21));
  }

  @Test
  void whatCannotBeJoinedIsReportedOnceAndTriedAgain() throws Exception {
    onLoop(() -> channels.serve(lo));
    try (DatagramSocket taken = new DatagramSocket(port)) {
      assertThat(taken.isBound()).isTrue();
      join(0, 1);
      onLoop(channels::rejoin);
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst()).contains("239.77.3.1").contains("lo");
      assertThat(channels.channels()).isZero();
    }
    onLoop(channels::rejoin);
    hearExactly(range(0, 1));
  }

  @Test
  void aSmallBufferIsToldOnceAndToProgramsAfterItHasOverflowed() throws Exception {
    BlockChannels small = new BlockChannels(loop, (now, source, data) -> {}, problems::add, 65_536);
    onLoop(() -> {
      small.serve(lo);
      small.join(group(0));
      small.hintAtBuffer(true);
    });
    assertThat(problems).isEmpty();
    onLoop(() -> {
      // While the loop does this it reads nothing.
      for (int datagram = 0; datagram < 1_000; datagram++) {
        sender.send(new byte[1_000], group(0), lo);
      }
      small.hintAtBuffer(true);
      small.hintAtBuffer(true);
      small.hintAtBuffer(false);
      small.close();
    });
    assertThat(problems).containsExactly(ReceiveBuffer.hint(65_536));
  }
}

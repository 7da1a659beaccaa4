package roomcast.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Channels and the loop on the loopback interface. */
class LoopbackIT {
  private final int port = freePort();
  private final InetSocketAddress commands = new InetSocketAddress("239.0.0.10", port);
  private final InetSocketAddress room = new InetSocketAddress("239.0.0.11", port);

  /** Below the ports that the system hands out itself, so that nobody gets it meanwhile. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (DatagramSocket socket = new DatagramSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        assertThat(port).isPositive();
      }
    }
  }

  private static final class Never implements DatagramLoop.Timers {
    @Override
    public long deadlineNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public void run(long nowNanos) {
      throw new AssertionError("no timer was set");
    }
  }

  private static Thread runInBackground(DatagramLoop loop) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            loop.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void eachChannelGetsItsOwnGroupAndCommandsAreHandledFirst() throws Exception {
    List<ServedInterface> lo = Interfaces.select(List.of("lo"));
    List<String> received = new CopyOnWriteArrayList<>();
    try (DatagramLoop loop = new DatagramLoop(System::nanoTime, new Never());
        DatagramChannel commandChannel = MulticastChannels.openReceiver(commands, lo.getFirst());
        DatagramChannel roomChannel = MulticastChannels.openReceiver(room, lo.getFirst());
        DatagramChannel sending = MulticastChannels.openSender(1)) {
      loop.add(roomChannel, (now, source, data) -> received.add("room " + text(data)));
      loop.addFirst(commandChannel, (now, source, data) -> received.add("command " + text(data)));
      GroupSender sender = new GroupSender(sending);
      List<String> expected = new ArrayList<>();
      for (int number = 0; number < 20; number++) {
        assertThat(sender.send(bytes("c" + number), commands, lo)).isEqualTo(1);
        expected.add("command c" + number);
      }
      for (int number = 0; number < 20; number++) {
        assertThat(sender.send(bytes("r" + number), room, lo)).isEqualTo(1);
        expected.add("room r" + number);
      }
      Thread thread = runInBackground(loop);
      await().atMost(Duration.ofSeconds(5)).until(() -> received.size() == expected.size());
      assertThat(received).isEqualTo(expected);
      loop.stop();
      thread.join(Duration.ofSeconds(5));
    }
  }

  private static String text(byte[] datagram) {
    return new String(datagram, UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void aTaskOfAnotherThreadRunsOnTheLoop() throws Exception {
    List<String> done = new CopyOnWriteArrayList<>();
    try (DatagramLoop loop = new DatagramLoop(System::nanoTime, new Never())) {
      Thread thread = runInBackground(loop);
      loop.execute(() -> done.add(Thread.currentThread().getName()));
      await().atMost(Duration.ofSeconds(5)).until(() -> !done.isEmpty());
      assertThat(done).doesNotContain(Thread.currentThread().getName());
      loop.stop();
      thread.join(Duration.ofSeconds(5));
    }
  }

  @Test
  void aPortThatAnotherProgramDoesNotShareIsTaken() throws Exception {
    ServedInterface lo = Interfaces.select(List.of("lo")).getFirst();
    try (DatagramSocket taken = new DatagramSocket(port)) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> MulticastChannels.openReceiver(room, lo))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void anInterfaceThatIsNotThereIsNamedInTheError() {
    assertThatThrownBy(() -> Interfaces.select(List.of("eth99")))
        .isInstanceOf(NoSuchInterfaceException.class)
        .hasMessageContaining("eth99")
        .hasMessageContaining("lo");
  }

  @Test
  void anInterfaceMayBeNamedByItsAddress() throws Exception {
    assertThat(Interfaces.select(List.of("127.0.0.1", "lo"))).hasSize(1);
    assertThat(Interfaces.selectPresent(List.of("eth99", "lo"))).hasSize(1);
  }
}

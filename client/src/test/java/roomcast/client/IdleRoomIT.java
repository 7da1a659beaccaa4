package roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import roomcast.client.disk.Installation;
import roomcast.protocol.Room;
import roomcast.protocol.RoomName;
import roomcast.protocol.session.Presence;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.transport.NetworkSettings;

/** Many members of a room in which nobody says anything, each with its own key and sockets. */
class IdleRoomIT {
  private static final int MEMBERS = 64;
  private static final int PER_SECOND_MAX = 5;

  /** Each beats at least once in 3/2 of 250 ms for each member. */
  private static final Duration WINDOW = Duration.ofSeconds(25);

  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final int port = freePort();
  private final NetworkSettings network =
      NetworkSettings.of(List.of("lo"), null, port, 1, Map.of());
  private final Room room =
      new Room(
          Objects.requireNonNull(RoomName.parse("idle")),
          new InetSocketAddress("239.0.0.11", port),
          1);
  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

  private record Heard(long nanos, int sourcePort, boolean beat) {}

  private static int freePort() {
    while (true) {
      int port = 2 * ThreadLocalRandom.current().nextInt(5_000, 16_000);
      try (DatagramSocket one = new DatagramSocket(port);
          DatagramSocket other = new DatagramSocket(port + 1)) {
        return Math.min(one.getLocalPort(), other.getLocalPort());
      } catch (IOException taken) {
        Thread.onSpinWait();
      }
    }
  }

  private void hear(InetSocketAddress source, ReceivedDatagram datagram, int bytes) {
    boolean beat =
        datagram.parts().stream()
            .allMatch(
                part -> part instanceof Part.Heartbeat || part instanceof Part.OfIntroduction);
    heard.add(new Heard(System.nanoTime(), source.getPort(), beat));
  }

  @Test
  void sixtyFourIdleMembersSendFiveDatagramsASecondAtMost() throws IOException {
    List<Roomcast> programs = new ArrayList<>();
    try (FrameWatch watch = new FrameWatch(network, room, this::hear, report -> {})) {
      assertThat(watch.port()).isEqualTo(port + 1);
      List<ChatRoom> members = new ArrayList<>();
      for (int member = 0; member < MEMBERS; member++) {
        Installation key = Installation.temporary(InstantSource.system(), "");
        Roomcast program = Roomcast.open(network, key, report -> {});
        programs.add(program);
        members.add(program.join(room, "Member " + member, message -> {}));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> allKnowAll(members));
      await().atMost(Duration.ofSeconds(60)).until(this::isSettled);
      long from = System.nanoTime();
      long to = from + WINDOW.toNanos();
      await().atMost(WINDOW.plusSeconds(10)).until(() -> System.nanoTime() - to >= 0);
      List<Heard> window =
          heard.stream().filter(one -> one.nanos() >= from && one.nanos() < to).toList();
      System.out.printf(
          "%d datagrams in %d s of %d idle members, %.1f a second; %d to join and settle%n",
          window.size(),
          WINDOW.toSeconds(),
          MEMBERS,
          (double) window.size() / WINDOW.toSeconds(),
          heard.stream().filter(one -> one.nanos() < from).count());
      assertThat(window.stream().map(Heard::sourcePort).distinct()).hasSize(MEMBERS);
      assertThat((long) window.size()).isLessThanOrEqualTo(PER_SECOND_MAX * WINDOW.toSeconds());
    } finally {
      programs.forEach(Roomcast::close);
    }
  }

  private static boolean allKnowAll(List<ChatRoom> members) throws IOException {
    for (ChatRoom member : members) {
      long here =
          member.members().stream().filter(one -> one.state() == Presence.State.HERE).count();
      if (here < MEMBERS - 1) {
        return false;
      }
    }
    return true;
  }

  /** Nothing but beats for a while: what joining needed has been said. */
  private boolean isSettled() {
    long since = System.nanoTime() - SETTLED.toNanos();
    return heard.stream().noneMatch(one -> !one.beat() && one.nanos() - since > 0);
  }
}

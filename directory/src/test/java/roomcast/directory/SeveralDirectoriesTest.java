package roomcast.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.Subnet;
import roomcast.protocol.Transmit;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.discovery.Standing;
import roomcast.protocol.wire.PublicKey;

/** Several directories on one imaginary network, in 10 ms steps. */
class SeveralDirectoriesTest {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int ETH0 = 2;

  /** One of them, and what happened to it. */
  private final class Host {
    final InetSocketAddress address;
    final Directory directory;
    final List<DirectoryEvent> events = new ArrayList<>();
    boolean cutOff;

    /** Its answers are not signed by the key that they name. */
    boolean isForger;

    Host(int number, boolean temporary, long startId) {
      address = new InetSocketAddress("192.168.2." + number, 40_000);
      AddressPool pool = AddressPool.parse("239.0.0.11-239.0.0.254", TestDirectory.COMMANDS);
      DirectorySettings settings =
          new DirectorySettings(
              "host" + number,
              temporary,
              TestDirectory.COMMANDS,
              pool,
              Limits.standard(),
              new TestSigner(number),
              TestSigner.VERIFIER);
      directory = new Directory(nowNanos, settings, startId, TestDirectory.random(number));
      directory.serve(List.of(Subnet.parse("192.168.2.0/24")));
      hosts.put(address, this);
    }

    boolean serves() {
      return directory.isServing();
    }

    boolean had(Class<? extends DirectoryEvent> kind) {
      return events.stream().anyMatch(kind::isInstance);
    }

    void make(String... names) {
      InetSocketAddress maker = new InetSocketAddress("192.168.2.200", 1);
      for (String name : names) {
        for (String line : new String[] {"connect", "makeroom", name}) {
          pass(SECOND / 10);
          directory.handleCommand(nowNanos, ETH0, maker, line.getBytes(UTF_8));
        }
      }
      while (directory.pollText() != null) {
        assertThat(directory.isServing()).isTrue();
      }
    }

    List<String> rooms() {
      List<String> rooms = new ArrayList<>();
      for (Room room : directory.rooms()) {
        rooms.add(room.listing().strip());
      }
      return rooms;
    }
  }

  private final Map<InetSocketAddress, Host> hosts = new LinkedHashMap<>();
  private long nowNanos = SECOND;

  private void pass(long nanos) {
    for (long end = nowNanos + nanos; nowNanos - end < 0; nowNanos += STEP) {
      for (Host host : hosts.values()) {
        if (host.directory.pollDeadline() - nowNanos <= 0) {
          host.directory.handleTimeout(nowNanos);
        }
      }
      while (deliverAll()) {
        assertThat(hosts).isNotEmpty();
      }
    }
  }

  private boolean deliverAll() {
    boolean any = false;
    for (Host from : List.copyOf(hosts.values())) {
      for (byte[] probe = from.directory.pollProbe();
          probe != null;
          probe = from.directory.pollProbe()) {
        any = true;
        for (Host to : hosts.values()) {
          deliver(from, to, probe);
        }
      }
      for (Transmit answer = from.directory.pollDiscovery();
          answer != null;
          answer = from.directory.pollDiscovery()) {
        any = true;
        Host to = hosts.get(answer.destination());
        if (to != null) {
          byte[] datagram = answer.datagram();
          datagram[datagram.length - 1] ^= (byte) (from.isForger ? 1 : 0);
          deliver(from, to, datagram);
        }
      }
      for (DirectoryEvent event = from.directory.pollEvent();
          event != null;
          event = from.directory.pollEvent()) {
        from.events.add(event);
      }
    }
    return any;
  }

  private void deliver(Host from, Host to, byte[] datagram) {
    if (from.equals(to) || (!from.cutOff && !to.cutOff)) {
      to.directory.handleDiscovery(nowNanos, from.address, datagram);
    }
  }

  @Test
  void aDirectoryAloneServesAfterItHasListened() {
    Host one = new Host(1, false, 100);
    pass(SECOND / 2);
    assertThat(one.serves()).isFalse();
    pass(SECOND / 5);
    assertThat(one.serves()).isTrue();
    pass(60 * SECOND);
    assertThat(one.events).containsExactly(new DirectoryEvent.Serving());
  }

  @Test
  void anExplicitOneThatStartsBesideAnotherEnds() {
    Host first = new Host(1, false, 100);
    pass(SECOND);
    Host second = new Host(2, false, 50);
    pass(SECOND);
    assertThat(first.serves()).isTrue();
    assertThat(second.events).containsExactly(new DirectoryEvent.Refused(first.address, "host1"));
    assertThat(second.serves()).isFalse();
  }

  @Test
  void aTemporaryOneThatStartsBesideAnyOtherEnds() {
    Host first = new Host(1, true, 100);
    pass(SECOND);
    Host second = new Host(2, true, 50);
    pass(SECOND);
    assertThat(first.serves()).isTrue();
    assertThat(second.had(DirectoryEvent.Refused.class)).isTrue();
  }

  @Test
  void aTemporaryOneHandsItsRoomsToAnExplicitOneAndStepsDown() {
    Host temporary = new Host(1, true, 100);
    pass(SECOND);
    String[] names = new String[40];
    for (int room = 0; room < names.length; room++) {
      names[room] = "room" + room;
    }
    temporary.make(names);
    Host explicit = new Host(2, false, 200);
    pass(3 * SECOND);
    assertThat(explicit.serves()).isTrue();
    assertThat(temporary.serves()).isFalse();
    assertThat(temporary.had(DirectoryEvent.StandingBy.class)).isTrue();
    assertThat(explicit.rooms()).hasSize(40).isEqualTo(temporary.rooms());
    assertThat(explicit.directory.counters().get(Counter.ROOMS_ADOPTED)).isEqualTo(40);
  }

  @Test
  void aRoomMadeWhileTheExplicitOneStartsIsHandedOverToo() {
    Host temporary = new Host(1, true, 100);
    pass(SECOND);
    Host explicit = new Host(2, false, 200);
    pass(SECOND / 4);
    temporary.make("late");
    pass(10 * SECOND);
    assertThat(explicit.rooms()).containsExactly("late 239.0.0.11 2000");
  }

  @Test
  void anAddressThatIsTakenIsReplaced() {
    Host explicit = new Host(1, false, 100);
    pass(SECOND);
    explicit.cutOff = true;
    Host temporary = new Host(2, true, 200);
    pass(SECOND);
    explicit.make("mine", "both");
    temporary.make("theirs", "both");
    explicit.cutOff = false;
    pass(15 * SECOND);
    assertThat(temporary.serves()).isFalse();
    assertThat(explicit.rooms())
        .containsExactly("mine 239.0.0.11 2000", "both 239.0.0.12 2000", "theirs 239.0.0.13 2000");
    assertThat(explicit.directory.counters().get(Counter.ROOMS_NOT_ADOPTED)).isEqualTo(1);
  }

  @Test
  void ofTwoThatWereApartTheOlderServesAndTheOtherStandsBy() {
    Host older = new Host(1, false, 100);
    Host younger = new Host(2, false, 200);
    younger.cutOff = true;
    pass(10 * SECOND);
    assertThat(older.serves()).isTrue();
    assertThat(younger.serves()).isTrue();
    younger.cutOff = false;
    pass(10 * SECOND);
    assertThat(older.serves()).isTrue();
    assertThat(younger.serves()).isFalse();
    assertThat(younger.had(DirectoryEvent.StandingBy.class)).isTrue();
    assertThat(younger.had(DirectoryEvent.Refused.class)).isFalse();
  }

  @Test
  void whoStandsByServesWhenTheOtherIsGone() {
    Host older = new Host(1, false, 100);
    Host younger = new Host(2, false, 200);
    younger.cutOff = true;
    pass(SECOND);
    younger.cutOff = false;
    pass(10 * SECOND);
    assertThat(younger.serves()).isFalse();
    older.cutOff = true;
    pass(5 * SECOND);
    assertThat(younger.serves()).isFalse();
    pass(5 * SECOND);
    assertThat(younger.serves()).isTrue();
  }

  @Test
  void twoTemporaryOnesThatStartAtOnceEndWithOneThatServes() {
    Host one = new Host(1, true, 300);
    pass(SECOND / 20);
    Host other = new Host(2, true, 200);
    pass(15 * SECOND);
    assertThat(List.of(one.serves(), other.serves())).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void aRunningOneNeverStopsBecauseOfADatagramThatAnswersNothing() {
    Host one = new Host(1, false, 100);
    pass(SECOND);
    Standing better = new Standing(false, 1, 0);
    InetSocketAddress forger = new InetSocketAddress("192.168.2.66", 40_000);
    TestSigner key = new TestSigner(66);
    for (long nonce = -500; nonce < 500; nonce++) {
      byte[] forged =
          DiscoveryCodec.encode(
              new DiscoveryFrame.Answer(
                  1, nonce, better, 0, "forger", new PublicKey(key.publicKey())),
              key);
      one.directory.handleDiscovery(nowNanos, forger, forged);
      pass(STEP * 5);
    }
    pass(10 * SECOND);
    assertThat(one.serves()).isTrue();
    assertThat(one.events).containsExactly(new DirectoryEvent.Serving());
  }

  @Test
  void nobodyGivesWayToAnAnswerThatIsNotProved() {
    Host forger = new Host(1, false, 50);
    forger.isForger = true;
    pass(SECOND);
    Host younger = new Host(2, false, 100);
    pass(20 * SECOND);
    assertThat(younger.events).containsExactly(new DirectoryEvent.Serving());
    assertThat(younger.directory.counters().get(Counter.DISCOVERY_UNPROVED)).isGreaterThan(5);
    forger.isForger = false;
    pass(10 * SECOND);
    assertThat(younger.had(DirectoryEvent.StandingBy.class)).isTrue();
    forger.isForger = true;
    pass(10 * SECOND);
    assertThat(younger.serves()).isTrue();
  }

  @Test
  void roomsThatAreNotProvedAreNotTakenOver() {
    Host explicit = new Host(1, false, 100);
    Host temporary = new Host(2, true, 200);
    temporary.cutOff = true;
    pass(SECOND);
    temporary.make("theirs");
    temporary.isForger = true;
    temporary.cutOff = false;
    pass(20 * SECOND);
    assertThat(temporary.serves()).isFalse();
    assertThat(explicit.rooms()).isEmpty();
    assertThat(explicit.directory.counters().get(Counter.DISCOVERY_UNPROVED)).isPositive();
    temporary.isForger = false;
    pass(20 * SECOND);
    assertThat(explicit.rooms()).hasSize(1);
  }

  @Test
  void onlySoManyAnswersAreSigned() {
    Host one = new Host(1, false, 100);
    pass(SECOND);
    int most = Limits.standard().signaturesPerSecond();
    int answers = 0;
    for (int asker = 0; asker < 2 * most; asker++) {
      probe(
          one, new InetSocketAddress("192.168.2.40", 1_024 + asker), DiscoveryFrame.Asker.PASSING);
      answers += one.directory.pollDiscovery() == null ? 0 : 1;
    }
    assertThat(answers).isEqualTo(most);
    assertThat(one.directory.counters().get(Counter.SENDER_LIMIT_DROPPED)).isEqualTo(most);
  }

  @Test
  void whoStandsByAnswersNoCommandsAndGoesOnRelaying() {
    Host older = new Host(1, false, 100);
    Host younger = new Host(2, false, 200);
    younger.cutOff = true;
    pass(SECOND);
    younger.make("chat1");
    InetSocketAddress ann = new InetSocketAddress("192.168.2.30", 5);
    younger.directory.handleCommand(nowNanos, ETH0, ann, "chat1".getBytes(UTF_8));
    younger.cutOff = false;
    pass(10 * SECOND);
    assertThat(younger.serves()).isFalse();
    Room room = younger.directory.rooms().iterator().next();
    younger.directory.handleChat(
        nowNanos, room, ETH0, new InetSocketAddress("192.168.2.31", 5), "Bo:hi".getBytes(UTF_8));
    assertThat(younger.directory.pollText()).isNotNull();
    younger.directory.handleCommand(nowNanos, ETH0, ann, "connect".getBytes(UTF_8));
    assertThat(younger.directory.pollText()).isNull();
    assertThat(older.rooms()).hasSize(1);
  }

  @Test
  void programsThatStayAreCountedUntilTheyAreSilentOrLeave() {
    Host one = new Host(1, true, 100);
    pass(SECOND);
    InetSocketAddress console = new InetSocketAddress("192.168.2.40", 9);
    probe(one, console, DiscoveryFrame.Asker.STAYING);
    probe(one, new InetSocketAddress("192.168.2.41", 9), DiscoveryFrame.Asker.STAYING);
    assertThat(one.directory.programsStaying(nowNanos)).isEqualTo(2);
    probe(one, console, DiscoveryFrame.Asker.PASSING);
    assertThat(one.directory.programsStaying(nowNanos)).isEqualTo(1);
    pass(91 * SECOND);
    assertThat(one.directory.programsStaying(nowNanos)).isZero();
  }

  private void probe(Host to, InetSocketAddress from, DiscoveryFrame.Asker asker) {
    DiscoveryFrame.Probe probe = new DiscoveryFrame.Probe(1, 1, asker, 1, Standing.NONE);
    to.directory.handleDiscovery(nowNanos, from, DiscoveryCodec.encode(probe));
  }
}

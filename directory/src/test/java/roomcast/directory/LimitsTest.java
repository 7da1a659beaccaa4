package roomcast.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static roomcast.directory.TestDirectory.at;
import static roomcast.directory.TestDirectory.port;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.Subnet;

/** Whoever is over a limit is dropped and counted, and slows nobody else. */
class LimitsTest {
  private final TestDirectory network = new TestDirectory();

  private int answered(InetSocketAddress source, int commands) {
    int answered = 0;
    for (int command = 0; command < commands; command++) {
      answered += network.command(source, "getdir".getBytes(UTF_8)).size();
    }
    return answered;
  }

  @Test
  void oneProgramIsAnsweredTwoHundredTimesAtOnceAndThenFiftyTimesASecond() {
    network.ask(port(1), "connect");
    assertThat(answered(port(1), 1_000)).isEqualTo(199);
    network.pass(TimeUnit.SECONDS.toNanos(1));
    assertThat(answered(port(1), 1_000)).isEqualTo(50);
    network.pass(TimeUnit.SECONDS.toNanos(10));
    assertThat(answered(port(1), 1_000)).isEqualTo(200);
    assertThat(network.count(Counter.SENDER_LIMIT_DROPPED)).isEqualTo(801 + 950 + 800);
  }

  @Test
  void whoIsOverTheLimitDoesNotSlowAnotherAtTheSameAddress() {
    network.ask(port(1), "connect");
    network.ask(port(2), "connect");
    answered(port(1), 10_000);
    assertThat(answered(port(2), 100)).isEqualTo(100);
  }

  @Test
  void oneAddressIsHeardFiveThousandTimesASecond() {
    int answered = 0;
    for (int program = 0; program < 60; program++) {
      network.ask(port(1_000 + program), "connect");
      answered += 1 + answered(port(1_000 + program), 99);
    }
    assertThat(answered).isLessThanOrEqualTo(5_000 + 60);
    assertThat(network.count(Counter.SENDER_LIMIT_DROPPED)).isEqualTo(6_000 - 5_000);
    assertThat(network.ask(at("192.168.2.77", 1), "connect")).startsWith("Connected");
  }

  @Test
  void aRoomHoldsFiveHundredAndTwelveTextClients() {
    Room chat1 = network.make("chat1");
    for (int client = 0; client < 600; client++) {
      network.ask(port(1_000 + client), "chat1");
    }
    assertThat(network.count(Counter.ROOM_FULL_REFUSED)).isEqualTo(88);
    assertThat(network.say(port(1), chat1, "Ann:hi")).hasSize(512);
    network.ask(port(1_000), "exit");
    network.ask(port(1_599), "chat1");
    assertThat(network.say(port(1), chat1, "Ann:hi"))
        .hasSize(512)
        .anySatisfy(sent -> assertThat(sent.to()).isEqualTo(port(1_599)));
  }

  @Test
  void twentyThousandLinesASecondAreRelayedInAll() {
    int relayed = 0;
    for (int room = 0; room < 3; room++) {
      network.make("chat" + room);
      for (int client = 0; client < 500; client++) {
        network.ask(at("10.0." + room + "." + client % 250, 1_000 + client), "chat" + room);
      }
    }
    network.pass(TimeUnit.SECONDS.toNanos(10));
    for (int line = 0; line < 20; line++) {
      for (int room = 0; room < 3; room++) {
        relayed += network.say(port(7_000 + line), network.room("chat" + room), "Ann:hi").size();
      }
    }
    assertThat(relayed).isEqualTo(20_000);
    assertThat(network.count(Counter.RELAY_LIMIT_DROPPED)).isEqualTo(30_000 - 20_000);
  }

  @Test
  void programsOutsideTheServedSubnetsAreNeitherAnsweredNorRemembered() {
    InetSocketAddress far = at("172.16.5.5", 1_000);
    assertThat(network.ask(far, "connect")).isEqualTo("(nothing)");
    assertThat(network.count(Counter.FOREIGN_DROPPED)).isEqualTo(1);
    network.directory.serve(List.of(Subnet.parse("172.16.0.0/16")));
    assertThat(network.ask(far, "connect")).startsWith("Connected");
  }

  @Test
  void relaysStopWhenAnAddressIsServedNoLonger() {
    Room chat1 = network.make("chat1");
    network.ask(port(1), "chat1");
    network.directory.serve(List.of(Subnet.parse("10.0.0.0/8")));
    assertThat(network.say(at("10.0.0.1", 5), chat1, "Ann:hi")).isEmpty();
  }

  @Test
  void aFullTableForgetsTheClientsOfTheAddressThatHoldsMost() {
    Room chat1 = network.make("chat1");
    InetSocketAddress ann = at("192.168.2.20", 1);
    network.ask(ann, "chat1");
    int taken = 0;
    for (int client = 0; client < 20_000; client++) {
      if (client % 50 == 0) {
        network.pass(TimeUnit.MILLISECONDS.toNanos(20));
      }
      taken += network.ask(at("192.168.2.66", 1_024 + client), "connect").length() > 20 ? 1 : 0;
    }
    assertThat(taken).isEqualTo(20_000);
    assertThat(network.count(Counter.CLIENTS_EVICTED)).isGreaterThanOrEqualTo(10_000);
    assertThat(network.say(port(1), chat1, "Bo:hi"))
        .singleElement()
        .satisfies(sent -> assertThat(sent.to()).isEqualTo(ann));
  }

  @Test
  void theStatusShowsEveryCounterInOneDatagram() {
    String lines = network.directory.statusLines(network.nowNanos);
    for (Counter counter : Counter.values()) {
      assertThat(lines).contains(counter.label() + " ");
    }
    assertThat(lines).contains("rooms-limit 10000\n");
    assertThat(lines.getBytes(UTF_8).length).isLessThanOrEqualTo(1_200);
  }

  @Test
  void theLimitsAreThoseThatAreDocumented() {
    assertThat(Limits.standard())
        .isEqualTo(
            new Limits(
                10_000,
                10_000,
                512,
                50,
                200,
                5_000,
                20_000,
                2_000,
                TimeUnit.HOURS.toNanos(12),
                TimeUnit.MILLISECONDS.toNanos(100),
                4_096));
  }
}

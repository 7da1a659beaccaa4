package roomcast.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.Subnet;
import roomcast.protocol.Transmit;
import roomcast.protocol.text.TextEvent;

/** A directory that is spoken to in strings, at times that the test chooses. */
final class TestDirectory {
  static final InetSocketAddress COMMANDS = new InetSocketAddress("239.0.0.10", 2000);
  static final int ETH0 = 2;
  static final int ETH1 = 3;

  final Directory directory;
  final List<DirectoryEvent> events = new ArrayList<>();
  long nowNanos = TimeUnit.HOURS.toNanos(1);

  TestDirectory() {
    this(Limits.standard());
  }

  TestDirectory(Limits limits) {
    this(limits, "239.0.0.11-239.0.0.254");
  }

  TestDirectory(Limits limits, String pool) {
    DirectorySettings settings =
        new DirectorySettings(
            "test",
            false,
            COMMANDS,
            AddressPool.parse(pool, COMMANDS),
            limits,
            new TestSigner(1),
            TestSigner.VERIFIER);
    directory = new Directory(nowNanos, settings, 1, random(1));
    directory.serve(List.of(Subnet.parse("192.168.2.0/24"), Subnet.parse("10.0.0.0/8")));
    pass(Coordination.STARTING_NANOS);
    assertThat(directory.isServing()).isTrue();
    events.clear();
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(address, port);
  }

  /** A program on one machine of the network, known by its port. */
  static InetSocketAddress port(int port) {
    return at("192.168.2.12", port);
  }

  void pass(long nanos) {
    nowNanos += nanos;
    while (directory.pollDeadline() - nowNanos <= 0) {
      directory.handleTimeout(nowNanos);
      drainDiscovery();
    }
    drainDiscovery();
  }

  private void drainDiscovery() {
    while (directory.pollProbe() != null || directory.pollDiscovery() != null) {
      // Nobody else is on this network.
      assertThat(directory.pollText()).isNull();
    }
    for (DirectoryEvent event = directory.pollEvent();
        event != null;
        event = directory.pollEvent()) {
      events.add(event);
    }
  }

  /** Sends a command; returns everything that the directory sends, as ADDRESS:PORT and text. */
  List<Sent> command(InetSocketAddress source, byte[] datagram) {
    directory.handleCommand(nowNanos, ETH0, source, datagram);
    return sent();
  }

  /**
   * Sends a command; returns what is answered to that program, which has to be one datagram or
   * none.
   */
  String ask(InetSocketAddress source, String text) {
    List<Sent> sent = command(source, text.getBytes(UTF_8));
    assertThat(sent).hasSizeLessThanOrEqualTo(1);
    if (sent.isEmpty()) {
      return "(nothing)";
    }
    assertThat(sent.getFirst().to()).isEqualTo(source);
    return sent.getFirst().text();
  }

  /** The same, a second later each time, so that no limit of pace is met. */
  String slowlyAsk(InetSocketAddress source, String text) {
    pass(TimeUnit.SECONDS.toNanos(1));
    return ask(source, text);
  }

  /** Makes a room in a dialogue of its own. */
  Room make(String name) {
    InetSocketAddress maker = at("10.9.9.9", 9);
    slowlyAsk(maker, "connect");
    slowlyAsk(maker, "makeroom");
    assertThat(slowlyAsk(maker, name)).startsWith("Room established");
    slowlyAsk(maker, "bye");
    return room(name);
  }

  Room room(String name) {
    for (Room room : directory.rooms()) {
      if (room.name().text().equals(name)) {
        return room;
      }
    }
    throw new AssertionError("there is no room " + name);
  }

  /** Says something in a room; returns everything that the directory sends. */
  List<Sent> say(InetSocketAddress source, Room room, String datagram) {
    return say(source, room, datagram.getBytes(UTF_8));
  }

  List<Sent> say(InetSocketAddress source, Room room, byte[] datagram) {
    directory.handleChat(nowNanos, room, ETH0, source, datagram);
    return sent();
  }

  List<Sent> sent() {
    List<Sent> sent = new ArrayList<>();
    for (Transmit one = directory.pollText(); one != null; one = directory.pollText()) {
      sent.add(new Sent(one.destination(), new String(one.datagram(), UTF_8)));
    }
    drainEvents();
    return sent;
  }

  private void drainEvents() {
    for (DirectoryEvent event = directory.pollEvent();
        event != null;
        event = directory.pollEvent()) {
      events.add(event);
    }
  }

  /** The events of the text protocol since the last call. */
  List<TextEvent> textEvents() {
    drainEvents();
    List<TextEvent> texts = new ArrayList<>();
    for (DirectoryEvent event : events) {
      if (event instanceof DirectoryEvent.Text text) {
        texts.add(text.event());
      }
    }
    events.clear();
    return texts;
  }

  long count(Counter counter) {
    return directory.counters().get(counter);
  }

  /** A datagram that the directory sent. */
  record Sent(InetSocketAddress to, String text) {}
}

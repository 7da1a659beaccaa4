package roomcast.directory;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Counter;
import roomcast.protocol.Counters;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.Subnet;
import roomcast.protocol.Transmit;
import roomcast.protocol.discovery.DiscoveryCodec;
import roomcast.protocol.discovery.DiscoveryFrame;
import roomcast.protocol.pacing.EndpointLimiter;
import roomcast.protocol.pacing.InterfaceDuplicates;
import roomcast.protocol.pacing.TokenBucket;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.text.Dialogues;
import roomcast.protocol.text.TextEvent;

/**
 * A chat room directory: what it does with each datagram, without input and output of its own.
 *
 * <p>Datagrams, timeouts and the time go in by {@code handle…}; datagrams to send and events come
 * out by {@code poll…}. Belongs to one thread.
 */
public final class Directory {
  /** A program that uses the directory and has not said so for this long is gone. */
  private static final long USER_NANOS = TimeUnit.SECONDS.toNanos(90);

  private static final int USERS_MAX = 10_000;
  private static final int STATUS_BYTES_MAX = 1_200;

  private final DirectorySettings settings;
  private final Limits limits;
  private final Counters<Counter> counters = new Counters<>(Counter.class);
  private final Rooms rooms;
  private final Dialogues dialogues;
  private final Coordination coordination;
  private final RoomsPull pull;
  private final InterfaceDuplicates duplicates;
  private final EndpointLimiter askers;

  /** Apart, so that whoever sends wrong signatures does not keep us from answering. */
  private final TokenBucket signing;

  private final TokenBucket checking;
  private final Deque<Transmit> transmits = new ArrayDeque<>();
  private final Deque<DirectoryEvent> events = new ArrayDeque<>();
  private final Map<InetSocketAddress, Long> users = new LinkedHashMap<>();
  private final long startedNanos;
  private List<Subnet> served = List.of();

  /**
   * A directory that has not begun to serve.
   *
   * @param startId see {@link roomcast.protocol.discovery.Standing}
   */
  public Directory(
      long nowNanos, DirectorySettings settings, long startId, RandomGenerator random) {
    this.settings = settings;
    this.limits = settings.limits();
    this.startedNanos = nowNanos;
    this.rooms = new Rooms(limits.roomsMax(), settings.pool());
    this.dialogues = new Dialogues(nowNanos, rooms, limits, counters);
    this.coordination = new Coordination(nowNanos, settings.temporary(), startId, random);
    this.pull = new RoomsPull(random);
    this.duplicates = new InterfaceDuplicates(limits.duplicateWindowNanos());
    this.askers = new EndpointLimiter(limits);
    int perSecond = limits.signaturesPerSecond();
    this.signing = new TokenBucket(nowNanos, perSecond, perSecond);
    this.checking = new TokenBucket(nowNanos, perSecond, perSecond);
  }

  /** What it counts. */
  public Counters<Counter> counters() {
    return counters;
  }

  /** Whether it, and no other, serves the network. */
  public boolean isServing() {
    return coordination.isServing();
  }

  /** The rooms, in order. */
  public Iterable<Room> rooms() {
    return rooms.inOrder();
  }

  /** From now on programs in these subnets are served, and no others. */
  public void serve(List<Subnet> subnets) {
    served = List.copyOf(subnets);
    dialogues.serve(served);
  }

  /** A datagram came to the command group's text port. */
  public void handleCommand(
      long nowNanos, int interfaceIndex, InetSocketAddress source, byte[] datagram) {
    if (isCopy(nowNanos, interfaceIndex, source, settings.commandGroup(), datagram)) {
      return;
    }
    if (coordination.isServing()) {
      dialogues.handleCommand(nowNanos, source, datagram);
    } else {
      // Whoever asks is served by another directory now; lines would reach it twice.
      dialogues.forget(source, nowNanos);
    }
    takeTextEvents();
  }

  /** A datagram came to the text port of a room. */
  public void handleChat(
      long nowNanos, Room room, int interfaceIndex, InetSocketAddress source, byte[] datagram) {
    if (!isCopy(nowNanos, interfaceIndex, source, room.address(), datagram)) {
      dialogues.handleChat(nowNanos, room, source, datagram);
      takeTextEvents();
    }
  }

  /** Native members have said something in a room: text clients in it hear it. */
  public void say(long nowNanos, Room room, ChatLine line) {
    dialogues.say(nowNanos, room, line);
  }

  private boolean isCopy(
      long nowNanos,
      int interfaceIndex,
      InetSocketAddress source,
      InetSocketAddress destination,
      byte[] datagram) {
    boolean copy = duplicates.isCopy(nowNanos, interfaceIndex, source, destination, datagram);
    if (copy) {
      counters.increment(Counter.DUPLICATES_DROPPED);
    }
    return copy;
  }

  private void takeTextEvents() {
    for (TextEvent event = dialogues.pollEvent(); event != null; event = dialogues.pollEvent()) {
      switch (event) {
        case TextEvent.RoomMade made -> opened(made.room());
        case TextEvent.RoomDeleted deleted -> {
          emit(new DirectoryEvent.RoomClosed(deleted.room()));
          coordination.setRoomsVersion(rooms.version());
        }
        case TextEvent.ClientSeen seen -> emit(new DirectoryEvent.Text(seen));
        case TextEvent.ConnectionClosed closed -> emit(new DirectoryEvent.Text(closed));
        case TextEvent.Heard heard -> emit(new DirectoryEvent.Text(heard));
      }
    }
  }

  private void opened(Room room) {
    emit(new DirectoryEvent.RoomOpened(room));
    coordination.setRoomsVersion(rooms.version());
  }

  /** A datagram of discovery came, to the group or to us alone. */
  public void handleDiscovery(long nowNanos, InetSocketAddress source, byte[] datagram) {
    DiscoveryFrame frame = DiscoveryCodec.decode(datagram);
    if (frame == null) {
      boolean newer = DiscoveryCodec.isNewer(datagram);
      counters.increment(newer ? Counter.DISCOVERY_NEWER : Counter.DISCOVERY_MALFORMED);
      return;
    }
    if (served.stream().noneMatch(subnet -> subnet.contains(source.getAddress()))) {
      counters.increment(Counter.FOREIGN_DROPPED);
      return;
    }
    if (!askers.tryTake(nowNanos, source)) {
      counters.increment(Counter.SENDER_LIMIT_DROPPED);
      return;
    }
    counters.increment(Counter.DISCOVERY_HEARD);
    switch (frame) {
      case DiscoveryFrame.Probe probe -> handleProbe(nowNanos, source, probe);
      case DiscoveryFrame.Answer answer -> {
        if (coordination.isWanted(answer) && isProved(nowNanos, answer, datagram)) {
          coordination.handleAnswer(nowNanos, source, answer);
        }
      }
      case DiscoveryFrame.RoomsRequest request -> sendRooms(nowNanos, source, request);
      case DiscoveryFrame.RoomsPage page -> {
        if (coordination.isServing()
            && pull.isExpected(source, page)
            && isProved(nowNanos, page, datagram)) {
          takeOver(nowNanos, page, source);
        }
      }
      case DiscoveryFrame.StatusRequest request -> {
        if (coordination.isServing()) {
          send(source, new DiscoveryFrame.Status(request.nonce(), statusLines(nowNanos)));
        }
      }
      case DiscoveryFrame.Status status -> {}
    }
    takeCoordinationEvents();
  }

  private boolean isProved(long nowNanos, DiscoveryFrame.Signed frame, byte[] datagram) {
    if (!checking.tryTake(nowNanos)) {
      counters.increment(Counter.SENDER_LIMIT_DROPPED);
      return false;
    }
    boolean proved = DiscoveryCodec.isProved(frame, datagram, settings.verifier());
    if (!proved) {
      counters.increment(Counter.DISCOVERY_UNPROVED);
    }
    return proved;
  }

  private void handleProbe(long nowNanos, InetSocketAddress source, DiscoveryFrame.Probe probe) {
    boolean speaksOurs =
        probe.versionMin() <= DiscoveryCodec.VERSION
            && probe.versionMax() >= DiscoveryCodec.VERSION;
    if (!speaksOurs) {
      counters.increment(Counter.DISCOVERY_NEWER);
      return;
    }
    if (!coordination.handleProbe(nowNanos, probe)) {
      return;
    }
    sendSigned(
        nowNanos,
        source,
        new DiscoveryFrame.Answer(
            DiscoveryCodec.VERSION,
            probe.nonce(),
            coordination.standing(),
            rooms.size(),
            settings.name(),
            settings.key()));
    switch (probe.asker()) {
      case STAYING -> noteUser(nowNanos, source);
      case PASSING -> users.remove(source);
      case STARTING -> {}
      case DIRECTORY -> {
        DiscoveryFrame.RoomsRequest request = pull.begin(nowNanos, source, probe.standing());
        if (request != null) {
          send(source, request);
        }
      }
    }
  }

  private void noteUser(long nowNanos, InetSocketAddress source) {
    users.values().removeIf(heard -> nowNanos - heard >= USER_NANOS);
    if (users.size() < USERS_MAX || users.containsKey(source)) {
      users.put(source, nowNanos);
    }
  }

  private void sendRooms(
      long nowNanos, InetSocketAddress source, DiscoveryFrame.RoomsRequest request) {
    List<Room> page = DiscoveryCodec.firstThatFit(rooms.slice(request.from(), 64));
    int total = rooms.size();
    int from = Math.min(request.from(), total);
    sendSigned(
        nowNanos,
        source,
        new DiscoveryFrame.RoomsPage(request.nonce(), from, total, page, settings.key()));
  }

  private void takeOver(long nowNanos, DiscoveryFrame.RoomsPage page, InetSocketAddress source) {
    for (Room theirs : page.rooms()) {
      Room ours = rooms.adopt(nowNanos, theirs);
      counters.increment(ours == null ? Counter.ROOMS_NOT_ADOPTED : Counter.ROOMS_ADOPTED);
      if (ours != null) {
        opened(ours);
      }
    }
    DiscoveryFrame.RoomsRequest next = pull.next(nowNanos, page);
    if (next != null) {
      send(source, next);
    }
  }

  /** Programs that have said that they stay, and have been heard lately. */
  public int programsStaying(long nowNanos) {
    users.values().removeIf(heard -> nowNanos - heard >= USER_NANOS);
    return users.size();
  }

  /** Text clients that are in a room, or in a dialogue and heard in the last five minutes. */
  public int clientsEngaged(long nowNanos) {
    return dialogues.clientsEngaged(nowNanos);
  }

  /** What it has counted, and what it holds now: lines {@code NAME VALUE}. */
  public String statusLines(long nowNanos) {
    StringBuilder lines = new StringBuilder();
    line(lines, "uptime-seconds", TimeUnit.NANOSECONDS.toSeconds(nowNanos - startedNanos));
    line(lines, "rooms", rooms.size());
    line(lines, "rooms-limit", limits.roomsMax());
    line(lines, "programs-staying", programsStaying(nowNanos));
    line(lines, "text-clients-known", dialogues.clientsKnown());
    line(lines, "text-clients-engaged", dialogues.clientsEngaged(nowNanos));
    for (Counter counter : Counter.values()) {
      line(lines, counter.label(), counters.get(counter));
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, long value) {
    String line = name + " " + value + "\n";
    if (lines.length() + line.length() <= STATUS_BYTES_MAX) {
      lines.append(line);
    }
  }

  private void send(InetSocketAddress destination, DiscoveryFrame.Unsigned frame) {
    transmit(destination, DiscoveryCodec.encode(frame));
  }

  private void sendSigned(
      long nowNanos, InetSocketAddress destination, DiscoveryFrame.Signed frame) {
    if (signing.tryTake(nowNanos)) {
      transmit(destination, DiscoveryCodec.encode(frame, settings.signer()));
    } else {
      counters.increment(Counter.SENDER_LIMIT_DROPPED);
    }
  }

  private void transmit(InetSocketAddress destination, byte[] datagram) {
    if (transmits.size() >= limits.queueMax()) {
      counters.increment(Counter.QUEUE_OVERFLOWS);
    } else {
      transmits.add(new Transmit(destination, datagram));
    }
  }

  private void emit(DirectoryEvent event) {
    // Rooms come and go at most as often as commands do, and are fetched after each datagram.
    if (events.size() >= limits.queueMax() && event instanceof DirectoryEvent.Text) {
      counters.increment(Counter.QUEUE_OVERFLOWS);
    } else {
      events.add(event);
    }
  }

  /** The deadline has come. */
  public void handleTimeout(long nowNanos) {
    coordination.handleTimeout(nowNanos);
    dialogues.handleTimeout(nowNanos);
    takeCoordinationEvents();
  }

  private void takeCoordinationEvents() {
    for (DirectoryEvent event = coordination.pollEvent();
        event != null;
        event = coordination.pollEvent()) {
      emit(event);
    }
  }

  /** When {@link #handleTimeout} wants to be called, or {@link Dialogues#NO_DEADLINE}. */
  public long pollDeadline() {
    long one = coordination.pollDeadline();
    long other = dialogues.pollDeadline();
    if (one == Dialogues.NO_DEADLINE || other == Dialogues.NO_DEADLINE) {
      return Math.min(one, other);
    }
    return one - other <= 0 ? one : other;
  }

  /** The next text datagram to send from the text port, or null. */
  public @Nullable Transmit pollText() {
    return dialogues.pollTransmit();
  }

  /** The next discovery datagram to send to one program, or null. */
  public @Nullable Transmit pollDiscovery() {
    return transmits.poll();
  }

  /** The next question to all directories, to send to the discovery group, or null. */
  public byte @Nullable [] pollProbe() {
    DiscoveryFrame.Probe probe = coordination.pollProbe();
    return probe == null ? null : DiscoveryCodec.encode(probe);
  }

  /** The next event, or null. */
  public @Nullable DirectoryEvent pollEvent() {
    return events.poll();
  }
}

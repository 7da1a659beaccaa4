package roomcast.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.client.disk.Installation;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.session.RoomSession;
import roomcast.protocol.session.Self;
import roomcast.protocol.session.SessionCounter;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.RoomTag;
import roomcast.transport.DatagramLoop;
import roomcast.transport.NetworkSettings;
import roomcast.transport.RoomHub;
import roomcast.transport.ServedInterface;
import roomcast.transport.VerificationWorkers;
import roomcast.transport.signing.Ed25519Verifier;

/**
 * The directory as a member of every room: it holds blocks for those who lack them, and is the one
 * gateway between blocks and plain text. Belongs to the loop's thread.
 */
final class RoomGateway implements AutoCloseable {
  private static final int WORKERS_MAX = 2;

  /** In each of up to 10,000 rooms; most of them say little. */
  private static final long RING_BYTES_MAX = 1 << 20;

  /** Told what native members say. */
  @FunctionalInterface
  interface Outlet {
    /** Somebody has said something; {@code source} may be null if it came by others' repairs. */
    void said(Room room, @Nullable InetSocketAddress source, Message message);
  }

  private final Installation installation;
  private final VerificationWorkers workers;
  private final RoomHub hub;
  private final Outlet outlet;
  private final String name;
  private final Map<Room, RoomHub.Entry> entries = new LinkedHashMap<>();

  /**
   * In no room yet.
   *
   * @param installation whose key it has, and where the ends of its logs are kept; closed with it
   * @param name what it is called, as a chat name
   * @throws IOException if no channel can be opened
   */
  RoomGateway(
      DatagramLoop loop,
      NetworkSettings network,
      Installation installation,
      String name,
      Outlet outlet,
      Consumer<String> reports)
      throws IOException {
    this.installation = installation;
    this.name = ChatLine.whyNoName(name) == null ? name : "directory";
    this.outlet = outlet;
    this.workers = new VerificationWorkers(new Ed25519Verifier(), WORKERS_MAX);
    this.hub = new RoomHub(loop, System::nanoTime, workers, network.ttl(), reports);
  }

  /** The interfaces that are used from now on. */
  void serve(List<ServedInterface> interfaces) {
    hub.serve(interfaces);
  }

  /** Goes into a room. */
  void open(Room room) {
    RoomTag tag = RoomTag.of(room.name(), room.generation());
    if (hub.room(tag) != null) {
      return;
    }
    Installation.LogStart start = installation.openLog(tag);
    Self self =
        new Self(
            installation.signer(),
            installation.seat(),
            Introduction.Role.DIRECTORY,
            name,
            start.incarnation(),
            start.position(),
            start.idleNanos());
    long now = System.nanoTime();
    RoomLimits limits = RoomLimits.standard();
    RoomSession session =
        new RoomSession(
            now,
            tag,
            self,
            limits.withRing(RING_BYTES_MAX, limits.ringAgeMaxNanos()),
            RandomGenerator.of("L64X128MixRandom"),
            System.currentTimeMillis() - Math.floorDiv(now, 1_000_000L));
    InetSocketAddress blocks = new InetSocketAddress(room.group(), room.port() + 1);
    RoomHub.Entry entry = hub.open(blocks, tag, session, event -> happened(room, event));
    hub.hintAtBuffer();
    entries.put(room, entry);
    session.join(now);
    entry.flush();
  }

  /** Leaves a room. */
  void close(Room room) {
    RoomHub.Entry entry = entries.remove(room);
    if (entry != null) {
      RoomSession session = entry.session();
      session.leave(System.nanoTime());
      entry.flush();
      hub.close(entry);
    }
  }

  private void happened(Room room, RoomEvent event) {
    if (event instanceof RoomEvent.Delivered one && !one.message().adopted()) {
      RoomHub.Entry entry = entries.get(room);
      Presence speaker = entry == null ? null : entry.session().member(one.log());
      outlet.said(room, speaker == null ? null : speaker.source(), one.message());
    }
  }

  /**
   * Says to native members what a text program has said.
   *
   * @return false if too much waits to be said
   */
  boolean adopt(Room room, ChatLine line) {
    RoomHub.Entry entry = entries.get(room);
    if (entry == null) {
      return false;
    }
    Message message = new Message(line.name(), line.text(), true);
    boolean taken = entry.session().publish(System.nanoTime(), message) != 0;
    entry.flush();
    return taken;
  }

  /** What all sessions together have counted. */
  long count(SessionCounter counter) {
    long sum = 0;
    for (RoomHub.Entry entry : entries.values()) {
      sum += entry.session().counters().get(counter);
    }
    return sum;
  }

  long deadlineNanos() {
    return hub.deadlineNanos();
  }

  void run(long nowNanos) {
    hub.run(nowNanos);
  }

  /** Leaves all rooms. */
  @Override
  public void close() {
    List.copyOf(entries.keySet()).forEach(this::close);
    hub.close();
    workers.close();
    try {
      installation.close();
    } catch (IOException ignored) {
      // Its lock ends with the process.
      return;
    }
  }
}

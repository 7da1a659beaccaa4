package roomcast.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomSession;
import roomcast.protocol.session.Verification;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.RoomTag;

/**
 * Drives the sessions of all rooms of a process: hands them what comes, sends what they want sent,
 * and has signatures checked. Everything but the workers runs on the loop's thread.
 */
public final class RoomHub implements AutoCloseable {
  private static final long REJOIN_NANOS = 60_000_000_000L;

  /** Told of what happens in a room, on the loop's thread. */
  @FunctionalInterface
  public interface Listener {
    /** Something happened. */
    void happened(RoomEvent event);
  }

  /** A room that is driven. */
  public final class Entry {
    private final InetSocketAddress group;
    private final RoomTag tag;
    private final RoomSession session;
    private final Listener listener;
    private final long serial = nextSerial++;
    private long deadlineNanos;
    private boolean queued;
    private boolean mayVerify;

    private Entry(InetSocketAddress group, RoomTag tag, RoomSession session, Listener listener) {
      this.group = group;
      this.tag = tag;
      this.session = session;
      this.listener = listener;
    }

    /** The session; only for the loop's thread. Call {@link #flush} after using it. */
    public RoomSession session() {
      return session;
    }

    /** Does what the session wants done. */
    public void flush() {
      RoomHub.this.flush(clock.now(), this);
    }
  }

  /** Monotonic time. */
  @FunctionalInterface
  public interface Clock {
    /** Nanoseconds. */
    long now();
  }

  private final DatagramLoop loop;
  private final Clock clock;
  private final VerificationWorkers workers;
  private final BlockChannels channels;
  private final DatagramChannel sending;
  private final GroupSender sender;
  private final int ownPort;
  private final Map<RoomTag, Entry> rooms = new LinkedHashMap<>();
  private final TreeSet<Entry> byDeadline =
      new TreeSet<>(
          Comparator.comparingLong((Entry entry) -> entry.deadlineNanos)
              .thenComparingLong(entry -> entry.serial));
  private final Deque<Entry> toVerify = new ArrayDeque<>();
  private long nextSerial;
  private long nextRejoinNanos;
  private long refused;
  private long foreign;

  /**
   * No room yet.
   *
   * @param ttl how many routers a datagram may pass, plus one
   * @param reports told of what does not work, in a sentence
   * @throws IOException if no channel can be opened
   */
  public RoomHub(
      DatagramLoop loop,
      Clock clock,
      VerificationWorkers workers,
      int ttl,
      Consumer<String> reports)
      throws IOException {
    this.loop = loop;
    this.clock = clock;
    this.workers = workers;
    this.channels = new BlockChannels(loop, this::receive, reports);
    this.sending = MulticastChannels.openSender(ttl);
    this.sender = new GroupSender(sending);
    this.ownPort = ((InetSocketAddress) sending.getLocalAddress()).getPort();
    this.nextRejoinNanos = clock.now() + REJOIN_NANOS;
    loop.add(sending, this::receive);
    loop.addTurnEnd(new Checking());
  }

  /** The interfaces that are used from now on. */
  public void serve(List<ServedInterface> interfaces) {
    channels.serve(interfaces);
  }

  /** What the system has granted of a receive buffer, in bytes. */
  public int receiveBufferBytes() {
    return channels.receiveBufferBytes();
  }

  /** Says now, if that is so, that the system grants too little of a receive buffer; once. */
  public void hintAtBuffer() {
    channels.hintAtBuffer(false);
  }

  /** Datagrams that the network refused to take. */
  public long refused() {
    return refused;
  }

  /** Datagrams for rooms that are not driven here. */
  public long foreign() {
    return foreign;
  }

  /**
   * Drives a session from now on, and joins its group.
   *
   * @param group the room's group and the port of its blocks
   * @throws IllegalStateException if the room is driven already
   */
  public Entry open(InetSocketAddress group, RoomTag tag, RoomSession session, Listener listener) {
    if (rooms.containsKey(tag)) {
      throw new IllegalStateException("the room is open already");
    }
    Entry entry = new Entry(group, tag, session, listener);
    rooms.put(tag, entry);
    channels.join(group);
    return entry;
  }

  /** Drives it no longer, and leaves its group. */
  public void close(Entry entry) {
    if (rooms.remove(entry.tag, entry)) {
      queue(entry);
      channels.leave(entry.group);
    }
  }

  private void receive(long nowNanos, InetSocketAddress source, byte[] datagram) {
    RoomTag tag = DatagramReader.roomOf(datagram);
    Entry entry = tag == null ? null : rooms.get(tag);
    if (entry == null) {
      foreign++;
    } else if (source.getPort() != ownPort || !isOurs(source.getAddress())) {
      entry.session.handleDatagram(nowNanos, datagram, source);
      flush(nowNanos, entry);
    }
  }

  private boolean isOurs(InetAddress address) {
    for (ServedInterface one : channels.interfaces()) {
      if (one.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  private void flush(long nowNanos, Entry entry) {
    RoomSession session = entry.session;
    for (byte[] out = session.pollTransmit(nowNanos);
        out != null;
        out = session.pollTransmit(nowNanos)) {
      if (sender.send(out, entry.group, channels.interfaces()) == 0) {
        refused++;
      }
    }
    if (!entry.mayVerify) {
      entry.mayVerify = true;
      toVerify.add(entry);
    }
    for (RoomEvent event = session.pollEvent(); event != null; event = session.pollEvent()) {
      entry.listener.happened(event);
    }
    queue(entry);
  }

  /**
   * Signatures are checked once all that has come is handled: the newest seal proves the ones
   * before it. Here, if nothing else is to be done, which spares two changes of threads; by the
   * workers, if more waits.
   */
  private final class Checking implements DatagramLoop.TurnEnd {
    @Override
    public boolean isWanted() {
      return !toVerify.isEmpty();
    }

    @Override
    public void run(boolean quiet) {
      boolean here = quiet;
      for (int most = toVerify.size(); most > 0; most--) {
        Entry entry = toVerify.remove();
        Verification check = entry.session.pollVerification();
        while (check != null && !here) {
          submit(entry, check);
          check = entry.session.pollVerification();
        }
        entry.mayVerify = false;
        if (check != null) {
          here = false;
          verifyHere(entry, check);
        }
      }
    }
  }

  private void submit(Entry entry, Verification check) {
    if (!workers.submit(check, (done, right) -> answer(entry, done, right))) {
      // More wait than the workers' queue holds: the loop slows down to their pace.
      verifyHere(entry, check);
    }
  }

  private void verifyHere(Entry entry, Verification check) {
    boolean right = workers.check(check);
    long now = clock.now();
    entry.session.handleVerified(now, check, right);
    flush(now, entry);
  }

  private void queue(Entry entry) {
    if (entry.queued) {
      byDeadline.remove(entry);
    }
    entry.deadlineNanos = entry.session.pollDeadline();
    entry.queued = entry.deadlineNanos != RoomSession.NO_DEADLINE && rooms.get(entry.tag) == entry;
    if (entry.queued) {
      byDeadline.add(entry);
    }
  }

  private void answer(Entry entry, Verification verification, boolean right) {
    loop.post(() -> {
      long now = clock.now();
      entry.session.handleVerified(now, verification, right);
      flush(now, entry);
    });
  }

  /** When {@link #run} is wanted. */
  public long deadlineNanos() {
    long first = byDeadline.isEmpty() ? nextRejoinNanos : byDeadline.first().deadlineNanos;
    return first - nextRejoinNanos < 0 ? first : nextRejoinNanos;
  }

  /** A deadline has come. */
  public void run(long nowNanos) {
    for (int most = rooms.size();
        most > 0 && !byDeadline.isEmpty() && byDeadline.first().deadlineNanos - nowNanos <= 0;
        most--) {
      Entry entry = byDeadline.first();
      entry.session.handleTimeout(nowNanos);
      flush(nowNanos, entry);
    }
    if (nextRejoinNanos - nowNanos <= 0) {
      nextRejoinNanos = nowNanos + REJOIN_NANOS;
      channels.rejoin();
      channels.hintAtBuffer(true);
    }
  }

  /** The room of that tag, or null. */
  public @Nullable Entry room(RoomTag tag) {
    return rooms.get(tag);
  }

  @Override
  public void close() {
    channels.close();
    try {
      sending.close();
    } catch (IOException ignored) {
      // It is given up in any case.
      return;
    }
  }
}

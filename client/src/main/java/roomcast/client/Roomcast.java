package roomcast.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.client.disk.AddressBook;
import roomcast.client.disk.DataFolder;
import roomcast.client.disk.Installation;
import roomcast.protocol.Room;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.session.RoomSession;
import roomcast.protocol.session.Self;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.RoomTag;
import roomcast.transport.DatagramLoop;
import roomcast.transport.InterfaceWatch;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;
import roomcast.transport.RoomHub;
import roomcast.transport.ServedInterface;
import roomcast.transport.VerificationWorkers;
import roomcast.transport.signing.Ed25519Verifier;

/**
 * A program's part in rooms: finds them, joins them, and drives all of them by one thread. Safe for
 * any number of threads.
 */
public final class Roomcast implements AutoCloseable {
  private static final Duration INTERFACES_EVERY = Duration.ofSeconds(3);
  private static final long CLOSE_MILLIS = 1_000;
  private static final int WORKERS_MAX = 2;

  private final NetworkSettings network;
  private final Installation installation;
  private final RoomFinder finder;
  private final DatagramLoop loop;
  private final VerificationWorkers workers;
  private final RoomHub hub;
  private final InterfaceWatch watch;
  private final Thread thread;

  private Roomcast(
      NetworkSettings network,
      Installation installation,
      AddressBook book,
      Consumer<String> reports)
      throws IOException {
    this.network = network;
    this.installation = installation;
    this.finder = new RoomFinder(network, book, reports, this::setDirectory);
    List<ServedInterface> interfaces = Interfaces.select(network.interfaces());
    if (interfaces.isEmpty()) {
      throw new IOException("this machine has no usable network interface");
    }
    this.workers = new VerificationWorkers(new Ed25519Verifier(), WORKERS_MAX);
    HubTimers timers = new HubTimers();
    this.loop = new DatagramLoop(System::nanoTime, timers);
    this.hub = new RoomHub(loop, System::nanoTime, workers, network.ttl(), reports);
    timers.hub = hub;
    hub.serve(interfaces);
    this.watch =
        new InterfaceWatch(network.interfaces(), interfaces, INTERFACES_EVERY, this::follow);
    this.thread = Thread.ofPlatform().name("rooms").daemon().start(this::run);
  }

  /** The hub needs the loop, and the loop timers, to be made. */
  private static final class HubTimers implements DatagramLoop.Timers {
    private @Nullable RoomHub hub;

    @Override
    public long deadlineNanos() {
      RoomHub driven = hub;
      return driven == null ? Long.MAX_VALUE : driven.deadlineNanos();
    }

    @Override
    public void run(long nowNanos) {
      RoomHub driven = hub;
      if (driven != null) {
        driven.run(nowNanos);
      }
    }
  }

  /**
   * Takes part in a network, with this user's key and address book, which are made if there are
   * none.
   *
   * @param environment of the process, which says where data is kept
   * @param reports told of what does not work, in a sentence, on any thread
   * @throws IOException if no interface can be used, or the key must not be; the message says the
   *     cure
   */
  public static Roomcast open(
      NetworkSettings network, Map<String, String> environment, Consumer<String> reports)
      throws IOException {
    Path data = DataFolder.usual(environment);
    Installation installation = Installation.openOrTemporary(data, InstantSource.system());
    if (!installation.warning().isEmpty()) {
      reports.accept(installation.warning() + "; nobody will know you again next time");
      return new Roomcast(network, installation, book(null, network), reports);
    }
    return new Roomcast(network, installation, book(new DataFolder(data), network), reports);
  }

  /** Takes part with this installation, and remembers no rooms. */
  public static Roomcast open(
      NetworkSettings network, Installation installation, Consumer<String> reports)
      throws IOException {
    return new Roomcast(network, installation, book(null, network), reports);
  }

  private static AddressBook book(@Nullable DataFolder folder, NetworkSettings network) {
    return new AddressBook(folder, network.commandGroup());
  }

  /** Finds rooms. */
  public RoomFinder finder() {
    return finder;
  }

  /** The network that it takes part in. */
  public NetworkSettings network() {
    return network;
  }

  /** What the system has granted of a receive buffer, in bytes. */
  public int receiveBufferBytes() throws IOException {
    return onLoop(hub::receiveBufferBytes);
  }

  /** The room may be open; it is told whom to take for its directory. */
  private void setDirectory(Room room, @Nullable PublicKey directory) {
    loop.post(() -> {
      RoomHub.Entry entry = hub.room(RoomTag.of(room.name(), room.generation()));
      if (entry != null) {
        entry.session().setDirectoryKey(directory);
      }
    });
  }

  private void run() {
    try {
      loop.run();
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(List<ServedInterface> present) {
    loop.post(() -> hub.serve(present));
  }

  long now() {
    return System.nanoTime();
  }

  void execute(Runnable task) throws InterruptedException {
    loop.execute(task);
  }

  /** A task with a result. */
  private interface Task<T> {
    T run();
  }

  private <T> T onLoop(Task<T> task) throws IOException {
    FutureTask<T> future = new FutureTask<>(task::run);
    try {
      loop.execute(future);
      return future.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
    }
  }

  /**
   * Goes into a room.
   *
   * @param name the chat name; empty for a program that only listens
   * @throws IOException if this program is in that room already
   */
  public ChatRoom join(Room room, String name, RoomListener listener) throws IOException {
    RoomTag tag = RoomTag.of(room.name(), room.generation());
    ChatRoom chat = new ChatRoom(this, room, name, listener);
    PublicKey directory = finder.pinned(room.name());
    onLoop(() -> {
      if (hub.room(tag) != null) {
        throw new IllegalStateException("this program is in " + room.name().text() + " already");
      }
      Installation.LogStart start = installation.openLog(tag);
      Self self =
          new Self(
              installation.signer(),
              installation.seat(),
              Introduction.Role.MEMBER,
              name,
              start.incarnation(),
              start.position(),
              start.idleNanos());
      long now = now();
      RoomSession session =
          new RoomSession(
              now,
              tag,
              self,
              RoomLimits.standard(),
              RandomGenerator.of("L64X128MixRandom"),
              System.currentTimeMillis() - Math.floorDiv(now, 1_000_000L));
      session.setDirectoryKey(directory);
      RoomHub.Entry entry = hub.open(blocks(room), tag, session, chat::happened);
      chat.open(entry);
      session.join(now);
      entry.flush();
      return true;
    });
    return chat;
  }

  /** Where the blocks of a room go: one port above its text. */
  static InetSocketAddress blocks(Room room) {
    return new InetSocketAddress(room.group(), room.port() + 1);
  }

  /**
   * The room is driven no longer. Its log is not noted as ended, so the next one is a new
   * incarnation: whoever did not know the old one would ask for its past before hearing anything.
   */
  boolean forget(RoomHub.@Nullable Entry entry) {
    if (entry != null) {
      try {
        onLoop(() -> {
          hub.close(entry);
          return true;
        });
      } catch (IOException ending) {
        return true;
      }
    }
    return true;
  }

  /** Leaves all rooms that have not been left, without a goodbye, and ends. */
  @Override
  public void close() {
    watch.close();
    loop.stop();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    hub.close();
    workers.close();
    try {
      loop.close();
      installation.close();
    } catch (IOException ignored) {
      // Nothing is lost by it: locks and sockets end with the process.
      return;
    }
  }
}

package roomcast.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.client.disk.Installation;
import roomcast.directory.AddressPool;
import roomcast.directory.Directory;
import roomcast.directory.DirectoryEvent;
import roomcast.directory.DirectorySettings;
import roomcast.protocol.Counter;
import roomcast.protocol.Limits;
import roomcast.protocol.Room;
import roomcast.protocol.Subnet;
import roomcast.protocol.Transmit;
import roomcast.protocol.text.ChatLine;
import roomcast.protocol.text.PlainLines;
import roomcast.protocol.text.TextEvent;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.PublicKey;
import roomcast.transport.DatagramLoop;
import roomcast.transport.Descriptors;
import roomcast.transport.InterfaceWatch;
import roomcast.transport.Interfaces;
import roomcast.transport.ServedInterface;
import roomcast.transport.signing.Ed25519Verifier;

/**
 * A directory on the network: the loop that hands what comes by the channels to the {@link
 * Directory}, sends what it wants sent, and shows on the console what it did.
 */
public final class DirectoryServer implements AutoCloseable {
  private static final Duration INTERFACES_EVERY = Duration.ofSeconds(3);
  private static final long COUNTERS_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LIFE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Descriptors that are not for rooms: jars, the console, the selector, and some to spare. */
  private static final int DESCRIPTORS_RESERVED = 128;

  private final ServerSettings settings;
  private final ServerConsole console;
  private final Directory directory;
  private final DatagramLoop loop;
  private final ServerChannels channels;
  private final RoomGateway gateway;
  private final List<ServedInterface> interfacesAtStart;
  private final TemporaryLife life = new TemporaryLife();
  private long nextCountersNanos;
  private long nextLifeNanos;
  private @Nullable CannotServeException failure;

  private DirectoryServer(
      ServerSettings settings,
      Limits limits,
      AddressPool pool,
      List<ServedInterface> interfaces,
      Installation installation,
      ServerConsole console)
      throws IOException {
    long now = System.nanoTime();
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    DirectorySettings rules =
        new DirectorySettings(
            HostName.get(),
            settings.temporary(),
            settings.network().commandGroup(),
            pool,
            limits,
            installation.signer(),
            new Ed25519Verifier());
    this.settings = settings;
    this.console = console;
    this.interfacesAtStart = interfaces;
    this.directory = new Directory(now, rules, startId(random), random);
    this.loop = new DatagramLoop(System::nanoTime, new ServerTimers());
    this.channels = new ServerChannels(loop, settings.network(), new ServerInbox(), this::note);
    this.gateway =
        new RoomGateway(
            loop, settings.network(), installation, HostName.get(), this::saidNatively, this::note);
    this.nextCountersNanos = now + COUNTERS_EVERY_NANOS;
    this.nextLifeNanos = now + LIFE_EVERY_NANOS;
  }

  /** See {@link roomcast.protocol.discovery.Standing}. */
  private static long startId(RandomGenerator random) {
    return System.currentTimeMillis() << 16 | random.nextInt(1 << 16);
  }

  /**
   * Opens the channels; nothing is served before {@link #run}.
   *
   * @param out for what the original's console shows
   * @param notes for everything else
   * @throws CannotServeException if the settings or the machine do not allow it
   */
  public static DirectoryServer open(ServerSettings settings, PrintStream out, PrintStream notes)
      throws CannotServeException {
    AddressPool pool = pool(settings);
    try {
      List<ServedInterface> interfaces = Interfaces.select(settings.network().interfaces());
      if (interfaces.isEmpty()) {
        throw new CannotServeException(
            "this machine has no usable network interface; 'roomcast doctor' says why");
      }
      Limits limits = limits(interfaces.size());
      ServerConsole console = new ServerConsole(out, notes);
      Installation installation =
          Installation.openOrTemporary(settings.data(), InstantSource.system());
      DirectoryServer server =
          new DirectoryServer(settings, limits, pool, interfaces, installation, console);
      try {
        server.begin(limits);
        server.sayKey(installation);
        return server;
      } catch (CannotServeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new CannotServeException(e.getMessage() + "; 'roomcast doctor' shows more", e);
    }
  }

  private static AddressPool pool(ServerSettings settings) throws CannotServeException {
    try {
      return AddressPool.parse(settings.pool(), settings.network().commandGroup());
    } catch (IllegalArgumentException e) {
      throw new CannotServeException(
          "the pool "
              + settings.pool()
              + " cannot be used: "
              + e.getMessage()
              + "; give it like "
              + ServerSettings.DEFAULT_POOL,
          e);
    }
  }

  private static Limits limits(int interfaces) {
    Limits standard = Limits.standard();
    OptionalLong descriptors = Descriptors.limit();
    if (descriptors.isEmpty()) {
      return standard;
    }
    long rooms = (descriptors.getAsLong() - DESCRIPTORS_RESERVED) / interfaces;
    return standard.withRoomsMax(Math.clamp(rooms, 1, standard.roomsMax()));
  }

  private void begin(Limits limits) throws CannotServeException {
    IOException why = channels.serve(interfacesAtStart, directory.rooms());
    if (channels.interfaces().isEmpty() && why != null) {
      int port = settings.network().commandGroup().getPort();
      throw new CannotServeException(
          why instanceof BindException
              ? "port "
                  + port
                  + " or "
                  + (port + 1)
                  + " is taken by a program that does not share it; end that program"
                  + " (ss -lunp shows it) or choose another port with --port"
              : "no interface can be served: "
                  + why.getMessage()
                  + "; 'roomcast doctor' shows more",
          why);
    }
    gateway.serve(channels.interfaces());
    directory.serve(served(channels.interfaces()));
    boolean few = limits.roomsMax() < Limits.standard().roomsMax();
    note(
        "Rooms: at most "
            + limits.roomsMax()
            + (few ? " (the descriptors of this process allow no more; see ulimit -n)" : ""));
  }

  private void sayKey(Installation installation) {
    note("Key: " + new PublicKey(installation.signer().publicKey()));
    if (!installation.warning().isEmpty()) {
      note(installation.warning() + "; this directory has another key next time");
    }
  }

  private List<Subnet> served(List<ServedInterface> interfaces) {
    List<Subnet> served = new ArrayList<>(settings.textFrom());
    interfaces.forEach(one -> served.addAll(one.subnets()));
    return served;
  }

  /**
   * Serves until {@link #stop}, on the calling thread.
   *
   * @throws CannotServeException if another directory serves this network, or the system fails
   */
  public void run() throws CannotServeException {
    InterfaceWatch watch =
        new InterfaceWatch(
            settings.network().interfaces(), interfacesAtStart, INTERFACES_EVERY, this::follow);
    try {
      loop.run();
    } catch (IOException e) {
      throw new CannotServeException("the network cannot be read: " + e.getMessage(), e);
    } finally {
      watch.close();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Makes {@link #run} return soon; for any thread. */
  public void stop() {
    loop.stop();
  }

  /** The person who started this temporary directory is gone; for any thread. */
  public void orphan() {
    loop.post(() -> life.orphan(System.nanoTime()));
  }

  /** Leaves all groups, and prints what still waits to be printed. */
  @Override
  public void close() {
    gateway.close();
    channels.close();
    try {
      loop.close();
    } catch (IOException e) {
      note("The loop could not be closed: " + e.getMessage());
    }
    console.close();
  }

  /** The interfaces have changed; on the watch's thread. */
  private void follow(List<ServedInterface> interfaces) {
    loop.post(() -> {
      List<ServedInterface> before = channels.interfaces();
      channels.serve(interfaces, directory.rooms());
      List<ServedInterface> after = channels.interfaces();
      gateway.serve(after);
      directory.serve(served(after));
      before.stream()
          .filter(one -> !after.contains(one))
          .forEach(one -> note("Interface " + one + " is gone"));
      if (directory.isServing()) {
        InetAddress group = settings.network().commandGroup().getAddress();
        after.stream().filter(one -> !before.contains(one)).forEach(one -> show(group, one));
      }
    });
  }

  private final class ServerInbox implements ServerChannels.Inbox {
    @Override
    public void command(
        long nowNanos, ServedInterface by, InetSocketAddress source, byte[] datagram) {
      directory.handleCommand(nowNanos, by.index(), source, datagram);
      flush();
    }

    @Override
    public void chat(
        long nowNanos, Room room, ServedInterface by, InetSocketAddress source, byte[] datagram) {
      if (channels.isOurs(source)) {
        return;
      }
      directory.handleChat(nowNanos, room, by.index(), source, datagram);
      flush();
    }

    @Override
    public void discovery(long nowNanos, InetSocketAddress source, byte[] datagram) {
      directory.handleDiscovery(nowNanos, source, datagram);
      flush();
    }
  }

  private final class ServerTimers implements DatagramLoop.Timers {
    @Override
    public long deadlineNanos() {
      long deadline = directory.pollDeadline();
      deadline = deadline - nextLifeNanos <= 0 ? deadline : nextLifeNanos;
      deadline = deadline - nextCountersNanos <= 0 ? deadline : nextCountersNanos;
      long rooms = gateway.deadlineNanos();
      return deadline - rooms <= 0 ? deadline : rooms;
    }

    @Override
    public void run(long nowNanos) {
      gateway.run(nowNanos);
      directory.handleTimeout(nowNanos);
      flush();
      if (nextLifeNanos - nowNanos <= 0) {
        nextLifeNanos = nowNanos + LIFE_EVERY_NANOS;
        if (settings.temporary() && life.isOver(nowNanos, directory)) {
          stop();
        }
      }
      if (nextCountersNanos - nowNanos <= 0) {
        nextCountersNanos = nowNanos + COUNTERS_EVERY_NANOS;
        if (settings.verbose()) {
          directory.statusLines(nowNanos).lines().forEach(DirectoryServer.this::print);
        }
      }
    }
  }

  /**
   * Does everything that the directory wants done. Events first: whoever reads that a room was made
   * may speak in it at once, so it has to be heard by then.
   */
  private void flush() {
    for (DirectoryEvent event = directory.pollEvent();
        event != null;
        event = directory.pollEvent()) {
      act(event);
    }
    for (Transmit text = directory.pollText(); text != null; text = directory.pollText()) {
      count(channels.sendText(text.destination(), text.datagram()));
    }
    for (Transmit answer = directory.pollDiscovery();
        answer != null;
        answer = directory.pollDiscovery()) {
      count(channels.sendDiscovery(answer.destination(), answer.datagram()));
    }
    for (byte[] probe = directory.pollProbe(); probe != null; probe = directory.pollProbe()) {
      count(channels.sendProbe(probe));
    }
  }

  private void count(boolean sent) {
    if (!sent) {
      directory.counters().increment(Counter.SEND_FAILED);
    }
  }

  private void act(DirectoryEvent event) {
    switch (event) {
      case DirectoryEvent.Serving serving -> {
        print("Multicast Group: " + address(settings.network().commandGroup()));
        InetAddress group = settings.network().commandGroup().getAddress();
        channels.interfaces().forEach(one -> show(group, one));
      }
      case DirectoryEvent.StandingBy standing ->
          note(
              "Another directory ("
                  + standing.name()
                  + ", "
                  + address(standing.other())
                  + ") serves this network; this one stands by");
      case DirectoryEvent.Refused refused -> {
        failure =
            new CannotServeException(
                "a directory serves this network already ("
                    + refused.name()
                    + ", "
                    + address(refused.other())
                    + "); end that one, or choose another --group or --port");
        stop();
      }
      case DirectoryEvent.RoomOpened opened -> {
        print("Multicast Group: " + address(opened.room().address()));
        channels.openRoom(opened.room()).forEach(one -> show(opened.room().group(), one));
        gateway.open(opened.room());
      }
      case DirectoryEvent.RoomClosed closed -> {
        gateway.close(closed.room());
        channels.closeRoom(closed.room());
      }
      case DirectoryEvent.Text text -> show(text.event());
    }
  }

  private void show(TextEvent event) {
    switch (event) {
      case TextEvent.ClientSeen seen ->
          print("Connection received from " + python(seen.source()) + ".");
      case TextEvent.ConnectionClosed closed -> print("Connection closed");
      case TextEvent.Heard heard -> {
        print("Received: " + PythonBytes.show(heard.datagram()) + " " + python(heard.source()));
        adopt(heard);
      }
      case TextEvent.RoomMade made -> {}
      case TextEvent.RoomDeleted deleted -> {}
    }
  }

  /** What a text program has said, native members hear from the directory that serves. */
  private void adopt(TextEvent.Heard heard) {
    ChatLine line = ChatLine.parse(heard.datagram());
    if (line != null && directory.isServing() && !gateway.adopt(heard.room(), line)) {
      directory.counters().increment(Counter.QUEUE_OVERFLOWS);
    }
  }

  /** What a native member has said, text programs hear from the directory that serves. */
  private void saidNatively(Room room, @Nullable InetSocketAddress source, Message message) {
    if (!directory.isServing()) {
      return;
    }
    for (ChatLine line : PlainLines.of(message.name(), message.text())) {
      byte[] datagram = line.encode();
      String from = source == null ? "" : " " + python(source);
      print("Received: " + PythonBytes.show(datagram) + from);
      directory.say(System.nanoTime(), room, line);
      count(channels.sendToRoom(room, datagram));
    }
    flush();
  }

  private void show(InetAddress group, ServedInterface joined) {
    print(
        "Adding membership (address/interface): "
            + group.getHostAddress()
            + " / "
            + joined.address().getHostAddress());
  }

  private static String address(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }

  private static String python(InetSocketAddress source) {
    return "('" + address(source) + "', " + source.getPort() + ")";
  }

  private void print(String line) {
    countLine(console.print(line));
  }

  private void note(String line) {
    countLine(console.note(line));
  }

  private void countLine(boolean printed) {
    if (!printed) {
      directory.counters().increment(Counter.CONSOLE_LINES_DROPPED);
    }
  }
}

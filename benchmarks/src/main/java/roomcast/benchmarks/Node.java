package roomcast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import roomcast.benchmarks.peer.Contender;
import roomcast.benchmarks.peer.MessageReceiver;
import roomcast.benchmarks.peer.MessageSender;

/**
 * The main class of a process that sends or receives. It says {@code connected}, then waits for a
 * line on its standard input; a sender then sends and says {@code sent}, a receiver says what has
 * come once all has, or nothing more comes; it ends with the next line.
 */
final class Node {
  /** The role of the process that sends. */
  static final String SENDER = "sender";

  /** The role of those that receive. */
  static final String RECEIVER = "receiver";

  /** The process has not found the others, or has been given up. */
  private static final int FAILED = 1;

  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NANOS = 5_000_000;
  private static final int LOAD_AT = 3;

  private final Contender contender;
  private final int port;
  private final Load load;
  private final BufferedReader in;
  private final PrintStream out;

  private Node(Contender contender, int port, Load load, BufferedReader in, PrintStream out) {
    this.contender = contender;
    this.port = port;
    this.load = load;
    this.in = in;
    this.out = out;
  }

  /** Contender, {@link #SENDER} or {@link #RECEIVER}, port, and the load. */
  public static void main(String[] arguments) throws IOException {
    List<String> all = List.of(arguments);
    boolean sends = all.get(1).equals(SENDER);
    Node node =
        new Node(
            Contender.valueOf(all.get(0)),
            Integer.parseInt(all.get(2)),
            Load.of(all.subList(LOAD_AT, all.size())),
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            System.out);
    boolean done = sends ? node.send() : node.receive();
    System.exit(done ? 0 : FAILED);
  }

  private boolean send() throws IOException {
    try (MessageSender sender = contender.sender(port)) {
      if (!connect(sender::isConnected)) {
        return false;
      }
      out.println("sent " + new Sending(sender, load).run());
      boolean told = await() != null;
      out.println("figures " + sender.figures());
      return told;
    }
  }

  private boolean receive() throws IOException {
    Arrivals arrivals = new Arrivals(load.warmUp());
    MessageReceiver.Listener listener =
        text -> arrivals.heard(System.nanoTime(), StampedText.of(text));
    try (MessageReceiver receiver = contender.receiver(port, listener)) {
      if (!connect(receiver::isConnected)) {
        return false;
      }
      awaitAll(arrivals);
      out.println("heard " + arrivals.report().line());
      out.println("figures " + receiver.figures());
      return await() != null;
    }
  }

  private boolean connect(BooleanSupplier connected) throws IOException {
    long until = System.nanoTime() + CONNECT_NANOS;
    while (!connected.getAsBoolean()) {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    out.println("connected");
    return await() != null;
  }

  private @Nullable String await() throws IOException {
    return in.readLine();
  }

  private void awaitAll(Arrivals arrivals) {
    long last = 0;
    long since = System.nanoTime();
    while (last < load.total() && System.nanoTime() - since < SILENCE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
      long count = arrivals.count();
      since = count == last ? since : System.nanoTime();
      last = count;
    }
  }
}

package roomcast.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One thread that waits for datagrams, timers and messages of other threads, and calls whoever they
 * are for.
 *
 * <p>Everything runs on the thread that called {@link #run}: what is driven from here needs no
 * locks. Other threads may only call {@link #execute} and {@link #stop}.
 */
public final class DatagramLoop implements AutoCloseable {
  /** Datagrams taken from one channel before the others get their turn. */
  private static final int DATAGRAMS_PER_TURN = 64;

  private static final int RECEIVE_BYTES = 65_536;
  private static final int TASKS_MAX = 1_024;
  private static final long WHOLE_NANOS = 1_000_000;

  /** Takes the datagrams of one channel. */
  @FunctionalInterface
  public interface Receiver {
    /** A datagram came. */
    void receive(long nowNanos, InetSocketAddress source, byte[] datagram);
  }

  /** The timers of what the loop drives. */
  public interface Timers {
    /** When {@link #run} is wanted; {@link Long#MAX_VALUE} for never. */
    long deadlineNanos();

    /** The deadline has come. */
    void run(long nowNanos);
  }

  /** What is done at the end of a turn, when it is known whether more has come meanwhile. */
  interface TurnEnd {
    /** Whether {@link #run} is wanted. */
    boolean isWanted();

    /**
     * A turn ends. It is called again, if it is wanted still, as long as nothing waits.
     *
     * @param quiet whether no datagram and no task waits
     */
    void run(boolean quiet);
  }

  /** For a loop that waits for datagrams and tasks only. */
  public static final class NoTimers implements Timers {
    /** No deadline ever comes. */
    public NoTimers() {}

    @Override
    public long deadlineNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public void run(long nowNanos) {
      throw new IllegalStateException("a deadline that never comes");
    }
  }

  private final Selector selector;
  private final LongSupplier clock;
  private final Timers timers;
  private final Alarm alarm;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECEIVE_BYTES);
  private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
  private final List<SelectionKey> firsts = new ArrayList<>();
  private final List<TurnEnd> turnEnds = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * Nothing is received before {@link #add}.
   *
   * @param clock monotonic nanoseconds
   */
  public DatagramLoop(LongSupplier clock, Timers timers) throws IOException {
    this.selector = Selector.open();
    this.clock = clock;
    this.timers = timers;
    this.alarm = new Alarm(selector, clock);
  }

  /** Receives from this non-blocking channel until it is closed. */
  public void add(DatagramChannel channel, Receiver receiver) throws ClosedChannelException {
    channel.register(selector, SelectionKey.OP_READ, receiver);
  }

  /**
   * Receives from this channel, and always before any other: whatever had come by it when a
   * datagram of another channel came is handled first. Who enters a room and then speaks there has
   * entered it when the line is handled, although both came by different channels.
   */
  public void addFirst(DatagramChannel channel, Receiver receiver) throws ClosedChannelException {
    firsts.add(channel.register(selector, SelectionKey.OP_READ, receiver));
  }

  /** Calls this at the end of each turn. */
  void addTurnEnd(TurnEnd turnEnd) {
    turnEnds.add(turnEnd);
  }

  /** Runs a task on the loop's thread; waits if too many are waiting already. */
  public void execute(Runnable task) throws InterruptedException {
    tasks.put(task);
    selector.wakeup();
  }

  /**
   * The same for a thread that has nothing else to do if it is interrupted: the task is given up
   * then, and the thread stays interrupted.
   */
  public void post(Runnable task) {
    try {
      execute(task);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes {@link #run} return soon; may be called by any thread, any number of times. */
  public void stop() {
    stopped = true;
    selector.wakeup();
  }

  /**
   * Drives everything until {@link #stop}.
   *
   * @throws IOException if the system can no longer tell which channels are ready
   */
  public void run() throws IOException {
    while (!stopped) {
      await();
      for (SelectionKey key : selector.selectedKeys()) {
        drain(key);
      }
      selector.selectedKeys().clear();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      long now = clock.getAsLong();
      if (timers.deadlineNanos() != Long.MAX_VALUE && timers.deadlineNanos() - now <= 0) {
        timers.run(now);
      }
      for (TurnEnd turnEnd : turnEnds) {
        endTurn(turnEnd);
      }
    }
  }

  private void endTurn(TurnEnd turnEnd) throws IOException {
    boolean quiet = true;
    while (quiet && turnEnd.isWanted()) {
      // What is found ready now stays selected, and is received in the next turn.
      quiet = selector.selectNow() == 0 && selector.selectedKeys().isEmpty() && tasks.isEmpty();
      turnEnd.run(quiet);
    }
  }

  /**
   * Waits for a datagram, a task, or the deadline. A selector waits whole milliseconds; for the
   * rest the alarm wakes it.
   */
  private void await() throws IOException {
    while (!stopped) {
      long deadline = timers.deadlineNanos();
      if (!selector.selectedKeys().isEmpty()) {
        return;
      }
      if (deadline == Long.MAX_VALUE) {
        selector.select();
        return;
      }
      long nanos = deadline - clock.getAsLong();
      if (nanos <= 0 || !tasks.isEmpty()) {
        selector.selectNow();
        return;
      }
      if (nanos < WHOLE_NANOS) {
        alarm.set(deadline);
        selector.select();
        return;
      }
      if (selector.select(TimeUnit.NANOSECONDS.toMillis(nanos)) > 0) {
        return;
      }
    }
  }

  private void drainFirsts() {
    firsts.removeIf(first -> !first.channel().isOpen());
    for (SelectionKey first : List.copyOf(firsts)) {
      drain(first);
    }
  }

  private void drain(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    Receiver receiver = (Receiver) key.attachment();
    boolean first = firsts.contains(key);
    try {
      for (int count = 0; count < DATAGRAMS_PER_TURN && key.isValid(); count++) {
        buffer.clear();
        InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
        if (source == null) {
          return;
        }
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        if (!first) {
          drainFirsts();
        }
        receiver.receive(clock.getAsLong(), source, datagram);
      }
    } catch (ClosedChannelException | CancelledKeyException closed) {
      key.cancel();
    } catch (IOException passing) {
      // An error that the network reported for an earlier datagram; the channel goes on.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    alarm.close();
    selector.close();
  }
}

package roomcast.transport;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wakes a selector at a time that is exact to a fraction of a millisecond, which a selector alone
 * cannot: it waits whole milliseconds. A thread of its own waits instead, and is started when it is
 * wanted first. {@link #set} belongs to the selector's thread.
 */
final class Alarm implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final Selector selector;
  private final LongSupplier clock;
  private final AtomicLong dueNanos = new AtomicLong(NEVER);
  private volatile long waitsUntilNanos = NEVER;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /** Nothing is set. */
  Alarm(Selector selector, LongSupplier clock) {
    this.selector = selector;
    this.clock = clock;
  }

  /** Wakes the selector then; only the last time that was set counts. */
  void set(long atNanos) {
    dueNanos.set(atNanos);
    Thread waiting = thread;
    if (waiting == null) {
      thread = Thread.ofPlatform().name("alarm").daemon().start(this::run);
      return;
    }
    // One that wakes too early looks again; it need not be told.
    long until = waitsUntilNanos;
    if (until == NEVER || atNanos - until < 0) {
      LockSupport.unpark(waiting);
    }
  }

  private void run() {
    while (!closed) {
      long due = dueNanos.get();
      waitsUntilNanos = due;
      if (due != dueNanos.get()) {
        // Set again before it could be seen that this thread waits for another time.
        continue;
      }
      if (due == NEVER) {
        LockSupport.park(this);
        continue;
      }
      long left = due - clock.getAsLong();
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else if (dueNanos.compareAndSet(due, NEVER)) {
        selector.wakeup();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Thread waiting = thread;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }
}

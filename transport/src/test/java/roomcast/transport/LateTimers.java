package roomcast.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Timers that write down how late they were run. */
final class LateTimers implements DatagramLoop.Timers {
  final List<Long> lateNanos = new CopyOnWriteArrayList<>();
  private final Queue<Long> deadlines;

  LateTimers(List<Long> deadlines) {
    this.deadlines = new ArrayDeque<>(deadlines);
  }

  @Override
  public long deadlineNanos() {
    Long next = deadlines.peek();
    return next == null ? Long.MAX_VALUE : next;
  }

  @Override
  public void run(long nowNanos) {
    lateNanos.add(nowNanos - deadlines.remove());
  }

  static Thread runInBackground(DatagramLoop loop) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            loop.run();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }
}

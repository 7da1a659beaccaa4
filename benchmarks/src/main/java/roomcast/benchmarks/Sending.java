package roomcast.benchmarks;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import roomcast.benchmarks.peer.MessageSender;

/**
 * Sends a load. Each message bears the time at which it was to be sent, not at which it was: a
 * sender that falls behind is not spared the time by which it is late.
 */
final class Sending {
  private static final long REFUSED_NAP_NANOS = 20_000;

  private final MessageSender sender;
  private final Load load;

  Sending(MessageSender sender, Load load) {
    this.sender = sender;
    this.load = load;
  }

  /**
   * Sends all of it.
   *
   * @return the time at which the first message that is measured was to be sent
   */
  long run() throws IOException {
    long start = System.nanoTime();
    long measuredFrom = start;
    for (long serial = 0; serial < load.total(); serial++) {
      long due = load.isFlood() ? System.nanoTime() : start + load.offsetNanos(serial);
      measuredFrom = serial == load.warmUp() ? due : measuredFrom;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String text = new StampedText(serial, due).text();
      while (!sender.trySend(text)) {
        LockSupport.parkNanos(REFUSED_NAP_NANOS);
      }
    }
    return measuredFrom;
  }
}

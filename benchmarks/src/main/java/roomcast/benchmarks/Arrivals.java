package roomcast.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * What has come to one receiver: whether each message once and in order, and how long after it was
 * to be sent. Safe for several threads.
 */
final class Arrivals {
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final int DIGITS = 3;

  private final long warmUp;
  private final Histogram latencies = histogram();
  private long heard;
  private long next;
  private long misplaced;
  private long lastNanos;

  /** Measures from the message with this serial number on. */
  Arrivals(long warmUp) {
    this.warmUp = warmUp;
  }

  /** One that takes what a message may need, to three digits. */
  static Histogram histogram() {
    return new Histogram(HIGHEST_NANOS, DIGITS);
  }

  /** A message has come. */
  synchronized void heard(long nowNanos, StampedText message) {
    heard++;
    misplaced += message.serial() == next ? 0 : 1;
    next = message.serial() + 1;
    lastNanos = nowNanos;
    if (message.serial() >= warmUp) {
      latencies.recordValue(Math.clamp(nowNanos - message.nanos(), 0, HIGHEST_NANOS));
    }
  }

  /** How many have come. */
  synchronized long count() {
    return heard;
  }

  /** What there is to tell. */
  synchronized Report report() {
    return new Report(heard, misplaced, lastNanos, latencies.copy());
  }

  /**
   * The same for others.
   *
   * @param heard how many messages came
   * @param misplaced how many of them did not follow the one before: lost, doubled or out of order
   * @param lastNanos when the last one came
   * @param latencies in nanoseconds, of those after the warm-up
   */
  record Report(long heard, long misplaced, long lastNanos, Histogram latencies) {
    /** As a line for {@link #parse}. */
    String line() {
      ByteBuffer bytes = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
      int size = latencies.encodeIntoCompressedByteBuffer(bytes, Deflater.BEST_SPEED);
      byte[] code = Arrays.copyOf(bytes.array(), size);
      String histogram = Base64.getEncoder().encodeToString(code);
      return heard + " " + misplaced + " " + lastNanos + " " + histogram;
    }

    /**
     * Reads a {@link #line}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Report parse(String line) {
      String[] words = line.split(" ", -1);
      try {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(words[3]));
        return new Report(
            Long.parseLong(words[0]),
            Long.parseLong(words[1]),
            Long.parseLong(words[2]),
            Histogram.decodeFromCompressedByteBuffer(bytes, HIGHEST_NANOS));
      } catch (DataFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException("no report: " + line, e);
      }
    }
  }
}

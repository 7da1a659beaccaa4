package roomcast.benchmarks.peer;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Aeron with an embedded media driver, set for low latency on few processors: one driver thread,
 * which after some turns in vain naps as briefly as the system can; negative acknowledgements after
 * at most 2 ms; terms of 1 MiB.
 */
final class AeronNode implements AutoCloseable {
  static final int STREAM = 1;

  private static final String GROUP = "239.0.0.79";
  private static final int TERM_BYTES = 1 << 20;
  private static final long NAK_BACKOFF_MILLIS = 2;
  private static final int NAK_GROUP_SIZE = 10;
  private static final int SPINS_MAX = 10;
  private static final int YIELDS_MAX = 20;
  private static final long NAP_NANOS_MIN = 1_000;
  private static final long NAP_NANOS_MAX = 50_000;

  private final MediaDriver driver;
  private final Aeron aeron;

  AeronNode() {
    Path memory = Path.of("/dev/shm");
    Path parent =
        Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    long pid = ProcessHandle.current().pid();
    Path folder = parent.resolve("roomcast-benchmark-" + pid + "-" + System.nanoTime());
    driver =
        MediaDriver.launchEmbedded(
            new MediaDriver.Context()
                .aeronDirectoryName(folder.toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle())
                .publicationTermBufferLength(TERM_BYTES)
                .nakMulticastMaxBackoffNs(TimeUnit.MILLISECONDS.toNanos(NAK_BACKOFF_MILLIS))
                .nakMulticastGroupSize(NAK_GROUP_SIZE));
    aeron =
        Aeron.connect(
            new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .idleStrategy(idle()));
  }

  /** What to do when there is nothing to do. */
  static IdleStrategy idle() {
    return new BackoffIdleStrategy(SPINS_MAX, YIELDS_MAX, NAP_NANOS_MIN, NAP_NANOS_MAX);
  }

  static String channel(int port) {
    return "aeron:udp?endpoint=" + GROUP + ":" + port + "|interface=127.0.0.1";
  }

  Aeron client() {
    return aeron;
  }

  @Override
  public void close() {
    aeron.close();
    driver.close();
  }
}

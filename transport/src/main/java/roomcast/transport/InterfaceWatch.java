package roomcast.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks every few seconds whether the interfaces to use have changed.
 *
 * <p>By looking, because Java is not told; on a thread of its own, because with many interfaces the
 * system takes milliseconds to list them.
 */
public final class InterfaceWatch implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts to watch.
   *
   * @param chosen as in {@link Interfaces#select}
   * @param present the interfaces in use now
   * @param changed told the new ones, on the watch's thread
   */
  public InterfaceWatch(
      List<String> chosen,
      List<ServedInterface> present,
      Duration every,
      Consumer<List<ServedInterface>> changed) {
    Thread.ofPlatform()
        .name("interface-watch")
        .daemon()
        .start(() -> watch(chosen, present, every, changed));
  }

  private void watch(
      List<String> chosen,
      List<ServedInterface> atStart,
      Duration every,
      Consumer<List<ServedInterface>> changed) {
    List<ServedInterface> last = atStart;
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        List<ServedInterface> now = present(chosen, last);
        if (!now.equals(last)) {
          last = now;
          changed.accept(now);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<ServedInterface> present(
      List<String> chosen, List<ServedInterface> otherwise) {
    try {
      return Interfaces.selectPresent(chosen);
    } catch (IOException passing) {
      return otherwise;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

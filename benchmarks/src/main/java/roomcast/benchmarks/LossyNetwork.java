package roomcast.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The network namespace of this process, in which nft drops a part of all multicast datagrams as
 * they come in, each by chance. What is dropped is dropped for all who would have heard it.
 */
final class LossyNetwork {
  private static final String TABLE = "roomcast-benchmark";

  /**
   * Drops nothing yet.
   *
   * @throws IOException if there is no nft, or this is not a namespace of our own
   */
  LossyNetwork() throws IOException {
    nft("add table inet " + TABLE);
    nft("add chain inet " + TABLE + " in { type filter hook input priority 0; }");
  }

  /**
   * Drops so many of a hundred from now on.
   *
   * @throws IOException if nft refuses
   */
  void drop(int percent) throws IOException {
    nft("flush chain inet " + TABLE + " in");
    if (percent > 0) {
      nft(
          "add rule inet "
              + TABLE
              + " in ip daddr 224.0.0.0/4 numgen random mod 100 < "
              + percent
              + " drop");
    }
  }

  private static void nft(String command) throws IOException {
    Process process = new ProcessBuilder("nft", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("nft " + command + ": " + said.strip());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    }
  }
}

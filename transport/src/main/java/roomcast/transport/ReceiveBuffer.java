package roomcast.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What the system grants of a receive buffer, and what comes of too little: datagrams that nobody
 * could read in time are dropped, and have to be asked for again.
 */
public final class ReceiveBuffer {
  /**
   * Enough, in bytes: what comes in 65 ms at the pace at which a member begins, 16 MB/s. A longer
   * pause of the garbage collector or the scheduler is rare.
   */
  public static final int ENOUGH_BYTES = 1 << 20;

  /** How the system is made to grant more. */
  public static final String CURE = "sysctl -w net.core.rmem_max=4194304";

  private static final Path UDP_SOCKETS = Path.of("/proc/net/udp");
  private static final int LOCAL_ADDRESS = 1;

  private ReceiveBuffer() {}

  /**
   * That too little is granted, as a sentence without a full stop.
   *
   * @param grantedBytes what is granted
   */
  public static String hint(int grantedBytes) {
    return "the system grants a receive buffer of "
        + grantedBytes / 1024
        + " KiB; busy rooms want "
        + ENOUGH_BYTES / 1024
        + ", or datagrams are dropped and have to be repaired; '"
        + CURE
        + "' cures it";
  }

  /**
   * How many datagrams for these ports the system has dropped since the sockets were opened that
   * are open now, of any program; 0 where it does not say, which only Linux does.
   */
  public static long drops(IntPredicate port) {
    try {
      return drops(Files.readAllLines(UDP_SOCKETS, StandardCharsets.US_ASCII), port);
    } catch (IOException notLinux) {
      return 0;
    }
  }

  /** The same of the lines of {@code /proc/net/udp}: the last column counts the drops. */
  static long drops(List<String> lines, IntPredicate port) {
    long drops = 0;
    for (String line : lines) {
      String[] columns = line.strip().split(" +", -1);
      boolean isSocket =
          columns.length > LOCAL_ADDRESS + 1
              && columns[LOCAL_ADDRESS].matches("[0-9A-F]{8}:[0-9A-F]{4}")
              && columns[columns.length - 1].matches("[0-9]{1,18}");
      if (isSocket && port.test(Integer.parseInt(columns[LOCAL_ADDRESS].substring(9), 16))) {
        drops += Long.parseLong(columns[columns.length - 1]);
      }
    }
    return drops;
  }
}

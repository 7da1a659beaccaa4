package roomcast.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import roomcast.protocol.discovery.DiscoveryCodec;

/** What this machine is called, without asking a name server, which may not answer. */
final class HostName {
  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String get() {
    String name;
    try {
      name = Files.readString(LINUX).strip();
    } catch (IOException elsewhere) {
      name = System.getenv().getOrDefault("COMPUTERNAME", "");
    }
    boolean usable =
        !name.isEmpty()
            && name.getBytes(StandardCharsets.UTF_8).length <= DiscoveryCodec.NAME_BYTES_MAX;
    return usable ? name : "directory";
  }
}

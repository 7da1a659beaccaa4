package roomcast.terminal.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import roomcast.client.DirectoryFinder;
import roomcast.client.FoundDirectory;
import roomcast.client.StatusQuery;
import roomcast.protocol.wire.PublicKey;
import roomcast.terminal.ExitCode;
import roomcast.transport.NetworkSettings;

/** {@code roomcast status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints what the directory of this network has counted, NAME VALUE a line.",
      "Everything that it drops is counted; docs/OPERATING.md explains each."
    },
    footer = {"", "Exit code: 0 done, 3 no directory."})
final class StatusCommand extends OneShot {
  private static final String KEY = "directory-key";

  @Override
  int run(NetworkSettings network) throws IOException, Ended {
    String lines = StatusQuery.lines(network);
    if (lines == null) {
      throw noDirectory(network);
    }
    // Asked for apart, since what a directory has counted is not signed.
    FoundDirectory directory = new DirectoryFinder(network).findQuickly();
    PublicKey key = directory == null ? null : directory.key();
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      if (key != null) {
        fields.put(KEY, key.fingerprint());
      }
      fields.putAll(StatusQuery.numbers(lines));
      out.println(Json.line(fields));
    } else {
      if (key != null) {
        out.println(KEY + " " + key);
      }
      out.print(lines);
    }
    return ExitCode.DONE;
  }
}

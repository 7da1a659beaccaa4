package roomcast.client.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;

/** A program of its own that takes a seat, says which, and keeps it until its input ends. */
final class SeatHolder {
  private SeatHolder() {}

  public static void main(String[] arguments) throws IOException {
    DataFolder folder = new DataFolder(Path.of(arguments[0]));
    try (Installation held = Installation.open(folder, InstantSource.system());
        InputStream untilClosed = System.in) {
      String key = HexFormat.of().formatHex(held.signer().publicKey());
      System.out.println(held.seat() + " " + key);
      System.exit(untilClosed.read() < 0 ? 0 : 1);
    }
  }
}

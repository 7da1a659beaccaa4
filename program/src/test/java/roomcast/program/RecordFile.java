package roomcast.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a program writes down what happens, for {@link RoomRecord} to read. Every line is in the
 * file before the next thing happens, so it survives a kill.
 */
final class RecordFile {
  private final FileChannel file;

  RecordFile(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
  }

  /** Safe for any number of threads. */
  void write(String kind, String rest) {
    String line = kind + " " + System.nanoTime() + " " + rest + "\n";
    try {
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

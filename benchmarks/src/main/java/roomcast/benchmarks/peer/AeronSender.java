package roomcast.benchmarks.peer;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;

/** Publishes to a multicast channel. */
final class AeronSender implements MessageSender {
  private static final int MESSAGE_BYTES_MAX = 1_024;

  private final AeronNode node = new AeronNode();
  private final ExclusivePublication publication;
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MESSAGE_BYTES_MAX]);
  private long pressed;

  AeronSender(int port) {
    publication = node.client().addExclusivePublication(AeronNode.channel(port), AeronNode.STREAM);
  }

  @Override
  public boolean isConnected() {
    return publication.isConnected();
  }

  @Override
  public boolean trySend(String text) throws IOException {
    int bytes = buffer.putStringWithoutLengthAscii(0, text);
    long position = publication.offer(buffer, 0, bytes);
    if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
      throw new IOException("Aeron takes no more messages: " + Publication.errorString(position));
    }
    pressed += position < 0 ? 1 : 0;
    return position >= 0;
  }

  @Override
  public String figures() {
    return "refused=" + pressed;
  }

  @Override
  public void close() {
    node.close();
  }
}

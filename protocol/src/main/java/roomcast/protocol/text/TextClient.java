package roomcast.protocol.text;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.RoomName;

/** A program that speaks the text protocol, known by its address and port. */
final class TextClient {
  final InetSocketAddress source;
  DialogueState state = DialogueState.OUTSIDE;
  @Nullable RoomName room;
  long lastHeardNanos;

  TextClient(InetSocketAddress source, long nowNanos) {
    this.source = source;
    this.lastHeardNanos = nowNanos;
  }
}

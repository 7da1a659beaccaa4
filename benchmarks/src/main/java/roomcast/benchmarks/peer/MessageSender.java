package roomcast.benchmarks.peer;

import java.io.IOException;

/** Sends messages to all receivers. Belongs to one thread. */
public interface MessageSender extends AutoCloseable {
  /** Whether it can send, as far as it can tell; whether all hear it, the receivers know. */
  boolean isConnected();

  /**
   * Sends a message, unless there is no room for it now.
   *
   * @param text ASCII characters
   * @return whether it was taken; it arrives then
   * @throws IOException if nothing can be sent any more
   */
  boolean trySend(String text) throws IOException;

  /** A number or two that tell how it went, for people. */
  String figures() throws IOException;

  @Override
  void close();
}

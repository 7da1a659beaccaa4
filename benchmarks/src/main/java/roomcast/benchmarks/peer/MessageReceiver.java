package roomcast.benchmarks.peer;

import java.io.IOException;

/** Hears messages, and hands them to whoever it was opened with. */
public interface MessageReceiver extends AutoCloseable {
  /** Told of each message on the receiver's own thread. */
  @FunctionalInterface
  interface Listener {
    /** A message came. */
    void heard(String text);
  }

  /** Whether it has heard of the sender. */
  boolean isConnected();

  /** A number or two that tell how it went, for people. */
  String figures() throws IOException;

  @Override
  void close();
}

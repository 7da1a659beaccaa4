package roomcast.transport;

import java.io.IOException;

/**
 * An interface was named that is not there or cannot be used; the message says why, and which there
 * are.
 */
public final class NoSuchInterfaceException extends IOException {
  private static final long serialVersionUID = 1L;

  NoSuchInterfaceException(String message) {
    super(message);
  }
}

package roomcast.server;

/** The server cannot start, or go on; the message names the cause and the cure in one line. */
public final class CannotServeException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotServeException(String message) {
    super(message);
  }

  CannotServeException(String message, Throwable cause) {
    super(message, cause);
  }
}

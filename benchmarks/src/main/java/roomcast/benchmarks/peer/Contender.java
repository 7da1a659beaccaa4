package roomcast.benchmarks.peer;

import java.io.IOException;

/** Who is measured. */
public enum Contender {
  /** This project, by its client library. */
  ROOMCAST("Roomcast") {
    @Override
    public MessageSender sender(int port) throws IOException {
      return new RoomcastSender(port);
    }

    @Override
    public MessageReceiver receiver(int port, MessageReceiver.Listener listener)
        throws IOException {
      return new RoomcastReceiver(port, listener);
    }
  },
  /** The peer: Aeron's multicast, each process with a media driver of its own. */
  AERON("Aeron") {
    @Override
    public MessageSender sender(int port) {
      return new AeronSender(port);
    }

    @Override
    public MessageReceiver receiver(int port, MessageReceiver.Listener listener) {
      return new AeronReceiver(port, listener);
    }
  };

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /**
   * Opens a sender on the loopback interface.
   *
   * @param port the port of the group; the one above is used too
   */
  public abstract MessageSender sender(int port) throws IOException;

  /** Opens a receiver on the loopback interface. */
  public abstract MessageReceiver receiver(int port, MessageReceiver.Listener listener)
      throws IOException;
}

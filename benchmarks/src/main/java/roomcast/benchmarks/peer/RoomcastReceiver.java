package roomcast.benchmarks.peer;

import java.io.IOException;
import roomcast.protocol.session.SessionCounter;

/** Listens in a room. */
final class RoomcastReceiver implements MessageReceiver {
  private final RoomcastMember member;

  RoomcastReceiver(int port, Listener listener) throws IOException {
    member = new RoomcastMember(port, "receiver", listener);
  }

  @Override
  public boolean isConnected() {
    return member.hearsSender();
  }

  @Override
  public String figures() throws IOException {
    return member.figures(
        SessionCounter.BLOCKS_RECEIVED,
        SessionCounter.NACKS_SENT,
        SessionCounter.BLOCKS_ASKED,
        SessionCounter.BLOCKS_SILENCED,
        SessionCounter.BLOCKS_DUPLICATE,
        SessionCounter.REPAIRS_SENT);
  }

  @Override
  public void close() {
    member.close();
  }
}

package roomcast.benchmarks.peer;

import java.io.IOException;
import roomcast.protocol.session.SessionCounter;

/** Speaks in a room. */
final class RoomcastSender implements MessageSender {
  private final RoomcastMember member;

  RoomcastSender(int port) throws IOException {
    member = new RoomcastMember(port, RoomcastMember.SENDER, text -> {});
  }

  @Override
  public boolean isConnected() {
    // It is in the room, and need not know who hears it; the receivers tell when they have heard
    // it.
    return true;
  }

  @Override
  public boolean trySend(String text) throws IOException {
    return member.trySend(text);
  }

  @Override
  public String figures() throws IOException {
    return member.figures(
        SessionCounter.BLOCKS_SENT,
        SessionCounter.DATAGRAMS_SENT,
        SessionCounter.NACKS_HEARD,
        SessionCounter.REPAIRS_SENT,
        SessionCounter.MESSAGES_REFUSED);
  }

  @Override
  public void close() {
    member.close();
  }
}

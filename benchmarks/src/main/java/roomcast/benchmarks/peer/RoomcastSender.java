package roomcast.benchmarks.peer;

import java.io.IOException;
import roomcast.protocol.session.SessionCounter;

/** Speaks in a room. */
final class RoomcastSender implements MessageSender {
  private final RoomcastMember member;

  RoomcastSender(int port) throws IOException {
    member = new RoomcastMember(port, "sender", text -> {});
  }

  @Override
  public boolean isConnected(int receivers) {
    return member.others() >= receivers;
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

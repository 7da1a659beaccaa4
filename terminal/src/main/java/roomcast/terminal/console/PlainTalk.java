package roomcast.terminal.console;

import java.io.IOException;
import java.util.List;
import roomcast.client.Pace;
import roomcast.client.TextRoom;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;
import roomcast.transport.NetworkSettings;

/** A room of an original server: plain text, as reliable as the network. */
final class PlainTalk implements Talk {
  private final Room room;
  private final String name;
  private final TextRoom inside;
  private final Pace pace = new Pace(System.nanoTime());

  PlainTalk(NetworkSettings network, Room room, String name, Screen screen, Completions completions)
      throws IOException {
    this.room = room;
    this.name = name;
    this.inside =
        new TextRoom(
            network,
            room.address(),
            (source, line) -> {
              completions.heard(line.name());
              screen.print(new ChatMark(line));
            });
  }

  @Override
  public Room room() {
    return room;
  }

  @Override
  public void say(String text) throws IOException {
    try {
      pace.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!inside.speak(name, text)) {
      throw new IOException("no network takes it; 'roomcast doctor' shows why");
    }
  }

  @Override
  public List<Presence> members() {
    return List.of();
  }

  @Override
  public boolean isDirectory(Presence member) {
    return false;
  }

  @Override
  public boolean knowsMembers() {
    return false;
  }

  @Override
  public void close() {
    inside.close();
  }
}

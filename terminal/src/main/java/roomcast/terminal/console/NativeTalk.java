package roomcast.terminal.console;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roomcast.client.ChatRoom;
import roomcast.client.RoomListener;
import roomcast.client.RoomMessage;
import roomcast.client.Roomcast;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.text.ChatLine;

/** A room of ours: nothing is lost, and who speaks is proved. */
final class NativeTalk implements Talk {
  /** Later than the quickest message of the same sender by this much: it was late. */
  private static final long DELAYED_MILLIS = 2_000;

  private static final int SENDERS_MAX = 1_000;

  private final Screen screen;
  private final Completions completions;
  private final InstantSource clock;
  private final ChatRoom inside;

  /** By sender: how far behind our clock its quickest message was. */
  private final Map<String, Long> quickestMillis =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > SENDERS_MAX;
        }
      };

  NativeTalk(
      Roomcast roomcast,
      Room room,
      String name,
      Screen screen,
      Completions completions,
      InstantSource clock)
      throws IOException {
    this.screen = screen;
    this.completions = completions;
    this.clock = clock;
    this.inside = roomcast.join(room, name, new Ear());
  }

  private final class Ear implements RoomListener {
    @Override
    public void heard(RoomMessage message) {
      completions.heard(message.name());
      List<String> notes = new ArrayList<>();
      if (!message.isVerified()) {
        notes.add(
            message.isAdoptedByStranger()
                ? "unverified, not by this room's directory"
                : "unverified");
      }
      long late = lateMillis(message);
      if (late >= DELAYED_MILLIS) {
        notes.add("delayed " + late / 1_000 + " s");
      }
      print(message, String.join(", ", notes));
    }

    @Override
    public void sent(long ticket, RoomMessage message) {
      print(message, "");
    }

    @Override
    public void waiting(String name, RoomEvent.Waiting gap) {
      if (!name.isEmpty()) {
        screen.note("Something that " + name + " said is missing; asking for it.");
      }
    }

    @Override
    public void lost(String name, RoomEvent.Lost gap) {
      screen.note("Something that " + name + " said is lost for good.");
    }

    @Override
    public void warned(String sentence) {
      screen.note(DirectoryGuide.sentence(sentence));
    }
  }

  private long lateMillis(RoomMessage message) {
    long behind = clock.millis() - message.time().toEpochMilli();
    long quickest = quickestMillis.merge(message.senderId(), behind, Math::min);
    return behind - quickest;
  }

  /** A message of several lines is several lines, each under the name. */
  private void print(RoomMessage message, String note) {
    List<String> lines = message.text().lines().toList();
    for (String line : lines.isEmpty() ? List.of("") : lines) {
      screen.print(new ChatMark(new ChatLine(message.name(), line), note));
    }
  }

  @Override
  public Room room() {
    return inside.room();
  }

  @Override
  public void say(String text) throws IOException {
    inside.send(text);
  }

  @Override
  public List<Presence> members() throws IOException {
    return inside.members();
  }

  @Override
  public boolean isDirectory(Presence member) throws IOException {
    return inside.isDirectory(member);
  }

  @Override
  public boolean knowsMembers() {
    return true;
  }

  @Override
  public void close() {
    inside.close();
  }
}

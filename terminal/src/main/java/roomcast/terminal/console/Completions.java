package roomcast.terminal.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import roomcast.protocol.RoomName;

/** What Tab offers. */
final class Completions {
  private static final int PEOPLE_MAX = 1_000;

  private static final List<String> COMMANDS =
      List.of(
          "connect",
          "name",
          "chat",
          "getdir",
          "rooms",
          "makeroom",
          "deleteroom",
          "trust",
          "bye",
          "help",
          "quit");

  private static final List<String> TAKING_ROOMS = List.of("chat", "deleteroom", "trust");
  private static final List<String> IN_ROOM =
      List.of("/exit", "/help", "/rooms", "/trust", "/who", "exit");

  private final Supplier<List<String>> rooms;

  /** Who has spoken, by folded name; the longest silent is forgotten first. */
  private final Map<String, String> people =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > PEOPLE_MAX;
        }
      };

  /**
   * @param rooms gives the names of rooms, quickly
   */
  Completions(Supplier<List<String>> rooms) {
    this.rooms = rooms;
  }

  /** Somebody has spoken; for any thread. */
  void heard(String name) {
    synchronized (people) {
      people.put(RoomName.folded(name), name);
    }
  }

  /** Everything that could stand as the last word of what is typed. */
  List<String> offer(Screen.Offer kind, String typed) {
    int space = typed.indexOf(' ');
    return switch (kind) {
      case NOTHING -> List.of();
      case ROOMS -> rooms.get();
      case COMMANDS -> {
        if (space < 0) {
          yield COMMANDS;
        }
        yield TAKING_ROOMS.contains(typed.substring(0, space)) ? rooms.get() : List.of();
      }
      case PEOPLE -> people(space < 0);
    };
  }

  /** At the beginning of a line a name is followed by a colon, as one addresses somebody. */
  private List<String> people(boolean first) {
    List<String> offered = new ArrayList<>(first ? IN_ROOM : List.of());
    synchronized (people) {
      people.values().forEach(name -> offered.add(first ? name + ":" : name));
    }
    return offered;
  }
}

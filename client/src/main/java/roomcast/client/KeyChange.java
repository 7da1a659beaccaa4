package roomcast.client;

import roomcast.protocol.Room;
import roomcast.protocol.wire.PublicKey;

/** Says that rooms are listed by a directory of another key than theirs. */
final class KeyChange {
  private KeyChange() {}

  /**
   * A sentence without a full stop, with the cure.
   *
   * @param others how many other rooms it is about
   */
  static String sentence(Room room, int others, PublicKey before, FoundDirectory now) {
    String name = room.name().text();
    String rooms =
        others == 0
            ? name
            : name + " and " + others + (others == 1 ? " other room" : " other rooms");
    String head = "the directory of " + rooms + " has another key than before: it was " + before;
    PublicKey key = now.key();
    if (key == null) {
      return head
          + ", and "
          + now.label()
          + ", which answers now, speaks plain text only and has none; it may be anybody's";
    }
    return head
        + ", and that of "
        + now.label()
        + (now.standing().temporary() ? ", a temporary one, is " : " is ")
        + key
        + "; that one is not taken for the directory there, and people talk as before."
        + " If whoever runs it has changed it, 'roomcast trust "
        + name
        + "' accepts the new key";
  }
}

package roomcast.protocol.discovery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Room;
import roomcast.protocol.wire.PublicKey;

/** A datagram of discovery, decoded. docs/PROTOCOL.md draws the bytes. */
public sealed interface DiscoveryFrame {

  /** A number that the asker made up; answers repeat it. */
  long nonce();

  /** A frame that anybody can make up. */
  sealed interface Unsigned extends DiscoveryFrame {}

  /**
   * What a directory says, and proves by its key. Decoded, but not yet checked: see {@link
   * DiscoveryCodec#isProved}.
   */
  sealed interface Signed extends DiscoveryFrame {
    /** The key that the signature has to be of. */
    PublicKey key();
  }

  /**
   * "Is a directory here?", asked on the group; directories ask too, and so learn of each other.
   *
   * @param versionMin the oldest protocol version that the asker speaks
   * @param versionMax the newest one
   * @param asker who asks
   * @param standing the asker's standing if it is a directory, else {@link Standing#NONE}
   */
  record Probe(int versionMin, int versionMax, Asker asker, long nonce, Standing standing)
      implements Unsigned {}

  /**
   * "A directory is here", from the one that serves the network.
   *
   * @param version the protocol version to speak
   * @param rooms how many rooms it has
   * @param name what it calls itself, at most 64 bytes
   */
  record Answer(int version, long nonce, Standing standing, int rooms, String name, PublicKey key)
      implements Signed {}

  /** "Which rooms have you, from the one of this index on?" (from 0). */
  record RoomsRequest(long nonce, int from) implements Unsigned {}

  /**
   * Some rooms of a directory, in its order.
   *
   * @param from the index of the first one
   * @param total how many it has in all
   * @param rooms at most 255
   */
  record RoomsPage(long nonce, int from, int total, List<Room> rooms, PublicKey key)
      implements Signed {}

  /** "What have you counted?" */
  record StatusRequest(long nonce) implements Unsigned {}

  /** What a directory has counted: lines {@code NAME VALUE}. People read it; nothing follows. */
  record Status(long nonce, String lines) implements Unsigned {}

  /** Who sends a probe. */
  enum Asker {
    /** A program that looks for a directory once, or stays no longer. */
    PASSING(0),
    /**
     * A program that uses the directory until it says otherwise; it asks again every half minute.
     */
    STAYING(1),
    /** A directory that has not begun to serve. */
    STARTING(2),
    /** A directory that serves or stands by. */
    DIRECTORY(3);

    private final int code;

    Asker(int code) {
      this.code = code;
    }

    /** Its number in a datagram. */
    int code() {
      return code;
    }

    /** The one of that number, or null. */
    static @Nullable Asker ofCode(int code) {
      for (Asker asker : values()) {
        if (asker.code == code) {
          return asker;
        }
      }
      return null;
    }
  }
}

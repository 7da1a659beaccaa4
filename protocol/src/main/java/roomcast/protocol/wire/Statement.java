package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that are signed in statements that are not seals. Each kind begins with other words.
 */
public final class Statement {
  private Statement() {}

  /** That blocks of an own log cannot be had any more. */
  public static byte[] lost(RoomTag room, LogId log, int from, int to, int ageSeconds) {
    byte[] what = bytes("roomcast lost", room, log, from, to);
    return ByteBuffer.allocate(what.length + 4).put(what).putInt(ageSeconds).array();
  }

  /** That the writer of a log is here, asked with this nonce. */
  public static byte[] alive(RoomTag room, LogId log, long nonce) {
    byte[] what = bytes("roomcast alive", room, log, 0, 0);
    return ByteBuffer.allocate(what.length + 8).put(what).putLong(nonce).array();
  }

  /** That the sender leaves, after block {@code last}. */
  public static byte[] leave(RoomTag room, LogId log, int last, long clock) {
    byte[] what = bytes("roomcast leave", room, log, last, last);
    return ByteBuffer.allocate(what.length + 8).put(what).putLong(clock).array();
  }

  /** That {@code holder} holds a log up to {@code last}. */
  public static byte[] held(RoomTag room, LogId holder, LogId log, int last) {
    byte[] who = bytes("roomcast held", room, holder, 0, 0);
    byte[] what = bytes("", room, log, last, last);
    return ByteBuffer.allocate(who.length + what.length).put(who).put(what).array();
  }

  private static byte[] bytes(String domain, RoomTag room, LogId log, int from, int to) {
    byte[] words = domain.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(words.length + 28)
        .put(words)
        .putLong(room.value())
        .putLong(log.sender())
        .putInt(log.incarnation())
        .putInt(from)
        .putInt(to)
        .array();
  }
}

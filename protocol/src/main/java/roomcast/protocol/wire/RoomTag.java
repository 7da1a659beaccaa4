package roomcast.protocol.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import roomcast.protocol.RoomName;

/**
 * Says which room a datagram is for, whatever address it came by.
 *
 * @param value the first eight bytes of SHA-256 over {@code room}, the room's comparable name and
 *     its generation, each followed by a zero byte but the last
 */
public record RoomTag(long value) {

  /**
   * The tag of a room.
   *
   * @param generation how many rooms of this name were made, this one included; 1 when unknown
   */
  public static RoomTag of(RoomName name, int generation) {
    byte[] zero = new byte[1];
    return new RoomTag(
        Hash.first8OfSha256(
            "room".getBytes(StandardCharsets.US_ASCII),
            zero,
            name.key().getBytes(StandardCharsets.UTF_8),
            zero,
            ByteBuffer.allocate(4).putInt(generation).array()));
  }
}

package roomcast.client;

import java.time.Instant;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;

/**
 * Something that was said in a room.
 *
 * @param log the log that it is in: who wrote it, and since when
 * @param sequence the block of the log in which it begins, from 1
 * @param index which message of that block, from 0
 * @param time the sender's clock; not to be trusted, but never before what it answers
 * @param name the chat name
 * @param text at most 64 KiB of UTF-8; may hold line feeds
 * @param adopted whether a directory has taken it over from a plain-text program, which proves
 *     nothing about who said it
 * @param byDirectory whether the writer of the log is the room's directory
 */
public record RoomMessage(
    LogId log,
    int sequence,
    int index,
    Instant time,
    String name,
    String text,
    boolean adopted,
    boolean byDirectory) {

  static RoomMessage of(RoomEvent.Delivered one, boolean byDirectory) {
    return of(one.log(), one.sequence(), one.index(), one.clock(), one.message(), byDirectory);
  }

  static RoomMessage of(
      LogId log, int sequence, int index, long clock, Message message, boolean byDirectory) {
    return new RoomMessage(
        log,
        sequence,
        index,
        Instant.ofEpochMilli(Block.clockMillis(clock)),
        message.name(),
        message.text(),
        message.adopted(),
        byDirectory);
  }

  /** Whether it is proved that the writer of the log has said it. */
  public boolean isVerified() {
    return !adopted;
  }

  /**
   * Whether it claims to be plain text that was taken over, and not by the room's directory: then
   * not even that is to be believed.
   */
  public boolean isAdoptedByStranger() {
    return adopted && !byDirectory;
  }

  /** The sender's id: 16 hexadecimal digits that belong to one key. */
  public String senderId() {
    return String.format("%016x", log.sender());
  }
}

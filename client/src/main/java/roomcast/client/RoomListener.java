package roomcast.client;

import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;

/**
 * Told what happens in a room, on the thread that drives all rooms of a program: do not block in
 * it.
 */
public interface RoomListener {
  /** Somebody else has said something: in the order of its sender, and once. */
  void heard(RoomMessage message);

  /** What we have said is on its way: the first datagram with it has been sent. */
  default void sent(long ticket, RoomMessage message) {}

  /** Another member has proved to hold all that we have said up to this ticket. */
  default void held(long ticket) {}

  /** Somebody is here. */
  default void here(Presence member) {}

  /** Nothing has been heard of a member for a while. */
  default void quiet(Presence member) {}

  /** A member is gone; {@code said} whether it said goodbye. */
  default void gone(Presence member, boolean said) {}

  /**
   * Messages are late; what comes behind them waits.
   *
   * @param name whose, or empty if that is not known
   */
  default void waiting(String name, RoomEvent.Waiting gap) {}

  /** Messages are lost for good, their sender says. */
  default void lost(String name, RoomEvent.Lost gap) {}

  /** Something that people should know, as a sentence without a full stop. */
  default void warned(String sentence) {}
}

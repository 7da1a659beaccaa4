package roomcast.simulation.checks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.ReceivedDatagram;

/** A rule that holds in every run. Throws a {@link Violation} when it does not. */
public interface Check {

  /** A session told an event. */
  default void happened(long nowNanos, Life life, RoomEvent event) {}

  /**
   * A session sent a datagram.
   *
   * @param read what it says, or null if it cannot be understood
   */
  default void transmitted(
      long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {}

  /** A session was handed a datagram. */
  default void heard(long nowNanos, Life life, byte[] datagram) {}

  /**
   * A session's timer fired.
   *
   * @param progressed whether something was sent or told, or the next deadline is later than now
   */
  default void timedOut(long nowNanos, Life life, boolean progressed) {}

  /** The run is over. */
  default void finished(long nowNanos, List<Standing> standings) {}

  /**
   * A member at the end of a run.
   *
   * @param members whom it knows
   */
  record Standing(Life life, List<Presence> members) {
    /** Immutable. */
    public Standing {
      members = List.copyOf(members);
    }
  }
}

package roomcast.simulation.checks;

import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.ReceivedDatagram;

/** S5: no datagram is longer than 1,232 bytes, and every one can be understood. */
public final class WithinLimits implements Check {
  private static final int DATAGRAM_BYTES_MAX = 1_232;

  @Override
  public void transmitted(
      long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
    if (datagram.length > DATAGRAM_BYTES_MAX) {
      throw new Violation(life.member(), "S5: a datagram of " + datagram.length + " bytes");
    }
    if (read == null) {
      throw new Violation(life.member(), "S5: a datagram that cannot be read");
    }
    if (read.parts().isEmpty()) {
      throw new Violation(life.member(), "S5: a datagram that says nothing");
    }
  }
}

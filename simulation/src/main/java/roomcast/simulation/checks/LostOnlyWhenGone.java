package roomcast.simulation.checks;

import java.util.List;
import roomcast.protocol.session.RoomEvent;

/**
 * S4: blocks are declared lost only if they have left the sender's ring, by age or by bytes, or if
 * the sender has ended since.
 */
public final class LostOnlyWhenGone implements Check {
  /** Clocks run at different rates, and a block is a little younger where it was proved later. */
  private static final double TOLERANCE = 0.9;

  private final Oracle oracle;

  /** Asks the oracle who said what when. */
  public LostOnlyWhenGone(Oracle oracle) {
    this.oracle = oracle;
  }

  @Override
  public void happened(long nowNanos, Life life, RoomEvent event) {
    if (!(event instanceof RoomEvent.Lost lost) || oracle.hasCopies(lost.log())) {
      return;
    }
    List<Oracle.Said> all = oracle.log(lost.log());
    for (int place = 0; place < all.size(); place++) {
      Oracle.Said said = all.get(place);
      boolean touched =
          said.sequence() <= lost.to() && oracle.lastBlock(lost.log(), place) >= lost.from();
      if (touched && said.life().isAlive() && !hasLeftRing(nowNanos, said)) {
        throw new Violation(
            life.member(), "S4: " + lost + ", but its sender holds " + said.sequence());
      }
    }
  }

  private boolean hasLeftRing(long nowNanos, Oracle.Said said) {
    boolean old = nowNanos - said.atNanos() >= TOLERANCE * said.life().limits().ringAgeMaxNanos();
    // What was said before may have come later, and have pushed it out.
    return old || oracle.bytesSaid() >= TOLERANCE * said.life().limits().ringBytesMax();
  }
}

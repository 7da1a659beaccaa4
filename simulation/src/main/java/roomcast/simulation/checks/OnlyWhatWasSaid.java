package roomcast.simulation.checks;

import roomcast.protocol.session.RoomEvent;

/** S1: nothing is delivered that was not published, in its place and to the letter. */
public final class OnlyWhatWasSaid implements Check {
  private final Oracle oracle;

  /** Asks the oracle. */
  public OnlyWhatWasSaid(Oracle oracle) {
    this.oracle = oracle;
  }

  @Override
  public void happened(long nowNanos, Life life, RoomEvent event) {
    switch (event) {
      case RoomEvent.Sent sent -> {
        if (oracle.sent(nowNanos, life, sent) == null) {
          throw new Violation(life.member(), "S1: sent what nobody had published: " + sent);
        }
      }
      case RoomEvent.Delivered delivered -> {
        if (!wasSaid(delivered)) {
          throw new Violation(
              life.member(),
              "S1: delivered what was not said: "
                  + delivered.log()
                  + "#"
                  + delivered.sequence()
                  + "."
                  + delivered.index()
                  + " "
                  + Texts.brief(delivered.message().text()));
        }
      }
      case RoomEvent.Malformed malformed ->
          throw new Violation(life.member(), "S1: a proved block is malformed: " + malformed);
      default -> {}
    }
  }

  private boolean wasSaid(RoomEvent.Delivered delivered) {
    if (oracle.isCloned(delivered.log())) {
      return oracle.log(delivered.log()).stream()
          .anyMatch(said -> said.message().equals(delivered.message()));
    }
    int place = oracle.find(delivered.log(), delivered.sequence(), delivered.index());
    return place >= 0
        && oracle.log(delivered.log()).get(place).message().equals(delivered.message());
  }
}

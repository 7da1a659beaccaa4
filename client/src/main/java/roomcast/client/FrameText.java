package roomcast.client;

import java.util.List;
import java.util.stream.Collectors;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoundTripCode;

/** Datagrams of a room in words, for people. */
public final class FrameText {
  private static final double NANOS_PER_MILLI = 1e6;

  private FrameText() {}

  /** All parts. */
  public static String of(ReceivedDatagram datagram) {
    return datagram.parts().stream().map(FrameText::of).collect(Collectors.joining("; "));
  }

  /** One part. */
  public static String of(Part part) {
    return switch (part) {
      case Part.OfBlock of -> "block " + of.block() + " (" + of.block().size() + " B)";
      case Part.OfSeal of ->
          "seal " + of.seal().log() + "#" + of.seal().from() + "-" + of.seal().to();
      case Part.OfIntroduction of ->
          "introduction of '" + of.introduction().name() + "' (" + of.introduction().role() + ")";
      case Part.Heartbeat beat ->
          String.format(
              "heartbeat #%d-%d, round trip %.1f ms, %d members",
              beat.first(),
              beat.last(),
              RoundTripCode.nanos(beat.roundTripCode()) / NANOS_PER_MILLI,
              beat.members());
      case Part.Nack nack -> "nack (attempt " + nack.attempt() + ") " + of(nack.missing());
      case Part.Coming coming -> "coming " + of(coming.blocks());
      case Part.Have have -> "have " + have.logs().size() + " logs";
      case Part.Hello hello -> "hello";
      case Part.Lost lost -> "lost " + lost.log() + "#" + lost.from() + "-" + lost.to();
      case Part.Leave leave -> "leave after #" + leave.last();
      case Part.WhoHolds who -> "who holds #" + who.last();
      case Part.Held held -> "held " + held.log() + "#" + held.last();
      case Part.Echo echo -> "echo";
      case Part.Challenge challenge -> "challenge " + challenge.log();
      case Part.Alive alive -> "alive " + alive.log();
    };
  }

  private static String of(List<Ranges> logs) {
    return logs.stream().map(FrameText::of).collect(Collectors.joining(", "));
  }

  private static String of(Ranges ranges) {
    return ranges.log()
        + ranges.ranges().stream()
            .map(one ->
                one.from() == one.to() ? "#" + one.from() : "#" + one.from() + "-" + one.to())
            .collect(Collectors.joining(" ", " ", ""));
  }
}

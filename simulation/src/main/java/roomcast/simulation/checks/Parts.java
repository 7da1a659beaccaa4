package roomcast.simulation.checks;

import java.util.ArrayList;
import java.util.List;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.Ranges;
import roomcast.protocol.wire.ReceivedDatagram;

/** Datagrams as they are shown in traces. */
public final class Parts {
  private Parts() {}

  /** What a datagram carries, in a few words. */
  public static String brief(ReceivedDatagram datagram) {
    List<String> words = new ArrayList<>();
    for (Part part : datagram.parts()) {
      words.add(word(part));
    }
    return String.join(", ", words);
  }

  private static String word(Part part) {
    return switch (part) {
      case Part.OfBlock of -> "block " + of.block();
      case Part.OfSeal of ->
          "seal " + of.seal().log() + "#" + of.seal().from() + "-" + of.seal().to();
      case Part.OfIntroduction of -> "introduction of " + of.introduction().name();
      case Part.Heartbeat beat -> "heartbeat " + beat.first() + "-" + beat.last();
      case Part.Nack nack -> "nack " + nack.attempt() + ranges(nack.missing());
      case Part.Coming coming -> "coming" + ranges(coming.blocks());
      case Part.Have have -> "have " + have.logs();
      case Part.Hello hello -> "hello";
      case Part.Lost lost -> "lost " + lost.log() + "#" + lost.from() + "-" + lost.to();
      case Part.Leave leave -> "leave " + leave.last();
      case Part.WhoHolds who -> "who holds " + who.last();
      case Part.Held held -> "held " + held.log() + "#" + held.last();
      case Part.Echo echo -> "echo";
      case Part.Challenge challenge -> "challenge " + challenge.log();
      case Part.Alive alive -> "alive " + alive.log();
    };
  }

  private static String ranges(List<Ranges> logs) {
    StringBuilder text = new StringBuilder();
    for (Ranges one : logs) {
      text.append(' ').append(one.log());
      for (Ranges.Range range : one.ranges()) {
        text.append(" #").append(range.from()).append('-').append(range.to());
      }
    }
    return text.toString();
  }
}

package roomcast.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.Parts;
import roomcast.simulation.checks.Texts;

/** Sees all that members do: tells the checks, and keeps a hash of it, and lines if wanted. */
final class Witness {
  private final Timeline timeline;
  private final List<Check> checks = new ArrayList<>();
  private final @Nullable Consumer<String> lines;
  private long hash = 1;

  /** Writes lines to {@code lines}, unless it is null. */
  Witness(Timeline timeline, @Nullable Consumer<String> lines) {
    this.timeline = timeline;
    this.lines = lines;
  }

  void add(Check check) {
    checks.add(check);
  }

  /** A number that differs if anything has gone otherwise. */
  long hash() {
    return hash;
  }

  void note(int member, String what) {
    if (lines != null) {
      lines.accept(String.format("%12.3f ms  member %2d  %s", now() / 1e6, member, what));
    }
  }

  private long now() {
    return timeline.nowNanos();
  }

  private void mix(Life life, long value) {
    hash = Mix.mix(hash * 31 + now() + Mix.mix(value + life.number()));
  }

  void happened(Life life, RoomEvent event) {
    mix(life, event.getClass().getSimpleName().hashCode());
    if (lines != null) {
      note(life.member(), describe(event));
    }
    for (Check check : checks) {
      check.happened(now(), life, event);
    }
  }

  private static String describe(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Delivered one ->
          "delivers "
              + one.log()
              + "#"
              + one.sequence()
              + "."
              + one.index()
              + " "
              + Texts.brief(one.message().text());
      case RoomEvent.Sent one ->
          "says "
              + one.log()
              + "#"
              + one.sequence()
              + "."
              + one.index()
              + " "
              + Texts.brief(one.message().text());
      default -> "event " + event;
    };
  }

  void transmitted(Life life, byte[] datagram) {
    mix(life, Mix.of(2, datagram));
    ReceivedDatagram read = DatagramReader.read(datagram);
    if (lines != null) {
      note(
          life.member(),
          "sends " + (read == null ? "rubbish" : read.kind() + " " + Parts.brief(read)));
    }
    for (Check check : checks) {
      check.transmitted(now(), life, datagram, read);
    }
  }

  void heard(Life life, byte[] datagram) {
    for (Check check : checks) {
      check.heard(now(), life, datagram);
    }
  }

  void timedOut(Life life, boolean progressed) {
    mix(life, 3);
    for (Check check : checks) {
      check.timedOut(now(), life, progressed);
    }
  }

  void finished(List<Check.Standing> standings) {
    for (Check check : checks) {
      check.finished(now(), standings);
    }
  }
}

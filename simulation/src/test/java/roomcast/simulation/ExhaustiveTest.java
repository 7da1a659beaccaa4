package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.InOrder;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.NoSpinning;
import roomcast.simulation.checks.NothingTwice;
import roomcast.simulation.checks.OnlyWhatWasSaid;
import roomcast.simulation.checks.Oracle;
import roomcast.simulation.checks.Violation;

/**
 * One speaks three times, two listen: each message reaches each listener, is lost, comes twice, or
 * comes late; the first two requests and the first two repairs are lost or not. All combinations
 * are run with {@code -Dexhaustive=true}; otherwise those in which requests and repairs are lost
 * are thinned out.
 */
class ExhaustiveTest {
  private static final int MESSAGES = 3;
  private static final int LISTENERS = 2;
  private static final int FATES = 4;
  private static final int PLANS = 4_096;
  private static final int FEEDBACK_PLANS = 16;
  private static final int THINNED = 61;
  private static final long MILLI = 1_000_000;

  @Test
  void everyMixOfFatesEndsWell() {
    boolean all = Boolean.getBoolean("exhaustive");
    List<String> wrong =
        IntStream.range(0, PLANS * FEEDBACK_PLANS)
            .filter(plan -> all || plan < PLANS || plan % THINNED == 0)
            .parallel()
            .mapToObj(plan -> new Trial(plan).run())
            .filter(report -> !report.isEmpty())
            .toList();
    assertThat(wrong).isEmpty();
  }

  /** One run. */
  private static final class Trial implements Check, Links {
    private final int plan;
    private final Timeline timeline = new Timeline();
    private final List<Member> members = new ArrayList<>();
    private final int[] delivered = new int[1 + LISTENERS];
    private int data;
    private int requests;
    private int repairs;

    Trial(int plan) {
      this.plan = plan;
      Oracle oracle = new Oracle();
      Witness witness = new Witness(timeline, null);
      witness.add(this);
      witness.add(new OnlyWhatWasSaid(oracle));
      witness.add(new NothingTwice(oracle, true));
      witness.add(new InOrder(oracle));
      witness.add(new NoSpinning());
      Network network = new Network(timeline, this, true);
      Member.World world =
          new Member.World(
              timeline,
              network,
              witness,
              oracle,
              new RoomTag(5),
              RoomLimits.standard(),
              new ArrayList<>());
      for (int number = 0; number <= LISTENERS; number++) {
        Member member = Member.ordinary(world, number, Simulation.name(number));
        members.add(member);
        network.add(member);
      }
    }

    /** What was wrong, or nothing. */
    String run() {
      try {
        members.forEach(Member::start);
        timeline.runUntil(5_000 * MILLI);
        for (int message = 0; message < MESSAGES; message++) {
          members.getFirst().say("message " + message);
          timeline.runUntil(timeline.nowNanos() + 2 * MILLI);
        }
        timeline.runUntil(timeline.nowNanos() + 5_000 * MILLI);
      } catch (Violation violation) {
        return "plan " + plan + ": " + violation.getMessage();
      }
      boolean complete = delivered[1] == MESSAGES && delivered[2] == MESSAGES;
      return complete
          ? ""
          : "plan " + plan + ": " + delivered[1] + " and " + delivered[2] + " were delivered";
    }

    @Override
    public void happened(long nowNanos, Life life, RoomEvent event) {
      if (event instanceof RoomEvent.Delivered) {
        delivered[life.member()]++;
      }
    }

    @Override
    public void transmitted(
        long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
      if (read == null) {
        return;
      }
      if (read.kind() == DatagramKind.DATA) {
        data++;
      } else if (read.kind() == DatagramKind.REPAIR) {
        repairs++;
      } else if (isRequest(read)) {
        requests++;
      }
    }

    private static boolean isSet(int bits, int bit) {
      return (bits & (1 << bit)) != 0;
    }

    private static boolean isRequest(ReceivedDatagram read) {
      return read.parts().stream().anyMatch(Part.Nack.class::isInstance);
    }

    @Override
    public List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram) {
      ReceivedDatagram read = DatagramReader.read(datagram);
      Arrival prompt = new Arrival(MILLI / 2, datagram);
      if (read == null || nowNanos < 5_000 * MILLI) {
        return List.of(prompt);
      }
      int feedback = plan / PLANS;
      if (read.kind() == DatagramKind.DATA && data <= MESSAGES && to > 0) {
        Arrival late = new Arrival(7 * MILLI, datagram);
        int place = (data - 1) * LISTENERS + to - 1;
        return switch ((plan >> (2 * place)) & (FATES - 1)) {
          case 0 -> List.of(prompt);
          case 1 -> List.of();
          case 2 -> List.of(prompt, late);
          default -> List.of(late);
        };
      }
      boolean lost =
          read.kind() == DatagramKind.REPAIR
              ? repairs <= 2 && isSet(feedback, repairs - 1)
              : isRequest(read) && requests <= 2 && isSet(feedback, requests + 1);
      return lost ? List.of() : List.of(prompt);
    }
  }
}

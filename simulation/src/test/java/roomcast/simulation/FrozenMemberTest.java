package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.Oracle;

/** Who stands still or dies does not make the others wait. */
class FrozenMemberTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MEMBERS = 6;
  private static final int LAST = MEMBERS - 1;

  @Test
  void whoStandsStillDelaysNobody() {
    double undisturbed = new Trial().meanNanos(null);
    double frozen = new Trial().meanNanos(member -> member.pause(60 * SECOND));
    assertThat(frozen).isLessThan(1.1 * undisturbed);
  }

  @Test
  void whoDiesDelaysNobody() {
    double undisturbed = new Trial().meanNanos(null);
    double killed = new Trial().meanNanos(Member::crash);
    assertThat(killed).isLessThan(1.1 * undisturbed);
  }

  private interface Disturbance {
    void befalls(Member member);
  }

  /** Members who all speak, 3 % of what is sent lost on every link. */
  private static final class Trial implements Check, Links {
    private final Timeline timeline = new Timeline();
    private final RandomGenerator[] random = new RandomGenerator[MEMBERS * MEMBERS];
    private final Map<String, Long> saidNanos = new TreeMap<>();
    private final List<Member> members = new ArrayList<>();
    private long sumNanos;
    private long count;

    Trial() {
      Witness witness = new Witness(timeline, null);
      witness.add(this);
      Network network = new Network(timeline, this, true);
      Member.World world =
          new Member.World(
              timeline,
              network,
              witness,
              new Oracle(),
              new RoomTag(9),
              RoomLimits.standard(),
              new ArrayList<>());
      for (int number = 0; number < MEMBERS; number++) {
        Member member = Member.ordinary(world, number, Simulation.name(number));
        members.add(member);
        network.add(member);
      }
      for (int link = 0; link < random.length; link++) {
        random[link] = Chance.of(4).generator(Chance.Use.NETWORK, link);
      }
    }

    @Override
    public List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram) {
      boolean lost = random[from * MEMBERS + to].nextDouble() < 0.03;
      return lost ? List.of() : List.of(new Arrival(300_000, datagram));
    }

    /** The mean time from saying to delivery, at all but the last. */
    double meanNanos(@Nullable Disturbance disturbance) {
      members.forEach(Member::start);
      timeline.runUntil(5 * SECOND);
      if (disturbance != null) {
        disturbance.befalls(members.get(LAST));
      }
      for (int message = 0; message < 1_500; message++) {
        String text = "message " + message;
        saidNanos.put(text, timeline.nowNanos());
        members.get(message % LAST).say(text);
        timeline.runUntil(timeline.nowNanos() + SECOND / 50);
      }
      timeline.runUntil(timeline.nowNanos() + 10 * SECOND);
      assertThat(count).isEqualTo(1_500L * (LAST - 1));
      return sumNanos / (double) count;
    }

    @Override
    public void happened(long nowNanos, Life life, RoomEvent event) {
      if (event instanceof RoomEvent.Delivered delivered && life.member() != LAST) {
        Long said = saidNanos.get(delivered.message().text());
        if (said != null) {
          sumNanos += nowNanos - said;
          count++;
        }
      }
    }
  }
}

package roomcast.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.EverybodyAgreesWhoIsHere;
import roomcast.simulation.checks.EverythingArrives;
import roomcast.simulation.checks.FeedbackIsBounded;
import roomcast.simulation.checks.InOrder;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.LostOnlyWhenGone;
import roomcast.simulation.checks.NoSpinning;
import roomcast.simulation.checks.NothingTwice;
import roomcast.simulation.checks.OnlyWhatWasSaid;
import roomcast.simulation.checks.Oracle;
import roomcast.simulation.checks.QuietAtLast;
import roomcast.simulation.checks.Violation;
import roomcast.simulation.checks.WithinLimits;

/**
 * A run: first things go wrong, then nothing does and nobody says anything more, until everybody
 * has everything.
 */
public final class Simulation {
  private static final RoomTag ROOM = new RoomTag(0x726f6f6d63617374L);
  private static final long QUIET_NANOS = 30_000_000_000L;
  private static final int SLOW_INBOX_BYTES = 20_000;
  private static final long MILLI = 1_000_000;
  private static final String[] NAMES = {"alice", "bob", "carol", "dave", "erin", "frank"};

  private final Scenario scenario;
  private final Chance chance;
  private final Timeline timeline = new Timeline();
  private final Witness witness;
  private final Oracle oracle = new Oracle();
  private final SwarmLinks links;
  private final Member.World world;
  private final List<Member> members = new ArrayList<>();

  private Simulation(Scenario scenario, @Nullable Consumer<String> lines) {
    this.scenario = scenario;
    this.chance = Chance.of(scenario.seed());
    this.witness = new Witness(timeline, lines);
    int addresses = scenario.members() + 2;
    this.links = new SwarmLinks(scenario, addresses, chance.generator(Chance.Use.NETWORK));
    Network network = new Network(timeline, links, !scenario.has(Fault.NO_LOOPBACK));
    this.world =
        new Member.World(
            timeline, network, witness, oracle, ROOM, scenario.limits(), new ArrayList<>());
  }

  /** Runs a scenario. */
  public static Outcome run(Scenario scenario) {
    return run(scenario, null);
  }

  /** Runs a scenario, and writes what happens to {@code lines}, unless it is null. */
  public static Outcome run(Scenario scenario, @Nullable Consumer<String> lines) {
    return new Simulation(scenario, lines).run();
  }

  private Outcome run() {
    try {
      addChecks();
      addMembers();
      timeline.runUntil(scenario.faultsNanos());
      witness.note(-1, "heals");
      links.heal();
      timeline.runUntil(scenario.endNanos());
      witness.finished(standings());
      return new Outcome(scenario, null, timeline.nowNanos(), witness.hash());
    } catch (Violation violation) {
      return new Outcome(scenario, violation, timeline.nowNanos(), witness.hash());
    }
  }

  private void addChecks() {
    witness.add(new OnlyWhatWasSaid(oracle));
    witness.add(new NothingTwice(oracle, true));
    witness.add(new InOrder(oracle));
    witness.add(new LostOnlyWhenGone(oracle));
    witness.add(new WithinLimits());
    witness.add(new FeedbackIsBounded());
    witness.add(new NoSpinning());
    boolean deadAreHeld = !scenario.has(Fault.WALL_CLOCKS) && !scenario.has(Fault.SMALL_RINGS);
    witness.add(new EverythingArrives(oracle, deadAreHeld, scenario.has(Fault.HOSTILE)));
    witness.add(new EverybodyAgreesWhoIsHere(oracle));
    witness.add(
        new QuietAtLast(
            oracle,
            scenario.endNanos() - QUIET_NANOS,
            scenario.endNanos(),
            scenario.has(Fault.HOSTILE)));
  }

  private void addMembers() {
    for (int number = 0; number < scenario.members(); number++) {
      add(number, name(number), new ToyKey(number), members);
    }
    List<Member> copies = new ArrayList<>();
    if (scenario.has(Fault.CLONE)) {
      Member original = members.getFirst();
      add(scenario.members(), original.name(), original.key(), copies);
    }
    RandomGenerator random = chance.generator(Chance.Use.FAULTS);
    new Mishaps(scenario, timeline, links, random)
        .begin(List.copyOf(members), copies.isEmpty() ? null : copies.getFirst());
    new Workload(scenario, timeline, chance.generator(Chance.Use.WORKLOAD)).begin(members);
    members.addAll(copies);
    if (scenario.has(Fault.HOSTILE)) {
      Hostile hostile =
          new Hostile(
              timeline,
              world.network(),
              ROOM,
              chance.generator(Chance.Use.HOSTILE),
              members.size(),
              scenario.faultsNanos());
      world.network().add(hostile);
      hostile.begin();
    }
  }

  private void add(int number, String name, ToyKey key, List<Member> to) {
    RandomGenerator random = chance.generator(Chance.Use.MEMBER, number);
    Member member =
        new Member(
            world,
            number,
            name,
            key,
            number == 1 && scenario.has(Fault.DIRECTORY)
                ? Introduction.Role.DIRECTORY
                : Introduction.Role.MEMBER,
            random,
            new LocalClock(
                scenario.has(Fault.CLOCK_RATES), scenario.has(Fault.WALL_CLOCKS), random),
            traits(random));
    world.network().add(member);
    to.add(member);
  }

  private Member.Traits traits(RandomGenerator random) {
    boolean slow = random.nextInt(3) == 0 && scenario.has(Fault.OVERFLOW);
    boolean slowVerifier = scenario.has(Fault.SLOW_VERIFIER);
    Member.Traits ordinary = Member.Traits.ordinary();
    return new Member.Traits(
        slow ? SLOW_INBOX_BYTES : ordinary.inboxBytesMax(),
        slow ? MILLI : ordinary.handlingNanos(),
        slowVerifier ? random.nextLong(MILLI, 30 * MILLI) : ordinary.verifyingNanos());
  }

  static String name(int number) {
    return number < NAMES.length ? NAMES[number] : "member" + number;
  }

  private List<Check.Standing> standings() {
    List<Check.Standing> standings = new ArrayList<>();
    for (Member member : members) {
      Life life = member.life();
      if (life != null) {
        standings.add(new Check.Standing(life, member.members()));
      }
    }
    return standings;
  }
}

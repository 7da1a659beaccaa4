package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.session.SessionCounter;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.DatagramReader;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Check;
import roomcast.simulation.checks.InOrder;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.LostOnlyWhenGone;
import roomcast.simulation.checks.NoSpinning;
import roomcast.simulation.checks.NothingTwice;
import roomcast.simulation.checks.OnlyWhatWasSaid;
import roomcast.simulation.checks.Oracle;
import roomcast.simulation.checks.WithinLimits;

/** A room for scripts: everybody is in it, and the network does what the script says. */
final class Room {
  private final Timeline timeline = new Timeline();
  private final Oracle oracle = new Oracle();
  private final ScriptLinks links = new ScriptLinks();
  private final Diary diary = new Diary();
  private final List<String> trace = new ArrayList<>();
  private final Map<String, Person> people = new TreeMap<>();
  private final Member.World world;

  private Room(RoomLimits limits) {
    Witness witness = new Witness(timeline, trace::add);
    witness.add(diary);
    witness.add(new OnlyWhatWasSaid(oracle));
    witness.add(new NothingTwice(oracle, false));
    witness.add(new InOrder(oracle));
    witness.add(new LostOnlyWhenGone(oracle));
    witness.add(new WithinLimits());
    witness.add(new NoSpinning());
    Network network = new Network(timeline, links, true);
    this.world =
        new Member.World(
            timeline, network, witness, oracle, new RoomTag(7), limits, new ArrayList<>());
  }

  /** A room with these people in it, who know each other. */
  static Room with(String... names) {
    return with(RoomLimits.standard(), names);
  }

  /** The same with other limits. */
  static Room with(RoomLimits limits, String... names) {
    Room room = new Room(limits);
    for (String name : names) {
      room.add(name).starts();
    }
    room.runFor(seconds(20));
    return room;
  }

  static long ms(long milliseconds) {
    return TimeUnit.MILLISECONDS.toNanos(milliseconds);
  }

  static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Another person, who has not come yet. */
  Person add(String name) {
    int number = people.size();
    Member member = Member.ordinary(world, number, name);
    world.network().add(member);
    Person person = new Person(member);
    people.put(name, person);
    return person;
  }

  /** A copy of somebody's installation, which has not been started. */
  Person addCopyOf(String name) {
    Member original = person(name).member;
    int number = people.size();
    var random = Chance.of(3).generator(Chance.Use.MEMBER, number);
    Member member =
        new Member(
            world,
            number,
            name,
            original.key(),
            Introduction.Role.MEMBER,
            random,
            new LocalClock(false, false, random),
            Member.Traits.ordinary());
    world.network().add(member);
    Person person = new Person(member);
    people.put("copy of " + name, person);
    return person;
  }

  Person person(String name) {
    Person person = people.get(name);
    if (person == null) {
      throw new IllegalArgumentException("nobody is called " + name);
    }
    return person;
  }

  void runFor(long nanos) {
    timeline.runUntil(timeline.nowNanos() + nanos);
  }

  /** Everybody hears everybody again. */
  void mend() {
    links.rules.clear();
  }

  /** Loses datagrams. */
  Rule drop(Pick pick) {
    return rule(pick, Fate.DROPPED);
  }

  /** Delivers datagrams twice. */
  Rule duplicate(Pick pick) {
    return rule(pick, Fate.DOUBLED);
  }

  /** Delivers datagrams late. */
  Rule delay(Pick pick) {
    return rule(pick, Fate.DELAYED);
  }

  private Rule rule(Pick pick, Fate fate) {
    Rule rule = new Rule(pick, fate);
    links.rules.add(rule);
    return rule;
  }

  /** All that has happened, for whoever looks for a fault. */
  String trace() {
    return String.join("\n", trace);
  }

  private enum Fate {
    DROPPED,
    DOUBLED,
    DELAYED
  }

  /** Which datagrams. */
  record Pick(String what, int count, Predicate<ReceivedDatagram> matches) {
    /** The next ones that carry such a part. */
    static Pick next(int count, Class<?> part) {
      return new Pick(
          part.getSimpleName(), count, read -> read.parts().stream().anyMatch(part::isInstance));
    }

    /** The next one that carries such a part. */
    static Pick next(Class<?> part) {
      return next(1, part);
    }

    /** All that carry such a part. */
    static Pick every(Class<?> part) {
      return next(Integer.MAX_VALUE, part);
    }

    /** All. */
    static Pick everything() {
      return new Pick("everything", Integer.MAX_VALUE, read -> true);
    }

    /** Of these the ones of a kind. */
    Pick of(DatagramKind kind) {
      return new Pick(what, count, read -> matches.test(read) && read.kind() == kind);
    }
  }

  /** What becomes of datagrams; of all senders and towards everybody, unless it says otherwise. */
  final class Rule {
    private final Pick pick;
    private final Fate fate;
    private final Map<Integer, Integer> seenToward = new TreeMap<>();
    private final List<Integer> toward = new ArrayList<>();
    private final List<Integer> from = new ArrayList<>();

    private Rule(Pick pick, Fate fate) {
      this.pick = pick;
      this.fate = fate;
    }

    Rule toward(String... names) {
      for (String name : names) {
        toward.add(person(name).member.number());
      }
      return this;
    }

    Rule from(String... names) {
      for (String name : names) {
        from.add(person(name).member.number());
      }
      return this;
    }

    private boolean applies(int sender, int receiver, ReceivedDatagram read) {
      boolean concerned =
          (toward.isEmpty() || toward.contains(receiver))
              && (from.isEmpty() || from.contains(sender))
              && pick.matches.test(read);
      if (!concerned) {
        return false;
      }
      int seen = seenToward.merge(receiver, 1, Integer::sum);
      return seen <= pick.count;
    }

    /** How many datagrams it has caught on their way to somebody. */
    int caught() {
      return seenToward.values().stream().mapToInt(seen -> Math.min(seen, pick.count)).sum();
    }
  }

  private static final class ScriptLinks implements Links {
    private static final long DELAY_NANOS = 500_000;
    private static final long LATE_NANOS = 30_000_000;

    final List<Rule> rules = new ArrayList<>();

    @Override
    public List<Arrival> arrivals(long nowNanos, int from, int to, byte[] datagram) {
      ReceivedDatagram read = DatagramReader.read(datagram);
      if (read == null) {
        throw new IllegalStateException("a member sent what nobody can read");
      }
      for (Rule rule : rules) {
        if (rule.applies(from, to, read)) {
          return switch (rule.fate) {
            case DROPPED -> List.of();
            case DOUBLED ->
                List.of(new Arrival(DELAY_NANOS, datagram), new Arrival(LATE_NANOS, datagram));
            case DELAYED -> List.of(new Arrival(LATE_NANOS, datagram));
          };
        }
      }
      return List.of(new Arrival(DELAY_NANOS, datagram));
    }
  }

  private static final class Diary implements Check {
    private final Map<Integer, List<RoomEvent>> byMember = new TreeMap<>();
    private final Map<Integer, List<ReceivedDatagram>> sentBy = new TreeMap<>();

    @Override
    public void happened(long nowNanos, Life life, RoomEvent event) {
      byMember.computeIfAbsent(life.member(), member -> new ArrayList<>()).add(event);
    }

    @Override
    public void transmitted(
        long nowNanos, Life life, byte[] datagram, @Nullable ReceivedDatagram read) {
      if (read != null) {
        sentBy.computeIfAbsent(life.member(), member -> new ArrayList<>()).add(read);
      }
    }

    List<RoomEvent> of(Member member) {
      return byMember.getOrDefault(member.number(), List.of());
    }
  }

  /** Somebody in the room. */
  final class Person {
    private final Member member;

    private Person(Member member) {
      this.member = member;
    }

    void starts() {
      member.start();
    }

    void startsAsCopyOf(Person original) {
      member.startAsCopyOf(original.member);
    }

    void says(String text) {
      assertThat(member.say(text)).as(trace()).isTrue();
    }

    void crashes() {
      member.crash();
    }

    void leaves() {
      member.leave();
      runFor(ms(500));
    }

    void pausesFor(long nanos) {
      member.pause(timeline.nowNanos() + nanos);
    }

    /** All texts that were delivered, in order. */
    List<String> heard() {
      List<String> heard = new ArrayList<>();
      for (RoomEvent event : diary.of(member)) {
        if (event instanceof RoomEvent.Delivered delivered) {
          heard.add(delivered.message().text());
        }
      }
      return heard;
    }

    void hasHeard(String... texts) {
      assertThat(heard())
          .as(member.name() + " has heard; trace:\n" + trace())
          .containsExactly(texts);
    }

    <E extends RoomEvent> List<E> events(Class<E> kind) {
      return diary.of(member).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<ReceivedDatagram> sent(Class<?> part) {
      return diary.sentBy.getOrDefault(member.number(), List.of()).stream()
          .filter(read -> read.parts().stream().anyMatch(part::isInstance))
          .toList();
    }

    long counter(SessionCounter counter) {
      return member.counter(counter);
    }

    Member member() {
      return member;
    }
  }
}

package roomcast.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Ipv4;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.session.RoomSession;
import roomcast.protocol.session.Self;
import roomcast.protocol.session.SessionCounter;
import roomcast.protocol.session.Verification;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.RoomTag;
import roomcast.simulation.checks.Life;
import roomcast.simulation.checks.Oracle;
import roomcast.simulation.checks.Violation;

/**
 * A program with a session in it: its socket buffer, its clock, its loop. May stop for a while, end
 * and start again.
 */
final class Member implements Network.Ear {
  private static final int NETWORK_BITS = 10 << 24;
  private static final int PORT = 40_000;
  private static final long GOODBYE_NANOS = 400_000_000;
  private static final long LOOK_AGAIN_NANOS = 10_000_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final World world;
  private final int number;
  private final String name;
  private final ToyKey key;
  private final int seat;
  private final Introduction.Role role;
  private final RandomGenerator random;
  private final LocalClock clock;
  private final InetSocketAddress address;
  private final Traits traits;
  private final Deque<Incoming> inbox = new ArrayDeque<>();
  private long inboxBytes;
  private long busyUntilNanos;
  private long wakeNanos = NEVER;
  private int incarnation;
  private OutgoingLog.Position position = OutgoingLog.Position.beginning();
  private long positionNanos;
  private @Nullable Running running;

  private record Incoming(byte[] datagram, InetSocketAddress source) {}

  private static final class Running {
    final RoomSession session;
    final Life life;
    boolean leaving;

    Running(RoomSession session, Life life) {
      this.session = session;
      this.life = life;
    }
  }

  /**
   * What a member shares with the others.
   *
   * @param oracle is told what is published
   * @param lives numbers them
   */
  record World(
      Timeline timeline,
      Network network,
      Witness witness,
      Oracle oracle,
      RoomTag room,
      RoomLimits limits,
      List<Life> lives) {}

  /**
   * What kind of program it is.
   *
   * @param inboxBytesMax its socket buffer
   * @param handlingNanos how long it works on a datagram
   * @param verifyingNanos how long a signature takes to check
   */
  record Traits(long inboxBytesMax, long handlingNanos, long verifyingNanos) {
    static Traits ordinary() {
      return new Traits(212_992, 0, 0);
    }
  }

  Member(
      World world,
      int number,
      String name,
      ToyKey key,
      Introduction.Role role,
      RandomGenerator random,
      LocalClock clock,
      Traits traits) {
    this.world = world;
    this.number = number;
    this.name = name;
    this.key = key;
    this.seat = 0;
    this.role = role;
    this.random = random;
    this.clock = clock;
    this.traits = traits;
    this.address = new InetSocketAddress(Ipv4.of(NETWORK_BITS + number + 1), PORT);
    this.incarnation = 1;
  }

  /** One without faults. */
  static Member ordinary(World world, int number, String name) {
    RandomGenerator random = Chance.of(2).generator(Chance.Use.MEMBER, number);
    LocalClock clock = new LocalClock(false, false, random);
    return new Member(
        world,
        number,
        name,
        new ToyKey(number),
        Introduction.Role.MEMBER,
        random,
        clock,
        Traits.ordinary());
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  ToyKey key() {
    return key;
  }

  int incarnation() {
    return incarnation;
  }

  InetSocketAddress address() {
    return address;
  }

  boolean isAlive() {
    return running != null;
  }

  @Nullable Life life() {
    return running == null ? null : running.life;
  }

  LogId log() {
    return session().log();
  }

  OutgoingLog.Position position() {
    return running == null ? position : running.session.position();
  }

  long counter(SessionCounter counter) {
    return session().counters().get(counter);
  }

  List<Presence> members() {
    return session().members();
  }

  private RoomSession session() {
    if (running == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return running.session;
  }

  private long now() {
    return world.timeline.nowNanos();
  }

  private long local() {
    return clock.at(now());
  }

  /** Starts and joins the room. */
  void start() {
    boolean resumes = position.last() > 0;
    long idleNanos = resumes ? now() - positionNanos : 0;
    Self self = new Self(key, seat, role, name, incarnation, position, idleNanos);
    Life life = new Life(number, world.lives.size(), name, self.log(), world.limits, now());
    world.lives.add(life);
    world.witness.note(number, "starts as " + self.log());
    RoomSession session =
        new RoomSession(local(), world.room, self, world.limits, random, clock.wallOffsetMillis());
    running = new Running(session, life);
    inbox.clear();
    inboxBytes = 0;
    wakeNanos = NEVER;
    busyUntilNanos = now();
    input(() -> session.join(local()));
  }

  /** Goes on where another installation of the same key stands. */
  void startAsCopyOf(Member original) {
    incarnation = original.incarnation;
    world.oracle.copied(original.log());
    position = original.position();
    positionNanos = now();
    start();
  }

  /** Dies, and will know nothing. */
  void crash() {
    world.witness.note(number, "crashes");
    end();
    incarnation++;
    position = OutgoingLog.Position.beginning();
  }

  /** Says goodbye as soon as all that waits is said, ends, and may start again with its log. */
  void leave() {
    world.witness.note(number, "leaves");
    Running now = running;
    if (now != null && !now.leaving) {
      now.leaving = true;
      sayGoodbye(now);
    }
  }

  private void sayGoodbye(Running now) {
    if (running != now) {
      return;
    }
    if (isBusy() || !now.session.hasNothingToSay()) {
      world.timeline.after(LOOK_AGAIN_NANOS, () -> sayGoodbye(now));
      return;
    }
    input(() -> now.session.leave(local()));
    world.timeline.after(
        GOODBYE_NANOS,
        () -> {
          if (running == now) {
            position = now.session.position();
            positionNanos = now();
            incarnation = now.session.log().incarnation();
            end();
          }
        });
  }

  private void end() {
    Running was = running;
    if (was != null) {
      was.life.ends(now());
    }
    running = null;
  }

  /** Does nothing until then; what comes waits in the socket buffer. */
  void pause(long untilNanos) {
    if (running == null) {
      return;
    }
    world.witness.note(number, "pauses until " + untilNanos / 1_000_000 + " ms");
    busyUntilNanos = Math.max(busyUntilNanos, untilNanos);
    world.timeline.at(untilNanos, this::work);
  }

  /** Says something; false if it cannot. */
  boolean say(String text) {
    Running now = running;
    if (now == null || now.leaving || isBusy()) {
      return false;
    }
    Message message = new Message(name, text, false);
    long[] ticket = new long[1];
    input(() -> {
      ticket[0] = now.session.publish(local(), message);
      if (ticket[0] != 0) {
        world.oracle.published(now.life, ticket[0], message);
      }
    });
    return ticket[0] != 0;
  }

  /** Asks who holds what it has said. */
  void askWhoHolds() {
    RoomSession session = session();
    input(() -> session.askWhoHolds(local()));
  }

  private boolean isBusy() {
    return busyUntilNanos > now();
  }

  @Override
  public boolean listens() {
    return running != null;
  }

  @Override
  public void hear(byte[] datagram, InetSocketAddress source) {
    if (running == null) {
      return;
    }
    if (!isBusy() && inbox.isEmpty() && traits.handlingNanos == 0) {
      handle(new Incoming(datagram, source));
    } else if (inboxBytes + datagram.length <= traits.inboxBytesMax) {
      inbox.add(new Incoming(datagram, source));
      inboxBytes += datagram.length;
      if (!isBusy()) {
        work();
      }
    }
  }

  /** Takes datagrams from the socket buffer for as long as there is time. */
  private void work() {
    while (!isBusy() && running != null) {
      Incoming next = inbox.poll();
      if (next == null) {
        break;
      }
      inboxBytes -= next.datagram.length;
      handle(next);
      if (traits.handlingNanos > 0) {
        busyUntilNanos = now() + traits.handlingNanos;
        world.timeline.at(busyUntilNanos, this::work);
      }
    }
    if (!isBusy()) {
      wake();
    }
  }

  private void handle(Incoming incoming) {
    Running now = running;
    if (now != null) {
      world.witness.heard(now.life, incoming.datagram);
      input(() -> now.session.handleDatagram(local(), incoming.datagram, incoming.source));
    }
  }

  private void wake() {
    Running now = running;
    if (now == null || isBusy()) {
      return;
    }
    wakeNanos = NEVER;
    long deadline = now.session.pollDeadline();
    if (deadline != RoomSession.NO_DEADLINE && local() - deadline >= 0) {
      boolean cameOut = input(() -> now.session.handleTimeout(local()));
      long next = now.session.pollDeadline();
      boolean later = next == RoomSession.NO_DEADLINE || next - local() > 0;
      world.witness.timedOut(now.life, cameOut || later);
    }
    arm();
  }

  /** Hands something to the session, and takes out what follows; whether anything did. */
  private boolean input(Runnable input) {
    Running now = running;
    if (now == null) {
      return false;
    }
    try {
      input.run();
      boolean any = drain(now);
      arm();
      return any;
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException | AssertionError e) {
      throw new Violation(number, "S8: threw " + e, e);
    }
  }

  private boolean drain(Running now) {
    boolean any = false;
    boolean more = true;
    while (more && running == now) {
      more = false;
      for (RoomEvent event = now.session.pollEvent();
          event != null;
          event = now.session.pollEvent()) {
        happened(now, event);
        more = true;
      }
      for (byte[] datagram = now.session.pollTransmit(local());
          datagram != null;
          datagram = now.session.pollTransmit(local())) {
        world.witness.transmitted(now.life, datagram);
        world.network.multicast(number, datagram, address);
        more = true;
      }
      for (Verification one = now.session.pollVerification();
          one != null;
          one = now.session.pollVerification()) {
        verify(now, one);
        more = true;
      }
      any |= more;
    }
    return any;
  }

  private void happened(Running now, RoomEvent event) {
    if (event instanceof RoomEvent.Joined) {
      now.life.joined(now());
    }
    if (event instanceof RoomEvent.Cloned cloned) {
      world.oracle.cloned(cloned.before());
      now.life.writes(cloned.now());
      incarnation = cloned.now().incarnation();
    }
    world.witness.happened(now.life, event);
  }

  private void verify(Running now, Verification one) {
    boolean right = one.check(ToyKey.VERIFIER);
    if (traits.verifyingNanos == 0) {
      now.session.handleVerified(local(), one, right);
      return;
    }
    world.timeline.after(
        traits.verifyingNanos,
        () -> {
          if (running == now) {
            input(() -> now.session.handleVerified(local(), one, right));
          }
        });
  }

  private void arm() {
    Running now = running;
    if (now == null) {
      return;
    }
    long deadline = now.session.pollDeadline();
    if (deadline == RoomSession.NO_DEADLINE) {
      return;
    }
    long at = Math.max(now(), clock.when(deadline));
    if (at < wakeNanos) {
      wakeNanos = at;
      world.timeline.at(
          at,
          () -> {
            if (running == now && wakeNanos == at) {
              wake();
            }
          });
    }
  }
}

package roomcast.directory;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.discovery.DiscoveryFrame.Answer;
import roomcast.protocol.discovery.DiscoveryFrame.Asker;
import roomcast.protocol.discovery.DiscoveryFrame.Probe;
import roomcast.protocol.discovery.Standing;

/**
 * Decides whether this directory serves the network, or another one does.
 *
 * <p>A starting directory asks first. An explicit one that hears another explicit one does not
 * start; nor does a temporary one that hears any. Once it runs it never stops because of a
 * datagram: of two that run, the one that is {@linkplain Standing#isBefore before} the other
 * serves, and the other stands by until it no longer hears the first. It believes only answers to
 * questions of its own, so that a datagram made up by somebody who does not hear our questions
 * changes nothing.
 */
final class Coordination {
  /** How long a starting directory listens for others. */
  static final long STARTING_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  /** Between the questions of a starting directory. */
  static final long STARTING_PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Between the questions of a serving directory, by which others learn of it. */
  static final long SERVING_PROBE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Between the questions of a directory that stands by. */
  static final long STANDBY_PROBE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Silence of the serving directory after which one that stands by takes its place. */
  static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

  /** Between two questions that other directories' questions provoke. */
  private static final long PROVOKED_PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

  enum Phase {
    STARTING,
    SERVING,
    STANDING_BY,
    REFUSED
  }

  private final boolean temporary;
  private final long startId;
  private final RandomGenerator random;
  private final Deque<DirectoryEvent> events = new ArrayDeque<>();
  private final Deque<Probe> probes = new ArrayDeque<>();
  private final long startedNanos;
  private Phase phase = Phase.STARTING;
  private long nextProbeNanos;
  private long lastProbeNanos;
  private long lastNonce;
  private long nonceBeforeLast;
  private long otherHeardNanos;
  private int roomsVersion;

  Coordination(long nowNanos, boolean temporary, long startId, RandomGenerator random) {
    this.temporary = temporary;
    this.startId = startId;
    this.random = random;
    this.startedNanos = nowNanos;
    this.nextProbeNanos = nowNanos;
    this.lastProbeNanos = nowNanos - PROVOKED_PROBE_NANOS;
  }

  Phase phase() {
    return phase;
  }

  boolean isServing() {
    return phase == Phase.SERVING;
  }

  Standing standing() {
    return new Standing(temporary, startId, roomsVersion);
  }

  void setRoomsVersion(int version) {
    roomsVersion = version;
  }

  /** Somebody asks; whether it is to be answered. */
  boolean handleProbe(long nowNanos, Probe probe) {
    if (phase != Phase.SERVING) {
      return false;
    }
    return switch (probe.asker()) {
      case PASSING, STAYING -> true;
      case STARTING -> probe.standing().startId() != startId;
      case DIRECTORY -> {
        if (probe.standing().startId() == startId) {
          yield false;
        }
        if (standing().isBefore(probe.standing())) {
          yield true;
        }
        if (nowNanos - lastProbeNanos >= PROVOKED_PROBE_NANOS) {
          nextProbeNanos = nowNanos;
        }
        yield false;
      }
    };
  }

  /**
   * Whether an answer would change anything: only then is its signature worth checking.
   *
   * @return false if nobody asked, or it speaks of this directory, or of one that gives way
   */
  boolean isWanted(Answer answer) {
    boolean asked = answer.nonce() == lastNonce || answer.nonce() == nonceBeforeLast;
    if (!asked || answer.standing().startId() == startId) {
      return false;
    }
    return switch (phase) {
      case STARTING -> temporary || !answer.standing().temporary();
      case SERVING, STANDING_BY -> answer.standing().isBefore(standing());
      case REFUSED -> false;
    };
  }

  /** A directory answers, {@linkplain #isWanted as wanted}, and has proved it. */
  void handleAnswer(long nowNanos, InetSocketAddress source, Answer answer) {
    switch (phase) {
      case STARTING -> {
        phase = Phase.REFUSED;
        events.add(new DirectoryEvent.Refused(source, answer.name()));
      }
      case SERVING -> {
        phase = Phase.STANDING_BY;
        otherHeardNanos = nowNanos;
        nextProbeNanos = nowNanos + STANDBY_PROBE_NANOS;
        events.add(new DirectoryEvent.StandingBy(source, answer.name()));
      }
      case STANDING_BY -> otherHeardNanos = nowNanos;
      case REFUSED -> {}
    }
  }

  void handleTimeout(long nowNanos) {
    if (phase == Phase.STARTING && nowNanos - startedNanos >= STARTING_NANOS) {
      phase = Phase.SERVING;
      nextProbeNanos = nowNanos;
      events.add(new DirectoryEvent.Serving());
    }
    if (phase == Phase.STANDING_BY && nowNanos - otherHeardNanos >= SILENCE_NANOS) {
      phase = Phase.SERVING;
      nextProbeNanos = nowNanos;
      events.add(new DirectoryEvent.Serving());
    }
    if (phase != Phase.REFUSED && nextProbeNanos - nowNanos <= 0) {
      probe(nowNanos);
    }
  }

  private void probe(long nowNanos) {
    nonceBeforeLast = lastNonce;
    lastNonce = random.nextLong();
    lastProbeNanos = nowNanos;
    nextProbeNanos = nowNanos + probeIntervalNanos();
    Asker asker = phase == Phase.STARTING ? Asker.STARTING : Asker.DIRECTORY;
    probes.add(new Probe(1, 1, asker, lastNonce, standing()));
  }

  private long probeIntervalNanos() {
    return switch (phase) {
      case STARTING -> STARTING_PROBE_NANOS;
      case SERVING -> SERVING_PROBE_NANOS;
      case STANDING_BY, REFUSED -> STANDBY_PROBE_NANOS;
    };
  }

  long pollDeadline() {
    return switch (phase) {
      case STARTING -> earlier(nextProbeNanos, startedNanos + STARTING_NANOS);
      case SERVING -> nextProbeNanos;
      case STANDING_BY -> earlier(nextProbeNanos, otherHeardNanos + SILENCE_NANOS);
      case REFUSED -> Long.MAX_VALUE;
    };
  }

  private static long earlier(long one, long other) {
    return one - other <= 0 ? one : other;
  }

  /** The next question to send to the group, or null. */
  @Nullable Probe pollProbe() {
    return probes.poll();
  }

  @Nullable DirectoryEvent pollEvent() {
    return events.poll();
  }
}

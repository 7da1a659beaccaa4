package roomcast.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import roomcast.protocol.sending.OutgoingLog;
import roomcast.protocol.wire.FakeSigner;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.RoomTag;

/** A session that has said something, and hears what is made up. */
final class FuzzedSession {
  static final int ENVELOPE_BYTES = 28;
  static final int PARTS_BYTES_MAX = 1_232 - ENVELOPE_BYTES;
  static final RoomTag ROOM = new RoomTag(0x0102030405060708L);
  static final long WALL_MILLIS = 1_700_000_000_000L;
  static final FakeSigner BOB = new FakeSigner(2);
  static final LogId BOBS = new LogId(Hash.senderId(BOB.publicKey(), 0), 3);

  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int ROUNDS_MAX = 2_000;
  private static final InetSocketAddress SOURCE = new InetSocketAddress("10.0.0.9", 5_000);

  private final RoomLimits limits = RoomLimits.standard();
  private final RoomSession session = session(new FakeSigner(1), "Ada", 7);
  private final List<LogId> speakers =
      List.of(BOBS, new LogId(9, 1), session.log(), new LogId(BOBS.sender(), 4));
  private long nowNanos;

  FuzzedSession() {
    session.join(nowNanos);
    session.publish(nowNanos, new Message("Ada", "hello", false));
    turn(false);
  }

  static RoomSession session(FakeSigner signer, String name, int incarnation) {
    Self self =
        new Self(
            signer,
            0,
            Introduction.Role.MEMBER,
            name,
            incarnation,
            OutgoingLog.Position.beginning(),
            0);
    return new RoomSession(
        0,
        ROOM,
        self,
        RoomLimits.standard(),
        RandomGeneratorFactory.of("L64X128MixRandom").create(incarnation),
        WALL_MILLIS);
  }

  /**
   * One datagram.
   *
   * @param how bits 0 and 1: the kind; 2 and 3: who speaks; 4 to 6: how long after the one before,
   *     in quarters of a millisecond, as a power of four; 7: whether signatures are right whatever
   *     they are
   */
  void hear(int how, byte[] parts) {
    int power = 2 * ((how >>> 4) & 7);
    nowNanos += (1L << power) * MS / 4;
    LogId speaker = speakers.get((how >>> 2) & 3);
    session.handleDatagram(nowNanos, datagram(how & 3, speaker, parts), SOURCE);
    turn(how >= 128);
  }

  static byte[] datagram(int kind, LogId speaker, byte[] parts) {
    ByteBuffer out = ByteBuffer.allocate(ENVELOPE_BYTES + parts.length);
    out.putShort((short) 0xf800).put((byte) (0x10 | kind)).put((byte) 0);
    out.putLong(ROOM.value()).putShort((short) 0).putShort((short) out.capacity());
    out.putLong(speaker.sender()).putInt(speaker.incarnation()).put(parts);
    return out.array();
  }

  /** Does all that is to be done now. */
  private void turn(boolean alwaysRight) {
    int rounds = 0;
    boolean busy = true;
    while (busy) {
      assertThat(++rounds).as("rounds at one time").isLessThan(ROUNDS_MAX);
      busy = drain(alwaysRight);
      long deadline = session.pollDeadline();
      if (deadline != RoomSession.NO_DEADLINE && deadline - nowNanos <= 0) {
        session.handleTimeout(nowNanos);
        busy = true;
      }
    }
    assertThat(session.bytesHeld())
        .isLessThanOrEqualTo(limits.ringBytesMax() + limits.stagedBytesMax() + 10_000);
  }

  private boolean drain(boolean alwaysRight) {
    boolean busy = false;
    byte[] datagram = session.pollTransmit(nowNanos);
    if (datagram != null) {
      assertThat(datagram.length).isLessThanOrEqualTo(ENVELOPE_BYTES + PARTS_BYTES_MAX);
      busy = true;
    }
    Verification verification = session.pollVerification();
    if (verification != null) {
      boolean right = alwaysRight || verification.check(FakeSigner.VERIFIER);
      session.handleVerified(nowNanos, verification, right);
      busy = true;
    }
    return session.pollEvent() != null || busy;
  }

  /** A minute in which nothing comes. */
  void end() {
    for (int i = 0; i < 60; i++) {
      nowNanos += 1_000 * MS;
      turn(false);
    }
    session.members();
    session.leave(nowNanos);
    turn(false);
  }
}

package roomcast.simulation.checks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomLimits;
import roomcast.protocol.wire.DatagramKind;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.protocol.wire.Part;
import roomcast.protocol.wire.ReceivedDatagram;
import roomcast.protocol.wire.RoomTag;

/** Every check objects to what it is there for, and to nothing else. */
class ChecksTest {
  private static final long SECOND = 1_000_000_000L;
  private static final LogId LOG = new LogId(1, 1);

  private final Oracle oracle = new Oracle();
  private final Life alice = life(0, "alice", LOG);
  private final Life bob = life(1, "bob", new LogId(2, 1));
  private long tickets;

  private static Life life(int member, String name, LogId log) {
    Life life = new Life(member, member, name, log, RoomLimits.standard(), 0);
    life.joined(1);
    return life;
  }

  private static Message message(String text) {
    return new Message("alice", text, false);
  }

  private void said(int sequence, String text) {
    said(SECOND, sequence, text);
  }

  private void said(long atNanos, int sequence, String text) {
    oracle.published(alice, ++tickets, message(text));
    oracle.sent(atNanos, alice, new RoomEvent.Sent(tickets, LOG, sequence, 0, 0, message(text)));
  }

  private static RoomEvent delivered(int sequence, String text) {
    return new RoomEvent.Delivered(LOG, sequence, 0, 0, message(text));
  }

  private static void violates(String rule, ThrowingCallable what) {
    assertThatThrownBy(what).isInstanceOf(Violation.class).hasMessageStartingWith(rule);
  }

  @Test
  void whatWasNotSaid() {
    said(1, "one");
    Check check = new OnlyWhatWasSaid(oracle);
    check.happened(0, bob, delivered(1, "one"));
    violates("S1", () -> check.happened(0, bob, delivered(1, "two")));
    violates("S1", () -> check.happened(0, bob, delivered(2, "one")));
    RoomEvent unasked = new RoomEvent.Sent(99, LOG, 3, 0, 0, message("never asked"));
    violates("S1", () -> check.happened(0, alice, unasked));
  }

  @Test
  void whatCameTwice() {
    Check check = new NothingTwice(oracle, true);
    check.happened(0, bob, delivered(1, "one"));
    check.happened(0, alice, delivered(1, "one"));
    violates("S2", () -> check.happened(0, bob, delivered(1, "one")));
    violates("S2", () -> check.happened(0, bob, delivered(2, "one")));
  }

  @Test
  void whatIsOutOfOrder() {
    said(1, "one");
    said(2, "two");
    said(3, "three");
    Check check = new InOrder(oracle);
    check.happened(0, bob, delivered(1, "one"));
    violates("S3", () -> check.happened(0, bob, delivered(3, "three")));
    check.happened(0, bob, new RoomEvent.Lost(LOG, 2, 2));
    check.happened(0, bob, delivered(3, "three"));
    violates("S3", () -> check.happened(0, bob, delivered(2, "two")));
    violates("S3", () -> check.happened(0, bob, new RoomEvent.Lost(LOG, 3, 3)));
  }

  @Test
  void whatIsGivenUpTooEarly() {
    said(1, "one");
    Check check = new LostOnlyWhenGone(oracle);
    RoomEvent lost = new RoomEvent.Lost(LOG, 1, 1);
    violates("S4", () -> check.happened(2 * SECOND, bob, lost));
    assertThatCode(() -> check.happened(200 * SECOND, bob, lost)).doesNotThrowAnyException();
    alice.ends(2 * SECOND);
    assertThatCode(() -> check.happened(3 * SECOND, bob, lost)).doesNotThrowAnyException();
  }

  @Test
  void datagramsThatAreTooLong() {
    ReceivedDatagram read = read(DatagramKind.CONTROL, new Part.Hello());
    Check check = new WithinLimits();
    check.transmitted(0, bob, new byte[1_232], read);
    violates("S5", () -> check.transmitted(0, bob, new byte[1_233], read));
    violates("S5", () -> check.transmitted(0, bob, new byte[100], null));
  }

  private static ReceivedDatagram read(DatagramKind kind, Part part) {
    return new ReceivedDatagram(kind, new RoomTag(1), LOG, List.of(part));
  }

  @Test
  void tooManyRequestsAndRepairs() {
    ReceivedDatagram nack = read(DatagramKind.CONTROL, new Part.Nack(0, 0, List.of()));
    Check requests = new FeedbackIsBounded();
    violates("S6", () -> repeat(100, at -> requests.transmitted(at, bob, new byte[50], nack)));
    ReceivedDatagram repair = read(DatagramKind.REPAIR, new Part.Hello());
    Check repairs = new FeedbackIsBounded();
    violates("S6", () -> repeat(900, at -> repairs.transmitted(at, bob, new byte[1_000], repair)));
  }

  private interface Step {
    void at(long nanos);
  }

  private static void repeat(int times, Step step) {
    for (int time = 0; time < times; time++) {
      step.at(time * SECOND / times / 2);
    }
  }

  @Test
  void timersThatSpin() {
    Check check = new NoSpinning();
    violates("S7", () -> repeat(5, at -> check.timedOut(0, bob, false)));
    Check often = new NoSpinning();
    violates("S7", () -> repeat(20_000, at -> often.timedOut(at, bob, true)));
  }

  @Test
  void whatNeverArrives() {
    EverythingArrives check = new EverythingArrives(oracle, true, false);
    said(1, "one");
    List<Check.Standing> end =
        List.of(new Check.Standing(alice, List.of()), new Check.Standing(bob, List.of()));
    violates("L1", () -> check.finished(9 * SECOND, end));
    check.happened(0, bob, delivered(1, "one"));
    assertThatCode(() -> check.finished(9 * SECOND, end)).doesNotThrowAnyException();
  }

  @Test
  void whoIsTakenForPresent() {
    Check check = new EverybodyAgreesWhoIsHere(oracle);
    List<Check.Standing> end =
        List.of(standing(alice, bob.log()), standing(bob, LOG, new LogId(3, 1)));
    violates("L2", () -> check.finished(9 * SECOND, end));
    List<Check.Standing> right = List.of(standing(alice, bob.log()), standing(bob, LOG));
    assertThatCode(() -> check.finished(9 * SECOND, right)).doesNotThrowAnyException();
  }

  private static Check.Standing standing(Life life, LogId... known) {
    List<Presence> members =
        java.util.Arrays.stream(known)
            .map(log ->
                new Presence(
                    log,
                    "somebody",
                    Introduction.Role.MEMBER,
                    null,
                    Presence.State.HERE,
                    0,
                    1,
                    0,
                    null,
                    0))
            .toList();
    return new Check.Standing(life, members);
  }

  @Test
  void whoIsNotQuiet() {
    ReceivedDatagram beat = read(DatagramKind.CONTROL, new Part.Heartbeat(1, 0, 0, 2, 0));
    ReceivedDatagram data = read(DatagramKind.DATA, new Part.Hello());
    Check check = new QuietAtLast(oracle, 100 * SECOND, 130 * SECOND, false);
    check.transmitted(50 * SECOND, bob, new byte[50], data);
    violates("L3", () -> check.transmitted(101 * SECOND, bob, new byte[50], data));
    for (int count = 0; count < 10; count++) {
      check.transmitted(105 * SECOND, bob, new byte[50], beat);
    }
    violates("L3", () -> check.finished(130 * SECOND, List.of()));
  }

  @Test
  void whoTellsOfDifferencesTooOften() {
    ReceivedDatagram have = read(DatagramKind.CONTROL, new Part.Have(List.of()));
    Check honest = new QuietAtLast(oracle, 100 * SECOND, 130 * SECOND, false);
    violates("L3", () -> honest.transmitted(101 * SECOND, bob, new byte[50], have));
    Check forged = new QuietAtLast(oracle, 100 * SECOND, 130 * SECOND, true);
    for (int second = 101; second <= 103; second++) {
      forged.transmitted(second * SECOND, bob, new byte[50], have);
      forged.transmitted(second * SECOND, bob, new byte[50], have);
    }
    violates("L3", () -> forged.transmitted(104 * SECOND, bob, new byte[50], have));
  }
}

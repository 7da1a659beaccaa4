package roomcast.protocol.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long FLOOR = 2_000_000;
  private static final long START = 16_000_000;
  private static final long CEILING = 2_000_000_000;
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Pace pace = new Pace();
  private long nowNanos = -1_000 * MS;

  /** Sends all that may be sent for so long; the share is told to be lacked. Returns the bytes. */
  private long send(long millis, double lackedShare) {
    long sent = 0;
    for (long i = 0; i < millis; i++) {
      nowNanos += MS;
      long credit = pace.credit(nowNanos);
      if (credit > 0) {
        pace.sent(credit);
        sent += credit;
        pace.lacked((long) (credit * lackedShare));
        // Would send more.
        assertThat(pace.credit(nowNanos)).isZero();
      }
    }
    return sent;
  }

  @Test
  void itBeginsInTheMiddle() {
    assertThat(pace.bytesPerSecond()).isEqualTo(START);
    assertThat(pace.credit(nowNanos)).isEqualTo(START / 200);
  }

  @Test
  void whoSaysAllThatMayBeSaidGetsFasterUpToTheCeiling() {
    send(60, 0);
    assertThat(pace.bytesPerSecond()).isGreaterThan(START);
    send(5_000, 0);
    assertThat(pace.bytesPerSecond()).isEqualTo(CEILING);
  }

  @Test
  void whoSaysLittleStaysAsFast() {
    for (int i = 0; i < 1_000; i++) {
      nowNanos += MS;
      assertThat(pace.credit(nowNanos)).isPositive();
      pace.sent(1_000);
    }
    assertThat(pace.bytesPerSecond()).isEqualTo(START);
  }

  @Test
  void muchLossSlowsDownButNeverBelowTheFloor() {
    send(60, 0.5);
    assertThat(pace.bytesPerSecond()).isLessThan(START);
    send(5_000, 1);
    assertThat(pace.bytesPerSecond()).isEqualTo(FLOOR);
    long sent = send(1_000, 1);
    assertThat(sent).isBetween(FLOOR * 9 / 10, FLOOR * 11 / 10);
  }

  @Test
  void theLossOfBadWirelessNetworksDoesNotSlowDown() {
    send(1_000, 0.25);
    assertThat(pace.bytesPerSecond()).isGreaterThan(START);
  }

  @Test
  void itRecoversFromLoss() {
    send(5_000, 1);
    send(5_000, 0);
    assertThat(pace.bytesPerSecond()).isEqualTo(CEILING);
  }

  @Test
  void noMoreIsSentThanThePaceAndOneBurst() {
    send(2_000, 1);
    long before = pace.bytesPerSecond();
    nowNanos += 60_000 * MS;
    assertThat(pace.credit(nowNanos)).as("silence saves up no more").isEqualTo(64_000);
    assertThat(pace.bytesPerSecond()).isEqualTo(before);
  }

  @Test
  void aDebtIsWaitedFor() {
    long credit = pace.credit(nowNanos);
    assertThat(pace.whenNanos(nowNanos, 1_000)).isEqualTo(nowNanos);
    pace.sent(credit + 16_000);
    assertThat(pace.credit(nowNanos)).isEqualTo(-16_000);
    long when = pace.whenNanos(nowNanos, 16_000);
    assertThat(when - nowNanos).isBetween(2 * MS - 10, 2 * MS + 10);
    assertThat(pace.credit(when)).isGreaterThanOrEqualTo(16_000);
  }
}

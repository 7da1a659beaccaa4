package roomcast.protocol.pacing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterfaceDuplicatesTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final InetSocketAddress GROUP = new InetSocketAddress("239.0.0.11", 2000);
  private static final int ETH0 = 1;
  private static final int ETH1 = 2;
  private static final int WLAN = 3;

  private final InterfaceDuplicates duplicates = new InterfaceDuplicates(100 * MS);

  private boolean copy(long atMillis, int interfaceIndex, int port, String line) {
    // A program has another address on every interface, and the same port.
    InetSocketAddress source = new InetSocketAddress("10.0." + interfaceIndex + ".7", port);
    return duplicates.isCopy(atMillis * MS, interfaceIndex, source, GROUP, line.getBytes(UTF_8));
  }

  @Test
  void theSameOnAnotherInterfaceWithinTheWindowIsACopy() {
    assertThat(copy(0, ETH0, 5, "Ann:hi")).isFalse();
    assertThat(copy(99, ETH1, 5, "Ann:hi")).isTrue();
    assertThat(copy(99, WLAN, 5, "Ann:hi")).isTrue();
  }

  @Test
  void afterTheWindowItIsSaidAgain() {
    assertThat(copy(0, ETH0, 5, "Ann:hi")).isFalse();
    assertThat(copy(100, ETH1, 5, "Ann:hi")).isFalse();
  }

  @Test
  void twoEqualLinesOnOneInterfaceStayTwo() {
    assertThat(copy(0, ETH0, 5, "Ann:hi")).isFalse();
    assertThat(copy(1, ETH0, 5, "Ann:hi")).isFalse();
    assertThat(copy(2, ETH1, 5, "Ann:hi")).isTrue();
    assertThat(copy(3, ETH1, 5, "Ann:hi")).isTrue();
    assertThat(copy(4, ETH1, 5, "Ann:hi")).isFalse();
  }

  @Test
  void anotherPortOrOtherBytesAreNoCopy() {
    assertThat(copy(0, ETH0, 5, "Ann:hi")).isFalse();
    assertThat(copy(1, ETH1, 6, "Ann:hi")).isFalse();
    assertThat(copy(2, ETH1, 5, "Ann:ho")).isFalse();
  }

  @Test
  void twoProgramsWithTheSamePortOnOneInterfaceAreBothHeard() {
    byte[] line = "connect".getBytes(UTF_8);
    InetSocketAddress one = new InetSocketAddress("10.0.1.7", 5);
    InetSocketAddress other = new InetSocketAddress("10.0.1.8", 5);
    assertThat(duplicates.isCopy(0, ETH0, one, GROUP, line)).isFalse();
    assertThat(duplicates.isCopy(1, ETH0, other, GROUP, line)).isFalse();
  }

  @Test
  void aFloodIsForgottenOldestFirst() {
    for (int line = 0; line < 100_000; line++) {
      assertThat(copy(0, ETH0, 5, "Ann:" + line)).isFalse();
    }
    assertThat(copy(0, ETH1, 5, "Ann:99999")).isTrue();
    assertThat(copy(0, ETH1, 5, "Ann:0")).isFalse();
  }
}

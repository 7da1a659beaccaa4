package roomcast.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AddressPoolTest {
  private static final InetSocketAddress COMMANDS = new InetSocketAddress("239.0.0.10", 2000);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static AddressPool pool(String range) {
    return AddressPool.parse(range, COMMANDS);
  }

  private static String take(AddressPool pool, long nowNanos) {
    InetSocketAddress address = Objects.requireNonNull(pool.take(nowNanos));
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Test
  void addressesComeInOrderAndThenOnTheNextPortButOne() {
    AddressPool pool = pool("239.0.0.11-239.0.0.13");
    List<String> taken = new ArrayList<>();
    for (int room = 0; room < 7; room++) {
      taken.add(take(pool, 0));
    }
    assertThat(taken)
        .containsExactly(
            "239.0.0.11:2000",
            "239.0.0.12:2000",
            "239.0.0.13:2000",
            "239.0.0.11:2002",
            "239.0.0.12:2002",
            "239.0.0.13:2002",
            "239.0.0.11:2004");
  }

  @Test
  void anAddressRestsForAnHour() {
    AddressPool pool = pool("239.0.0.11-239.0.0.12");
    InetSocketAddress first = Objects.requireNonNull(pool.take(0));
    pool.giveBack(0, first);
    assertThat(take(pool, 0)).isEqualTo("239.0.0.12:2000");
    assertThat(take(pool, HOUR - 1)).isEqualTo("239.0.0.11:2002");
    assertThat(take(pool, HOUR)).isEqualTo("239.0.0.12:2002");
    assertThat(take(pool, HOUR)).isEqualTo("239.0.0.11:2000");
  }

  @Test
  void tenThousandRoomsHaveAddressesOfTheirOwn() {
    AddressPool pool = pool("239.0.0.11-239.0.0.254");
    Set<String> taken = new LinkedHashSet<>();
    for (int room = 0; room < 10_000; room++) {
      taken.add(take(pool, 0));
    }
    assertThat(taken).hasSize(10_000);
  }

  @Test
  void theCommandGroupIsNeverHandedOut() {
    AddressPool pool = pool("239.0.0.9-239.0.0.11");
    assertThat(take(pool, 0)).isEqualTo("239.0.0.9:2000");
    assertThat(take(pool, 0)).isEqualTo("239.0.0.11:2000");
    assertThat(take(pool, 0)).isEqualTo("239.0.0.9:2002");
  }

  @Test
  void aSmallPoolIsUsedUpInTheEnd() {
    AddressPool pool = AddressPool.parse("239.0.0.11", new InetSocketAddress("239.0.0.10", 65_532));
    assertThat(take(pool, 0)).isEqualTo("239.0.0.11:65532");
    assertThat(take(pool, 0)).isEqualTo("239.0.0.11:65534");
    assertThat(pool.take(0)).isNull();
  }

  @Test
  void anAddressOfAnotherDirectoryIsClaimedOnce() {
    AddressPool pool = pool("239.0.0.11-239.0.0.13");
    InetSocketAddress second = new InetSocketAddress("239.0.0.12", 2000);
    assertThat(pool.claim(second)).isTrue();
    assertThat(pool.claim(second)).isFalse();
    assertThat(take(pool, 0)).isEqualTo("239.0.0.11:2000");
    assertThat(take(pool, 0)).isEqualTo("239.0.0.13:2000");
  }

  @Test
  void whatIsNoPoolIsRefusedWithTheReason() {
    refused("239.0.0.20-239.0.0.11", "ends before it begins");
    refused("239.0.0.10", "only the command group");
    refused("10.0.0.1-10.0.0.9", "not a multicast address");
    refused("224.0.0.1-224.0.0.9", "reserved");
    refused("239.0.0", "not an IPv4 address");
    refused("", "not an IPv4 address");
  }

  private static void refused(String range, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool(range))
        .withMessageContaining(reason);
  }
}

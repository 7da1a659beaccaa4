package roomcast.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::1", "1.2.3.4 "})
  void whatIsNoIpv4AddressIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4.parse(text))
        .withMessageContaining("not an IPv4 address");
  }

  @Test
  void groupsOfTheNetworksOwnControlTrafficAreRefused() {
    assertThat(Ipv4.whyNoGroup(Ipv4.parse("239.0.0.10"))).isEmpty();
    assertThat(Ipv4.whyNoGroup(Ipv4.parse("224.0.1.1"))).isEmpty();
    assertThat(Ipv4.whyNoGroup(Ipv4.parse("224.0.0.1"))).contains("reserved");
    assertThat(Ipv4.whyNoGroup(Ipv4.parse("192.168.0.1"))).contains("not a multicast address");
  }

  @Test
  void aSubnetHoldsItsAddressesAndNoOthers() {
    Subnet subnet = Subnet.parse("192.168.2.77/24");
    assertThat(subnet).hasToString("192.168.2.0/24");
    assertThat(subnet.contains(Ipv4.parse("192.168.2.255"))).isTrue();
    assertThat(subnet.contains(Ipv4.parse("192.168.3.0"))).isFalse();
    assertThat(Subnet.parse("0.0.0.0/0").contains(Ipv4.parse("255.255.255.255"))).isTrue();
    assertThat(Subnet.parse("10.0.0.1").contains(Ipv4.parse("10.0.0.1"))).isTrue();
    assertThat(Subnet.parse("10.0.0.1").contains(Ipv4.parse("10.0.0.2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "x/8", "10.0.0.0/8/8"})
  void whatIsNoSubnetIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse(text));
  }
}

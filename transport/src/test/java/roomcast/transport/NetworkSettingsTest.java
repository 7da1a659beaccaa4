package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSettingsTest {

  @Test
  void optionsComeBeforeVariablesAndVariablesBeforeDefaults() {
    Map<String, String> environment =
        Map.of(
            "ROOMCAST_INTERFACE", "eth0, lo,",
            "ROOMCAST_GROUP", "239.1.1.1",
            "ROOMCAST_PORT", "3000");
    NetworkSettings defaults = NetworkSettings.of(List.of(), null, null, 1, Map.of());
    assertThat(defaults.interfaces()).isEmpty();
    assertThat(defaults.commandGroup()).hasToString("/239.0.0.10:2000");
    assertThat(defaults.discoveryGroup()).hasToString("/239.0.0.10:2001");
    NetworkSettings variables = NetworkSettings.of(List.of(), null, null, 1, environment);
    assertThat(variables.interfaces()).containsExactly("eth0", "lo");
    assertThat(variables.commandGroup()).hasToString("/239.1.1.1:3000");
    NetworkSettings options =
        NetworkSettings.of(List.of("wlan0"), "239.2.2.2", 4000, 1, environment);
    assertThat(options.interfaces()).containsExactly("wlan0");
    assertThat(options.commandGroup()).hasToString("/239.2.2.2:4000");
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() {
    refused("10.0.0.1", 2000, 1, "not a multicast address");
    refused("224.0.0.1", 2000, 1, "reserved");
    refused("group", 2000, 1, "not an IPv4 address");
    refused("239.0.0.10", 0, 1, "port 0");
    refused("239.0.0.10", 65_534, 1, "1 to 65533");
    refused("239.0.0.10", 2000, 0, "TTL");
    refused("239.0.0.10", 2000, 256, "TTL");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> NetworkSettings.of(List.of(), null, null, 1, Map.of("ROOMCAST_PORT", "many")))
        .withMessageContaining("ROOMCAST_PORT");
  }

  private static void refused(String group, int port, int ttl, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSettings.of(List.of(), group, port, ttl, Map.of()))
        .withMessageContaining(reason);
  }
}

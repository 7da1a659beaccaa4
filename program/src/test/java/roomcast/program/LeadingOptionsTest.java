package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LeadingOptionsTest {
  private static String moved(String line) {
    return String.join(
        " ", LeadingOptions.behindCommand(line.split(" ", -1), Set.of("rooms", "server")));
  }

  @Test
  void commonOptionsMayStandInFrontOfTheCommand() {
    assertThat(moved("--port 3000 rooms --json")).isEqualTo("rooms --port 3000 --json");
    assertThat(moved("--interface=lo --group 239.1.1.1 server"))
        .isEqualTo("server --interface=lo --group 239.1.1.1");
  }

  @Test
  void everythingElseStaysAsItIs() {
    assertThat(moved("rooms --port 3000")).isEqualTo("rooms --port 3000");
    assertThat(moved("--port 3000")).isEqualTo("--port 3000");
    assertThat(moved("--port")).isEqualTo("--port");
    assertThat(moved("--name Ann rooms")).isEqualTo("--name Ann rooms");
    assertThat(moved("--port 3000 --name rooms")).isEqualTo("--port 3000 --name rooms");
  }
}

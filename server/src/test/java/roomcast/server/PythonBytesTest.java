package roomcast.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected values are what Python 3 prints for the same bytes. */
class PythonBytesTest {

  private static String show(String text) {
    return PythonBytes.show(text.getBytes(UTF_8));
  }

  @Test
  void bytesAreShownAsPythonShowsThem() {
    assertThat(show("Yinwen:hello")).isEqualTo("b'Yinwen:hello'");
    assertThat(show("")).isEqualTo("b''");
    assertThat(show("it's")).isEqualTo("b\"it's\"");
    assertThat(show("say \"hi\"")).isEqualTo("b'say \"hi\"'");
    assertThat(show("it's \"hi\"")).isEqualTo("b'it\\'s \"hi\"'");
    assertThat(show("a\\b\t\r\n")).isEqualTo("b'a\\\\b\\t\\r\\n'");
    assertThat(show("\u00fc\u007f\u0000")).isEqualTo("b'\\xc3\\xbc\\x7f\\x00'");
  }
}

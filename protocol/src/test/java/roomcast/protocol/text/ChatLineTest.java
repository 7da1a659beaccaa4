package roomcast.protocol.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatLineTest {

  private static @Nullable ChatLine parse(String datagram) {
    return ChatLine.parse(datagram.getBytes(UTF_8));
  }

  @Test
  void theFirstColonEndsTheName() {
    assertThat(parse("Yinwen:hello")).isEqualTo(new ChatLine("Yinwen", "hello"));
    assertThat(parse("Ann:at 10:30: lunch")).isEqualTo(new ChatLine("Ann", "at 10:30: lunch"));
    assertThat(parse("Ann:")).isEqualTo(new ChatLine("Ann", ""));
    assertThat(parse("Ann Lee:hi\r\n")).isEqualTo(new ChatLine("Ann Lee", "hi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        ":hello",
        " :hello",
        "Ann\t:x",
        "A\u001bnn:x",
        "Ann:\u0000",
        "Ann:a\nb"
      })
  void whatIsNoChatIsRefused(String datagram) {
    assertThat(parse(datagram)).isNull();
  }

  @Test
  void tabsAreAllowedInText() {
    assertThat(parse("Ann:a\tb")).isEqualTo(new ChatLine("Ann", "a\tb"));
  }

  @Test
  void onlyStrictUtf8IsAllowed() {
    byte[][] malformed = {
      {'A', ':', (byte) 0xc3},
      {'A', ':', (byte) 0xc0, (byte) 0x80},
      {'A', ':', (byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {'A', ':', (byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {'A', ':', (byte) 0xff}
    };
    for (byte[] datagram : malformed) {
      assertThat(ChatLine.parse(datagram)).isNull();
    }
  }

  @Test
  void aDatagramHasAtMost1024Bytes() {
    assertThat(parse("Ann:" + "x".repeat(1_020))).isNotNull();
    assertThat(parse("Ann:" + "x".repeat(1_021))).isNull();
    assertThat(ChatLine.whyNoText("Ann", "x".repeat(1_020))).isNull();
    assertThat(ChatLine.whyNoText("Ann", "x".repeat(1_021))).contains("1025").contains("1024");
  }

  @Test
  void aNameHasAtMost64Characters() {
    assertThat(parse("\ud83d\ude00".repeat(64) + ":x")).isNotNull();
    assertThat(parse("x".repeat(65) + ":x")).isNull();
    assertThat(ChatLine.whyNoName("x".repeat(65))).contains("64");
  }

  @Test
  void whatIsWrongWithANameIsSaid() {
    assertThat(ChatLine.whyNoName("")).contains("empty");
    assertThat(ChatLine.whyNoName("a:b")).contains("colon");
    assertThat(ChatLine.whyNoName(" a")).contains("space");
    assertThat(ChatLine.whyNoName("a\u0007")).contains("control");
    assertThat(ChatLine.whyNoName("Ann Lee")).isNull();
  }

  @Test
  void encodingIsTheInverseOfParsing() {
    ChatLine line = new ChatLine("Ann Lee", "hi: \u00fc \ud83d\ude00");
    assertThat(ChatLine.parse(line.encode())).isEqualTo(line);
  }
}

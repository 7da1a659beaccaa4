package roomcast.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat1",
        "a",
        "4DN4",
        "caf\u00e9",
        "\u4f1a\u8b70",
        "\u0447\u0430\u0442",
        "a-b_c.d",
        "a/b",
        "who?",
        "x@y",
        "\ud83d\ude00",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        "connecting"
      })
  void lettersDigitsAndVisiblePunctuationAreAllowed(String name) {
    assertThat(RoomName.whyNotAllowed(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a\tb",
        " a",
        "a\u00a0b",
        "a\u3000b",
        "a:b",
        "a,b",
        "/a",
        "#a",
        "&a",
        "+a",
        "!a",
        "@a",
        "~a",
        "a\u0000",
        "a\u0085b",
        "a\u200bb",
        "a\u202eb",
        "\u3164",
        "\ue000",
        "a\n",
        "connect",
        "getdir",
        "makeroom",
        "deleteroom",
        "bye",
        "quit",
        "exit",
        "EXIT",
        "Connect"
      })
  void everythingElseIsNot(String name) {
    assertThat(RoomName.whyNotAllowed(name)).isNotNull();
    assertThat(RoomName.parse(name)).isNull();
  }

  @Test
  void aNameBeginsWithALetterNotWithAMark() {
    assertThat(RoomName.whyNotAllowed("\u0301a")).isNotNull();
    assertThat(RoomName.whyNotAllowed("a\u0301")).isNull();
  }

  @Test
  void fiftyCharactersAreAllowedAndFiftyOneAreNot() {
    assertThat(RoomName.parse("x".repeat(50))).isNotNull();
    assertThat(RoomName.whyNotAllowed("x".repeat(51))).contains("50");
    assertThat(RoomName.parse("\u00e9".repeat(50))).isNotNull();
  }

  @Test
  void aHundredBytesAreAllowedAndMoreAreNot() {
    assertThat(RoomName.parse("\u4f1a".repeat(33))).isNotNull();
    assertThat(RoomName.whyNotAllowed("\u4f1a".repeat(34))).contains("100");
    assertThat(RoomName.parse("\ud83d\ude00".repeat(25))).isNotNull();
    assertThat(RoomName.parse("\ud83d\ude00".repeat(26))).isNull();
  }

  @Test
  void namesAreComparedAfterNormalisationAndCaseFolding() {
    assertThat(name("Chat1")).isEqualTo(name("cHAT1")).hasSameHashCodeAs(name("chat1"));
    assertThat(name("caf\u00e9")).isEqualTo(name("CAFE\u0301"));
    assertThat(name("stra\u00dfe")).isEqualTo(name("STRASSE"));
    assertThat(name("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"))
        .isEqualTo(name("\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3"));
    assertThat(name("chat1")).isNotEqualTo(name("chat2"));
  }

  @Test
  void everySpellingOfALetterIsTheSameName() {
    assertThat(name("STRA\u1e9eE")).isEqualTo(name("stra\u00dfe"));
    assertThat(name("STRA\u1e9eE").key()).isEqualTo("strasse");
    assertThat(name("\u0131").key()).isEqualTo("i");
    assertThat(name("\u0394\u0399\u03a3.\u0392").key()).isEqualTo("\u03b4\u03b9\u03c3.\u03b2");
    IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
        .filter(Character::isAlphabetic)
        .mapToObj(Character::toString)
        .forEach(letter -> {
          String key = RoomName.folded(letter);
          assertThat(RoomName.folded(key)).isEqualTo(key);
          assertThat(RoomName.folded(letter.toUpperCase(Locale.ROOT))).isEqualTo(key);
          assertThat(RoomName.folded(letter.toLowerCase(Locale.ROOT))).isEqualTo(key);
        });
  }

  @Test
  void aNameKeepsTheCaseInWhichItWasTyped() {
    assertThat(name("Chat1").text()).isEqualTo("Chat1");
    assertThat(name("cafe\u0301").text()).isEqualTo("caf\u00e9");
  }

  private static RoomName name(String typed) {
    return Objects.requireNonNull(RoomName.parse(typed));
  }
}

package roomcast.terminal.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import roomcast.protocol.text.ChatLine;

/** The option that says under which name to speak. */
final class ChatNameOption {
  @Option(names = "--name", paramLabel = "NAME", description = "Your chat name.")
  private @Nullable String name;

  /**
   * The name given, or null.
   *
   * @throws IllegalArgumentException if it is not allowed; the message says why
   */
  @Nullable String given() {
    String given = name;
    if (given != null) {
      String wrong = ChatLine.whyNoName(given);
      if (wrong != null) {
        throw new IllegalArgumentException("the chat name '" + given + "' " + wrong);
      }
    }
    return given;
  }

  /** The name given, or what the system calls whoever runs this. */
  String givenOrUser() {
    String given = given();
    if (given != null) {
      return given;
    }
    String user = System.getProperty("user.name", "");
    return ChatLine.whyNoName(user) == null ? user : "somebody";
  }
}

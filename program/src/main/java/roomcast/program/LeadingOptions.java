package roomcast.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets the options that every command has stand in front of the command as well: {@code roomcast
 * --port 3000 rooms} is {@code roomcast rooms --port 3000}.
 */
final class LeadingOptions {
  private static final Set<String> COMMON = Set.of("--interface", "--group", "--port", "--ttl");

  private LeadingOptions() {}

  /** The arguments, with common options in front of a command moved behind it. */
  static String[] behindCommand(String[] args, Set<String> commands) {
    List<String> leading = new ArrayList<>();
    int index = 0;
    while (index < args.length && isCommon(args[index])) {
      boolean separate = args[index].indexOf('=') < 0;
      leading.add(args[index++]);
      if (separate && index < args.length) {
        leading.add(args[index++]);
      }
    }
    if (leading.isEmpty() || index == args.length || !commands.contains(args[index])) {
      return args;
    }
    List<String> moved = new ArrayList<>(List.of(args[index]));
    moved.addAll(leading);
    moved.addAll(List.of(args).subList(index + 1, args.length));
    return moved.toArray(String[]::new);
  }

  private static boolean isCommon(String argument) {
    int equals = argument.indexOf('=');
    return COMMON.contains(equals < 0 ? argument : argument.substring(0, equals));
  }
}

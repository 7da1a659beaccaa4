package roomcast.protocol;

import java.util.Locale;

/** Something that is counted, with a name for people. */
public interface Labelled {
  /** The name shown to people: lower case, words joined by hyphens. */
  String label();

  /** The label that follows from a constant's name. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

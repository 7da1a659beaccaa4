package roomcast.simulation.checks;

/** Texts as they are shown in reports. */
public final class Texts {
  private static final int SHOWN_MAX = 24;

  private Texts() {}

  /** The beginning of a text. */
  public static String brief(String text) {
    return text.length() <= SHOWN_MAX
        ? "'" + text + "'"
        : "'" + text.substring(0, SHOWN_MAX) + "…' (" + text.length() + " characters)";
  }
}

package roomcast.terminal;

/** What our programs end with. */
public final class ExitCode {
  /** It was done. */
  public static final int DONE = 0;

  /** It was refused, or went wrong; a message says why. */
  public static final int REFUSED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** No directory answers. */
  public static final int NO_DIRECTORY = 3;

  private ExitCode() {}
}

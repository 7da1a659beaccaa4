package roomcast.simulation.checks;

/** Something happened that must not. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int member;

  /**
   * A violation.
   *
   * @param member at which member, or -1 if at none in particular
   * @param what the name of the rule, a colon, and what happened
   */
  public Violation(int member, String what) {
    super(what);
    this.member = member;
  }

  /** The same with its cause. */
  public Violation(int member, String what, Throwable cause) {
    super(what, cause);
    this.member = member;
  }

  /** At which member, or -1. */
  public int member() {
    return member;
  }
}

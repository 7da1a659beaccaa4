package roomcast.simulation;

/** What can go wrong in a run; each seed chooses some of them. */
public enum Fault {
  /** Every link loses datagrams by chance. */
  LOSS,
  /** Links lose all for a while (Gilbert and Elliott). */
  BURST_LOSS,
  /** A datagram is lost before the network spreads it: everybody misses it. */
  UPSTREAM_LOSS,
  /** Datagrams come twice. */
  DUPLICATES,
  /** Datagrams overtake each other. */
  REORDERING,
  /** Some members get multicast only at the beats of their Wi-Fi. */
  SLEEPY_WIFI,
  /** The network falls apart for a while. */
  PARTITIONS,
  /** A hears B, but B does not hear A. */
  ONE_WAY,
  /** Some members are slow, and their socket buffers small. */
  OVERFLOW,
  /** Bits flip, ends are cut off. */
  DAMAGE,
  /** Clocks run at different rates. */
  CLOCK_RATES,
  /** Wall clocks are wrong, some by a year. */
  WALL_CLOCKS,
  /** Members stop for a while. */
  PAUSES,
  /** Members die and start again knowing nothing. */
  CRASHES,
  /** Members leave, and come back with the same log. */
  RESUMES,
  /** Some members come later. */
  LATE_JOINS,
  /** A copy of a member is started. */
  CLONE,
  /** Somebody sends whatever does harm. */
  HOSTILE,
  /** Very old datagrams come again. */
  REPLAYS,
  /** Checking signatures takes long. */
  SLOW_VERIFIER,
  /** Messages of up to 64 KiB. */
  LONG_MESSAGES,
  /** Many messages at once. */
  BURSTS,
  /** Members do not hear themselves. */
  NO_LOOPBACK,
  /** What is said leaves the rings long before everybody has it. */
  SMALL_RINGS,
  /** One member is a directory, which is asked first. */
  DIRECTORY
}

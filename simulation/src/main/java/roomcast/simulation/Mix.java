package roomcast.simulation;

/** Mixes bits: quick, the same everywhere, and no cryptography. */
final class Mix {
  private static final long PRIME = 0x100000001b3L;

  private Mix() {}

  /** A number that depends on every bit of another (SplitMix64's last step). */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A number that depends on every byte. */
  static long of(long start, byte[] bytes) {
    long hash = start;
    for (byte one : bytes) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    return mix(hash ^ bytes.length);
  }
}

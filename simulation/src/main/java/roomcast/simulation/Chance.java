package roomcast.simulation;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Chance from one seed: a generator of its own for every use, so that one more message does not
 * change what the network loses.
 */
final class Chance {
  private static final String ALGORITHM = "L64X128MixRandom";
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long seed;

  /** Who draws. */
  enum Use {
    SCENARIO,
    NETWORK,
    WORKLOAD,
    FAULTS,
    HOSTILE,
    MEMBER
  }

  private Chance(long seed) {
    this.seed = seed;
  }

  static Chance of(long seed) {
    return new Chance(seed);
  }

  /** The generator of a use. */
  RandomGenerator generator(Use use) {
    return generator(use, 0);
  }

  /** One of several generators of a use. */
  RandomGenerator generator(Use use, int number) {
    long mixed = Mix.mix(seed + SPREAD * use.name().hashCode() + Mix.mix(number));
    return RandomGeneratorFactory.of(ALGORITHM).create(mixed);
  }

  /** A time until the next of things that happen by chance so often a second. */
  static long nextNanos(RandomGenerator random, double perSecond) {
    return (long) (random.nextExponential() / perSecond * 1e9) + 1;
  }
}

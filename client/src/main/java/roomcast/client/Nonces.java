package roomcast.client;

import java.security.SecureRandom;

/** Numbers that nobody guesses, so that only whoever heard a question can answer it. */
final class Nonces {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonces() {}

  static long next() {
    return RANDOM.nextLong();
  }
}

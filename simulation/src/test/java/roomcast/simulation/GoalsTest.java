package roomcast.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A loss costs a room of a hundred little. */
class GoalsTest {

  @Test
  void nothingIsAskedForOrRepairedTooOften() {
    assertThat(Goals.missed()).isEmpty();
  }
}

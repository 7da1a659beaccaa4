/**
 * What has to hold in every run: each check is told what happens and objects with a {@link
 * roomcast.simulation.checks.Violation}.
 */
@NullMarked
package roomcast.simulation.checks;

import org.jspecify.annotations.NullMarked;

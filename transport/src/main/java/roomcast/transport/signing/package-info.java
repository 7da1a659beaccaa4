/** Ed25519 signatures (RFC 8032), by Bouncy Castle's low-level implementation. */
@NullMarked
package roomcast.transport.signing;

import org.jspecify.annotations.NullMarked;

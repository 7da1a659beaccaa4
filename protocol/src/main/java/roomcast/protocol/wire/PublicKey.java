package roomcast.protocol.wire;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An Ed25519 public key (RFC 8032, section 5.1.5) as a value: two of the same bytes are equal. */
public final class PublicKey {
  private static final int GROUP_DIGITS = 4;

  private final byte[] bytes;

  /**
   * The key of these bytes.
   *
   * @throws IllegalArgumentException if they are not {@link Signer#KEY_BYTES}
   */
  public PublicKey(byte[] bytes) {
    if (bytes.length != Signer.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key has " + Signer.KEY_BYTES + " bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** The key of that many hexadecimal digits, or null if the text is none. */
  public static @Nullable PublicKey parse(String hex) {
    return hex.matches("[0-9a-f]{64}") ? new PublicKey(HexFormat.of().parseHex(hex)) : null;
  }

  /** Its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Its bytes as hexadecimal digits; {@link #parse} reads them. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * What people compare: the first eight bytes of SHA-256 over the key, as four groups of four
   * hexadecimal digits.
   */
  public String fingerprint() {
    String digits = String.format("%016x", Hash.first8OfSha256(bytes));
    StringBuilder groups = new StringBuilder();
    for (int from = 0; from < digits.length(); from += GROUP_DIGITS) {
      groups.append(from == 0 ? "" : "-").append(digits, from, from + GROUP_DIGITS);
    }
    return groups.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The fingerprint. */
  @Override
  public String toString() {
    return fingerprint();
  }
}

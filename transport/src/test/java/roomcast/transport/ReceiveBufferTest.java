package roomcast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
  private static final List<String> SOCKETS =
      List.of(
          "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
              + "  timeout inode ref pointer drops             ",
          "  102: 0B0000EF:07D1 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000"
              + "        0 30131 2 0000000000000000 17        ",
          "  102: 00000000:07D1 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000"
              + "        0 30132 2 0000000000000000 3         ",
          "  905: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
              + "        0 20733 2 0000000000000000 400",
          "",
          "rubbish that ends with 5");

  @Test
  void theDropsOfOurPortsAreAdded() {
    assertThat(ReceiveBuffer.drops(SOCKETS, port -> port == 2001)).isEqualTo(20);
    assertThat(ReceiveBuffer.drops(SOCKETS, port -> port == 68)).isEqualTo(400);
    assertThat(ReceiveBuffer.drops(SOCKETS, port -> false)).isZero();
    assertThat(ReceiveBuffer.drops(List.of(), port -> true)).isZero();
  }

  @Test
  void theHintSaysWhatIsGrantedAndTheCure() {
    assertThat(ReceiveBuffer.hint(212_992))
        .contains(" 208 KiB")
        .contains("'" + ReceiveBuffer.CURE + "'");
  }
}

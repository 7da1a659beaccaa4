package roomcast.protocol.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.FakeSigner;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;

class OutgoingLogTest {
  private static final RoomTag ROOM = new RoomTag(1);
  private static final LogId ID = new LogId(2, 3);
  private static final FakeSigner SIGNER = new FakeSigner(1);

  private static OutgoingLog log(OutgoingLog.Position position) {
    return new OutgoingLog(ROOM, ID, SIGNER, position);
  }

  private static void check(OutgoingLog.Run run, int from, int to, byte[] previous) {
    Seal seal = run.seal();
    assertThat(seal.log()).isEqualTo(ID);
    assertThat(seal.from()).isEqualTo(from);
    assertThat(seal.to()).isEqualTo(to);
    assertThat(seal.previous()).isEqualTo(previous);
    assertThat(seal.root()).isEqualTo(Seal.rootOf(run.blocks()));
    assertThat(run.blocks().stream().map(Block::sequence))
        .containsExactlyElementsOf(IntStream.rangeClosed(from, to).boxed().toList());
    assertThat(
            FakeSigner.VERIFIER.verify(
                SIGNER.publicKey(), seal.signedBytes(ROOM), seal.signature()))
        .isTrue();
  }

  @Test
  void eachSealStandsOnTheOneBefore() {
    OutgoingLog log = log(OutgoingLog.Position.beginning());
    assertThat(log.last()).isZero();
    log.append(5, 1, new byte[] {1});
    OutgoingLog.Run first = log.seal();
    check(first, 1, 1, Hash.none());
    log.append(6, 1, new byte[] {2});
    log.append(6, 1, new byte[] {3});
    OutgoingLog.Run second = log.seal();
    check(second, 2, 3, first.seal().hash());
    assertThat(log.last()).isEqualTo(3);
    log.append(7, 1, new byte[0]);
    check(log.seal(), 4, 4, second.seal().hash());
  }

  @Test
  void aRunIsFullAt64Blocks() {
    OutgoingLog log = log(OutgoingLog.Position.beginning());
    for (int i = 0; i < Seal.BLOCKS_MAX; i++) {
      assertThat(log.isRunFull()).isFalse();
      log.append(5, 1, new byte[1]);
    }
    assertThat(log.isRunFull()).isTrue();
    check(log.seal(), 1, 64, Hash.none());
    assertThat(log.isRunFull()).isFalse();
  }

  @Test
  void aLogGoesOnWhereItEnded() {
    OutgoingLog before = log(OutgoingLog.Position.beginning());
    before.append(5, 1, new byte[1]);
    Seal last = before.seal().seal();
    OutgoingLog after = log(before.position(0));
    assertThat(after.last()).isEqualTo(1);
    after.append(6, 1, new byte[1]);
    check(after.seal(), 2, 2, last.hash());
  }

  @Test
  void aPositionDoesNotChangeWithTheLog() {
    OutgoingLog log = log(OutgoingLog.Position.beginning());
    OutgoingLog.Position position = log.position(0);
    log.append(5, 1, new byte[1]);
    OutgoingLog.Run run = log.seal();
    position.lastSealHash()[0] ^= 1;
    assertThat(position.last()).isZero();
    assertThat(log.position(0).lastSealHash()).isEqualTo(run.seal().hash());
    assertThat(run.blocks()).isEqualTo(List.copyOf(run.blocks()));
  }
}

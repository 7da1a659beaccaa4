package roomcast.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is signed names everything that it is about, so that nothing signed fits elsewhere. */
class SignaturesTest {
  private static final RoomTag ROOM = Samples.ROOM;
  private static final RoomTag OTHER_ROOM = new RoomTag(ROOM.value() ^ 1);
  private static final Signer SIGNER = new FakeSigner(1);
  private static final LogId LOG = new LogId(Hash.senderId(SIGNER.publicKey(), 0), 5);
  private static final byte[] NONE = Hash.none();

  private static Block block(int sequence, String text) {
    BodyWriter body = new BodyWriter();
    body.tryAdd(new Message("Ada", text, false));
    return Block.of(LOG, sequence, 9, 1, body.finish());
  }

  private static boolean isRight(Seal seal, RoomTag room) {
    return FakeSigner.VERIFIER.verify(SIGNER.publicKey(), seal.signedBytes(room), seal.signature());
  }

  @Test
  void aSealBindsRoomLogRangePreviousAndBlocks() {
    List<Block> blocks = List.of(block(1, "one"), block(2, "two"));
    Seal seal = Samples.seal(SIGNER, ROOM, blocks, NONE);
    assertThat(isRight(seal, ROOM)).isTrue();
    assertThat(isRight(seal, OTHER_ROOM)).isFalse();
    byte[] root = seal.root();
    byte[] signature = seal.signature();
    byte[] previous = Hash.of(new byte[1]);
    List<Seal> others =
        List.of(
            new Seal(new LogId(LOG.sender(), 6), 1, 2, NONE, root, signature),
            new Seal(new LogId(LOG.sender() + 1, 5), 1, 2, NONE, root, signature),
            new Seal(LOG, 2, 2, NONE, root, signature),
            new Seal(LOG, 1, 3, NONE, root, signature),
            new Seal(LOG, 1, 2, previous, root, signature),
            new Seal(LOG, 1, 2, NONE, previous, signature));
    for (Seal other : others) {
      assertThat(isRight(other, ROOM)).isFalse();
      assertThat(other.isSame(seal)).isFalse();
      assertThat(other.hash()).isNotEqualTo(seal.hash());
    }
  }

  @Test
  void theRootChangesWithAnyBlockAndWithTheirOrder() {
    Block one = block(1, "one");
    Block two = block(2, "two");
    byte[] root = Seal.rootOf(List.of(one, two));
    assertThat(Seal.rootOf(List.of(two, one))).isNotEqualTo(root);
    assertThat(Seal.rootOf(List.of(one))).isNotEqualTo(root);
    assertThat(Seal.rootOf(List.of(one, block(2, "Two")))).isNotEqualTo(root);
    assertThat(Seal.rootOf(List.of(one, two))).isEqualTo(root);
  }

  @Test
  void theLeafCoversHeaderAndBody() {
    byte[] bytes = PartLimitsTest.bytesOf(block(1, "one"));
    assertThat(block(1, "one").leaf()).isEqualTo(Hash.of(bytes));
    Set<String> leaves = new HashSet<>();
    leaves.add(HexFormat.of().formatHex(block(1, "one").leaf()));
    int read = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Block other = Block.read(damaged);
      if (other != null) {
        read++;
        leaves.add(HexFormat.of().formatHex(other.leaf()));
      }
    }
    assertThat(leaves).hasSize(1 + read);
  }

  @Test
  void aLeafCannotBeChangedFromOutside() {
    Block block = block(1, "one");
    byte[] before = block.leaf();
    block.leaf()[0] ^= 1;
    assertThat(block.leaf()).isEqualTo(before);
  }

  @Test
  void anIntroductionBindsTheRoomAndAllThatItSays() {
    Introduction introduction =
        Introduction.signed(SIGNER, ROOM, 5, 0, Introduction.Role.MEMBER, 9, "Ada");
    assertThat(introduction.log()).isEqualTo(LOG);
    byte[] signature = introduction.signature();
    byte[] key = SIGNER.publicKey();
    assertThat(isRight(introduction, ROOM)).isTrue();
    assertThat(isRight(introduction, OTHER_ROOM)).isFalse();
    Introduction.Role member = Introduction.Role.MEMBER;
    List<Introduction> others =
        List.of(
            new Introduction(6, 0, member, 9, key, "Ada", signature),
            new Introduction(5, 1, member, 9, key, "Ada", signature),
            new Introduction(5, 0, Introduction.Role.DIRECTORY, 9, key, "Ada", signature),
            new Introduction(5, 0, member, 10, key, "Ada", signature),
            new Introduction(5, 0, member, 9, key, "Eve", signature),
            new Introduction(5, 0, member, 9, new FakeSigner(2).publicKey(), "Ada", signature));
    for (Introduction other : others) {
      assertThat(isRight(other, ROOM)).isFalse();
      assertThat(other.isSame(introduction)).isFalse();
    }
  }

  private static boolean isRight(Introduction introduction, RoomTag room) {
    return FakeSigner.VERIFIER.verify(
        introduction.publicKey(), introduction.signedBytes(room), introduction.signature());
  }

  @Test
  void noTwoStatementsHaveTheSameBytes() {
    List<byte[]> statements = new ArrayList<>();
    for (RoomTag room : List.of(ROOM, OTHER_ROOM)) {
      for (LogId log : List.of(LOG, new LogId(LOG.sender(), 6), new LogId(7, 5))) {
        statements.add(Statement.lost(room, log, 1, 2, 0));
        statements.add(Statement.lost(room, log, 1, 3, 0));
        statements.add(Statement.lost(room, log, 2, 3, 0));
        statements.add(Statement.lost(room, log, 2, 3, 1));
        statements.add(Statement.leave(room, log, 2, 0));
        statements.add(Statement.leave(room, log, 3, 0));
        statements.add(Statement.leave(room, log, 3, 1));
        statements.add(Statement.alive(room, log, 2));
        statements.add(Statement.alive(room, log, 3));
        statements.add(Statement.held(room, LOG, log, 2));
        statements.add(Statement.held(room, LOG, log, 3));
        statements.add(Statement.held(room, new LogId(8, 8), log, 3));
        statements.add(Seal.signedBytes(room, log, 1, 2, NONE, NONE));
      }
      statements.add(
          Introduction.signed(SIGNER, room, 5, 0, Introduction.Role.MEMBER, 9, "Ada")
              .signedBytes(room));
    }
    Set<String> different = new HashSet<>();
    statements.forEach(one -> different.add(new String(one, StandardCharsets.ISO_8859_1)));
    assertThat(different).hasSize(statements.size());
    for (byte[] one : statements) {
      for (byte[] other : statements) {
        // None is the beginning of another either.
        assertThat(other.length > one.length && begins(other, one)).isFalse();
      }
    }
  }

  private static boolean begins(byte[] whole, byte[] beginning) {
    for (int i = 0; i < beginning.length; i++) {
      if (whole[i] != beginning[i]) {
        return false;
      }
    }
    return true;
  }
}

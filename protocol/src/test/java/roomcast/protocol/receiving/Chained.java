package roomcast.protocol.receiving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.FakeSigner;
import roomcast.protocol.wire.Hash;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.RoomTag;
import roomcast.protocol.wire.Seal;

/** A log as its writer makes it, and what a forger would like to put in its place. */
final class Chained {
  static final RoomTag ROOM = new RoomTag(5);
  static final FakeSigner WRITER = new FakeSigner(1);
  static final FakeSigner FORGER = new FakeSigner(2);
  static final LogId LOG = new LogId(7, 1);

  final List<Block> blocks = new ArrayList<>();
  final List<Seal> seals = new ArrayList<>();

  /** Seals runs of these lengths. */
  Chained(int... lengths) {
    byte[] previous = Hash.none();
    int sequence = 1;
    for (int length : lengths) {
      List<Block> run = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        run.add(block(sequence++, "true"));
      }
      blocks.addAll(run);
      Seal seal = seal(WRITER, run, previous);
      seals.add(seal);
      previous = seal.hash();
    }
  }

  static Block block(int sequence, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return Block.of(LOG, sequence, 1_000 + sequence, 0, body);
  }

  static Seal seal(FakeSigner signer, List<Block> run, byte[] previous) {
    int from = run.getFirst().sequence();
    int to = run.getLast().sequence();
    byte[] root = Seal.rootOf(run);
    byte[] signature = signer.sign(Seal.signedBytes(ROOM, LOG, from, to, previous, root));
    return new Seal(LOG, from, to, previous, root, signature);
  }

  /** Who looks at a seal alone cannot tell it from a true one. */
  static Seal forged(int from, int to) {
    List<Block> run = new ArrayList<>();
    for (int sequence = from; sequence <= to; sequence++) {
      run.add(block(sequence, "forged"));
    }
    return seal(FORGER, run, Hash.none());
  }

  /** The same seal, under another's signature. */
  static Seal resigned(Seal seal) {
    return new Seal(
        seal.log(),
        seal.from(),
        seal.to(),
        seal.previous(),
        seal.root(),
        FORGER.sign(seal.signedBytes(ROOM)));
  }

  static boolean isRight(Seal seal) {
    return FakeSigner.VERIFIER.verify(WRITER.publicKey(), seal.signedBytes(ROOM), seal.signature());
  }

  Block block(int sequence) {
    return blocks.get(sequence - 1);
  }

  Seal seal(int index) {
    return seals.get(index);
  }
}

package roomcast.protocol.receiving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.wire.Block;
import roomcast.protocol.wire.Seal;

/**
 * Finds the longest chain of seals that fit the blocks that are here, and each other. If the newest
 * of them is right, all of them are.
 */
final class ChainCheck {
  /** The most ways of choosing among conflicting blocks that are tried. */
  private static final int CHOICES_MAX = 16;

  private final Window window;
  private final SealShelf seals;

  ChainCheck(Window window, SealShelf seals) {
    this.window = window;
    this.seals = seals;
  }

  /** Blocks, and seals that fit them, in order. */
  record Chain(List<Block> blocks, List<Seal> seals) {}

  /**
   * The seal to check: the newest of the chain, or, if there is no chain since blocks do not fit
   * their seal, that seal, to find out which of the two is wrong.
   *
   * @param onlyFirst the first of the chain instead of the newest: a forger is at work
   */
  @Nullable Seal newest(int start, byte @Nullable [] previous, boolean onlyFirst) {
    Seal newest = null;
    byte[] before = previous;
    int at = start;
    while (true) {
      Seal fitting = fittingAt(at, before);
      if (fitting == null) {
        break;
      }
      newest = fitting;
      if (onlyFirst) {
        break;
      }
      before = fitting.hash();
      at = fitting.to() + 1;
    }
    return newest == null ? misfitAt(start) : newest;
  }

  private @Nullable Seal fittingAt(int at, byte @Nullable [] previous) {
    for (Seal seal : seals.from(at)) {
      if (SealShelf.follows(seal, previous) && fitting(seal) != null) {
        return seal;
      }
    }
    return null;
  }

  /** A seal whose blocks have all come, and do not fit it. */
  private @Nullable Seal misfitAt(int at) {
    for (Seal seal : seals.from(at)) {
      if (isWhole(seal)) {
        return seal;
      }
    }
    return null;
  }

  boolean isWhole(Seal seal) {
    for (int sequence = seal.from(); sequence <= seal.to(); sequence++) {
      if (!window.isHere(sequence)) {
        return false;
      }
    }
    return true;
  }

  /** The chain that ends with this seal, or null if blocks do not fit. */
  @Nullable Chain upTo(Seal last, int start, byte @Nullable [] previous) {
    List<Block> blocks = new ArrayList<>();
    List<Seal> chain = new ArrayList<>();
    byte[] before = previous;
    int at = start;
    while (at <= last.from()) {
      Seal seal = at == last.from() ? last : fittingAt(at, before);
      List<Block> own = seal == null ? null : fitting(seal);
      if (seal == null || own == null || !SealShelf.follows(seal, before)) {
        return null;
      }
      blocks.addAll(own);
      chain.add(seal);
      before = seal.hash();
      at = seal.to() + 1;
    }
    return at == last.to() + 1 ? new Chain(blocks, chain) : null;
  }

  /** Whether the blocks that are here are those that the seal proves, if its signature is right. */
  boolean fits(Seal seal) {
    return fitting(seal) != null;
  }

  /** The blocks that the seal proves, if its signature is right; null if they are not here. */
  private @Nullable List<Block> fitting(Seal seal) {
    if (!isWhole(seal)) {
      return null;
    }
    int choices = 1;
    for (int sequence = seal.from(); sequence <= seal.to(); sequence++) {
      choices = Math.min(CHOICES_MAX, choices * window.candidates(sequence).size());
    }
    for (int choice = 0; choice < choices; choice++) {
      List<Block> chosen = choose(seal, choice);
      if (Arrays.equals(Seal.rootOf(chosen), seal.root())) {
        return chosen;
      }
    }
    if (choices == CHOICES_MAX) {
      // A forger is quicker, or slower, with all of a run.
      List<Block> last = new ArrayList<>();
      for (int sequence = seal.from(); sequence <= seal.to(); sequence++) {
        last.add(window.candidates(sequence).getLast());
      }
      return Arrays.equals(Seal.rootOf(last), seal.root()) ? last : null;
    }
    return null;
  }

  private List<Block> choose(Seal seal, int choice) {
    List<Block> chosen = new ArrayList<>(seal.to() - seal.from() + 1);
    int rest = choice;
    for (int sequence = seal.from(); sequence <= seal.to(); sequence++) {
      List<Block> here = window.candidates(sequence);
      chosen.add(here.get(rest % here.size()));
      rest /= here.size();
    }
    return chosen;
  }
}

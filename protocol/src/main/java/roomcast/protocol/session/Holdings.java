package roomcast.protocol.session;

import roomcast.protocol.wire.LogId;

/** The hash by which members find out whether they know the same of all logs. */
final class Holdings {
  private Holdings() {}

  /** Of one log: the finalizer of SplitMix64 over its numbers; 0 for one without blocks. */
  static long of(LogId log, int last) {
    if (last == 0) {
      return 0;
    }
    long z = log.sender() ^ ((long) log.incarnation() << 32 | last);
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}

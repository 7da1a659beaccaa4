package roomcast.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import roomcast.benchmarks.peer.Contender;

/** One contender, once: a sender and its receivers, each a process, from start to end. */
final class Round {
  private static final int RECEIVERS = 2;
  private static final int PORT_MIN = 20_000;
  private static final int PORTS = 10_000;
  private static final double SECOND = 1e9;

  private final Contender contender;
  private final Load load;
  private final int port;
  private final Consumer<String> progress;

  /**
   * A round.
   *
   * @param number of the rounds before; each has ports of its own
   * @param progress told of what is of interest, in a line
   */
  Round(Contender contender, Load load, int number, Consumer<String> progress) {
    this.contender = contender;
    this.load = load;
    this.port = PORT_MIN + 2 * number % PORTS;
    this.progress = progress;
  }

  /**
   * What a round has shown.
   *
   * @param latencies of all receivers, in nanoseconds
   * @param missing messages that did not come to a receiver, of all receivers
   * @param misplaced messages that did not follow the one before
   * @param perSecond messages a second, until the last had come to all
   */
  record Result(Histogram latencies, long missing, long misplaced, double perSecond) {
    /** Whether every message came to every receiver, once and in order. */
    boolean isComplete() {
      return missing == 0 && misplaced == 0;
    }
  }

  /**
   * Runs it.
   *
   * @param percent of the multicast datagrams that are dropped, once all have found each other
   */
  Result run(LossyNetwork network, int percent) throws IOException {
    network.drop(0);
    List<NodeProcess> receivers = new ArrayList<>();
    try {
      for (int i = 0; i < RECEIVERS; i++) {
        receivers.add(new NodeProcess(contender, Node.RECEIVER, port, load));
      }
      try (NodeProcess sender = new NodeProcess(contender, Node.SENDER, port, load)) {
        sender.await("connected");
        for (NodeProcess one : receivers) {
          one.await("connected");
        }
        network.drop(percent);
        receivers.forEach(NodeProcess::go);
        sender.go();
        return result(sender, receivers);
      }
    } finally {
      network.drop(0);
      receivers.forEach(NodeProcess::close);
    }
  }

  private Result result(NodeProcess sender, List<NodeProcess> receivers) throws IOException {
    long start = Long.parseLong(sender.await("sent"));
    Histogram latencies = Arrivals.histogram();
    long missing = 0;
    long misplaced = 0;
    long last = start + 1;
    List<String> figures = new ArrayList<>();
    for (NodeProcess one : receivers) {
      Arrivals.Report report = Arrivals.Report.parse(one.await("heard"));
      latencies.add(report.latencies());
      missing += load.total() - report.heard();
      misplaced += report.misplaced();
      last = Math.max(last, report.lastNanos());
      figures.add("receiver " + one.await("figures"));
    }
    sender.go();
    figures.addFirst("sender " + sender.await("figures"));
    figures.forEach(progress);
    return new Result(latencies, missing, misplaced, load.measured() * SECOND / (last - start));
  }
}

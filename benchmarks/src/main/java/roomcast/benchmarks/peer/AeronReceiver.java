package roomcast.benchmarks.peer;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.concurrent.IdleStrategy;

/** Subscribes to a multicast channel. */
final class AeronReceiver implements MessageReceiver {
  private static final int FRAGMENTS_PER_TURN = 64;
  private static final long CLOSE_MILLIS = 1_000;

  private final AeronNode node = new AeronNode();
  private final Subscription subscription;
  private final FragmentHandler handler;
  private final Thread thread;
  private volatile boolean stopped;

  AeronReceiver(int port, Listener listener) {
    subscription = node.client().addSubscription(AeronNode.channel(port), AeronNode.STREAM);
    handler =
        (buffer, offset, length, header) ->
            listener.heard(buffer.getStringWithoutLengthAscii(offset, length));
    thread = Thread.ofPlatform().name("subscription").daemon().start(this::poll);
  }

  private void poll() {
    IdleStrategy idle = AeronNode.idle();
    while (!stopped) {
      idle.idle(subscription.poll(handler, FRAGMENTS_PER_TURN));
    }
  }

  @Override
  public boolean isConnected() {
    return subscription.isConnected();
  }

  @Override
  public String figures() {
    return "images=" + subscription.imageCount();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    node.close();
  }
}

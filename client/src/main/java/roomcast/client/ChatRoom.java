package roomcast.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import roomcast.protocol.Room;
import roomcast.protocol.session.Presence;
import roomcast.protocol.session.RoomEvent;
import roomcast.protocol.session.RoomSession;
import roomcast.protocol.session.SessionCounter;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.Message;
import roomcast.transport.RoomHub;

/**
 * A room that this program is in. What is said goes to everybody by one multicast, is repaired
 * where it was lost, and arrives in the order in which it was said, once. Safe for any number of
 * threads.
 */
public final class ChatRoom implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofMillis(400);
  private static final int TICKETS_MAX = 10_000;

  private final Roomcast owner;
  private final Room room;
  private final RoomListener listener;
  private final CountDownLatch joined = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Deque<Sent> unheld = new ArrayDeque<>();
  private final Object holding = new Object();
  private volatile String name;
  private volatile boolean answered;
  private volatile boolean closed;
  private long lastTicket;
  private long heldTicket;
  private RoomHub.@Nullable Entry entry;

  private record Sent(long ticket, int sequence) {}

  ChatRoom(Roomcast owner, Room room, String name, RoomListener listener) {
    this.owner = owner;
    this.room = room;
    this.name = name;
    this.listener = listener;
  }

  /** On the loop's thread. */
  void open(RoomHub.Entry opened) {
    entry = opened;
  }

  /** The room. */
  public Room room() {
    return room;
  }

  /** The name under which this program speaks. */
  public String name() {
    return name;
  }

  private <T> T onLoop(Function<RoomSession, T> task) throws IOException {
    FutureTask<T> future =
        new FutureTask<>(() -> {
          RoomHub.Entry driven = entry;
          if (driven == null || closed) {
            throw new IOException("the room has been left");
          }
          T result = task.apply(driven.session());
          driven.flush();
          return result;
        });
    try {
      owner.execute(future);
      return future.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stop);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new IOException(e.getCause());
    }
  }

  /**
   * Says something. It has been sent, or waits for its turn, when this returns; {@link
   * RoomListener#sent} and {@link RoomListener#held} tell what becomes of it.
   *
   * @param text at most {@link Message#BYTES_MAX} bytes of UTF-8
   * @return the ticket by which the listener is told
   * @throws IOException if too much waits to be sent, or the room has been left; nothing is sent
   * @throws IllegalArgumentException if the text is too long
   */
  public long send(String text) throws IOException {
    return send(new Message(name, text, false));
  }

  /**
   * Says something, unless too much waits to be sent.
   *
   * @return false if so; nothing is sent then
   * @throws IOException if the room has been left
   * @throws IllegalArgumentException if the text is none that others would accept
   */
  public boolean trySend(String text) throws IOException {
    return offer(new Message(name, text, false)) != 0;
  }

  private long offer(Message message) throws IOException {
    long ticket = onLoop(session -> session.publish(owner.now(), message));
    synchronized (holding) {
      lastTicket = Math.max(lastTicket, ticket);
    }
    return ticket;
  }

  /** Says something in another's name; for gateways. */
  public long send(Message message) throws IOException {
    long ticket = offer(message);
    if (ticket == 0) {
      throw new IOException("too much waits to be sent; say it again in a moment");
    }
    return ticket;
  }

  /** Has another chat name from now on. */
  public void rename(String newName) throws IOException {
    onLoop(session -> {
      session.rename(owner.now(), newName);
      return newName;
    });
    name = newName;
  }

  /** Everybody else of whom is known, in no order; those who are gone too. */
  public List<Presence> members() throws IOException {
    return onLoop(RoomSession::members);
  }

  /** Whether a member is the room's directory: by its pinned key, or, without one, by its word. */
  public boolean isDirectory(Presence member) throws IOException {
    return onLoop(session -> session.isDirectory(member.log()));
  }

  /** A number that the session has counted. */
  public long count(SessionCounter counter) throws IOException {
    return onLoop(session -> session.counters().get(counter));
  }

  /** Any number of the session; for a look from outside. */
  public long number(ToLongFunction<RoomSession> of) throws IOException {
    return onLoop(of::applyAsLong);
  }

  /**
   * Waits until it is known how far the others' logs go, or that nobody answers: a second or so.
   */
  public boolean awaitJoined(Duration patience) throws InterruptedException {
    return joined.await(patience.toNanos(), TimeUnit.NANOSECONDS) && answered;
  }

  /**
   * Waits until another member has proved to hold all that was said here.
   *
   * @return how many messages nobody is known to hold; 0 if all is well
   */
  public long awaitHeld(Duration patience) throws IOException, InterruptedException {
    long wanted;
    synchronized (holding) {
      wanted = lastTicket;
    }
    if (wanted == 0) {
      return 0;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    onLoop(session -> {
      session.askWhoHolds(owner.now());
      return true;
    });
    synchronized (holding) {
      long left = deadline - System.nanoTime();
      while (heldTicket < wanted && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(holding, left);
        left = deadline - System.nanoTime();
      }
      return Math.max(0, wanted - heldTicket);
    }
  }

  /** On the loop's thread. */
  void happened(RoomEvent event) {
    switch (event) {
      case RoomEvent.Delivered one -> listener.heard(RoomMessage.of(one, isDirectory(one.log())));
      case RoomEvent.Sent one -> sent(one);
      case RoomEvent.Held one -> held(one.last());
      case RoomEvent.Waiting one -> listener.waiting(nameOf(one.log()), one);
      case RoomEvent.Lost one -> listener.lost(nameOf(one.log()), one);
      case RoomEvent.Here one -> listener.here(one.member());
      case RoomEvent.Quiet one -> listener.quiet(one.member());
      case RoomEvent.Gone one -> listener.gone(one.member(), one.said());
      case RoomEvent.Joined one -> {
        answered = one.answered();
        joined.countDown();
      }
      case RoomEvent.Cloned one ->
          listener.warned(
              "a copy of this installation speaks in the room; give it a key of its own");
      case RoomEvent.Equivocated one ->
          listener.warned(nameOf(one.log()) + " has said two different things in one place");
      case RoomEvent.NewerVersion one ->
          listener.warned("a newer Roomcast is here; what it says may not be understood");
      case RoomEvent.Malformed one ->
          listener.warned("a message of " + nameOf(one.log()) + " could not be understood");
    }
  }

  private boolean isDirectory(LogId log) {
    RoomHub.Entry driven = entry;
    return driven != null && driven.session().isDirectory(log);
  }

  private String nameOf(LogId log) {
    RoomHub.Entry driven = entry;
    Presence member = driven == null ? null : driven.session().member(log);
    return member == null ? "" : member.name();
  }

  private void sent(RoomEvent.Sent one) {
    synchronized (holding) {
      unheld.add(new Sent(one.ticket(), one.sequence()));
      if (unheld.size() > TICKETS_MAX) {
        unheld.remove();
      }
    }
    RoomMessage message =
        RoomMessage.of(one.log(), one.sequence(), one.index(), one.clock(), one.message(), false);
    listener.sent(one.ticket(), message);
  }

  private void held(int last) {
    long ticket = 0;
    synchronized (holding) {
      while (!unheld.isEmpty() && unheld.element().sequence <= last) {
        ticket = unheld.remove().ticket;
      }
      heldTicket = Math.max(heldTicket, ticket);
      holding.notifyAll();
    }
    if (ticket > 0) {
      listener.held(ticket);
    }
  }

  /** Says goodbye, and leaves; takes less than half a second. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      onLoop(session -> {
        session.leave(owner.now());
        return true;
      });
      // The goodbye is said twice, since it may be lost, and what is lacked until then is repaired.
      if (!over.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        closed = owner.forget(entry);
      }
    } catch (IOException gone) {
      closed = true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      closed = owner.forget(entry);
    }
  }
}

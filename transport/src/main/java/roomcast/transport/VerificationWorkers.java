package roomcast.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import roomcast.protocol.session.Verification;
import roomcast.protocol.wire.Verifier;

/** Threads that check signatures, so that the loop does not wait for them. */
public final class VerificationWorkers implements AutoCloseable {
  private static final int JOBS_MAX = 4_096;

  private final Verifier verifier;
  private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(JOBS_MAX);
  private final List<Thread> threads = new ArrayList<>();

  /** Takes an answer, on a worker's thread. */
  @FunctionalInterface
  public interface Answer {
    /** The signature is right, or not. */
    void answer(Verification verification, boolean right);
  }

  private record Job(Verification verification, Answer answer) {}

  /**
   * Starts the threads.
   *
   * @param threadsMax how many, at most as many as there are processors
   */
  public VerificationWorkers(Verifier verifier, int threadsMax) {
    this.verifier = verifier;
    int count = Math.clamp(threadsMax, 1, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("verification-" + i).daemon().start(this::work));
    }
  }

  /** Has a signature checked; false if too many wait. */
  public boolean submit(Verification verification, Answer answer) {
    return jobs.offer(new Job(verification, answer));
  }

  /** Checks a signature on the calling thread. */
  public boolean check(Verification verification) {
    return verification.check(verifier);
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Job job = jobs.take();
        job.answer.answer(job.verification, job.verification.check(verifier));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}

package roomcast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many clients, and many rooms. */
class ManyClientsIT {
  private static final int CLIENTS = 300;
  private static final int MAKERS = 20;
  private static final int ROOMS_EACH = 50;
  private static final String MADE = "Room established\nBack to CRDS, Please enter your command";

  @Test
  void threeHundredDialoguesAtOnce() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CyclicBarrier together = new CyclicBarrier(CLIENTS);
      List<Future<?>> dialogues = new ArrayList<>();
      for (int number = 0; number < CLIENTS; number++) {
        String name = "room" + number;
        dialogues.add(
            threads.submit(() -> {
              try (RawClient client = server.client()) {
                converse(client, name, together);
              }
              return name;
            }));
      }
      for (Future<?> dialogue : dialogues) {
        dialogue.get(60, TimeUnit.SECONDS);
      }
    }
  }

  /** Every step is taken by all clients at once. */
  private static void converse(RawClient client, String name, CyclicBarrier together)
      throws Exception {
    together.await(60, TimeUnit.SECONDS);
    assertThat(client.ask("connect")).startsWith("Connected to CRDS");
    together.await(60, TimeUnit.SECONDS);
    assertThat(client.ask("makeroom")).isEqualTo("Please enter room name");
    together.await(60, TimeUnit.SECONDS);
    assertThat(client.ask(name)).isEqualTo(MADE);
    together.await(60, TimeUnit.SECONDS);
    assertThat(client.ask("getdir")).contains(" 239.0.0.11 ");
    assertThat(client.ask("deleteroom")).isEqualTo("Please enter room name");
    together.await(60, TimeUnit.SECONDS);
    assertThat(client.ask(name)).startsWith("Room is delete\n");
    client.tell("bye");
  }

  @Test
  void aThousandRoomsAreMadeListedAndHeard() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient listener = server.client()) {
      for (int maker = 0; maker < MAKERS; maker++) {
        try (RawClient client = server.client()) {
          client.ask("connect");
          for (int room = 0; room < ROOMS_EACH; room++) {
            client.ask("makeroom");
            assertThat(client.ask("room-" + (maker * ROOMS_EACH + room))).isEqualTo(MADE);
          }
          client.tell("bye");
        }
      }
      List<String> listed = new ArrayList<>();
      listener.ask("connect");
      for (String page = listener.ask("getdir");
          !page.isEmpty();
          page = listener.ask("getdir " + (listed.size() + 1))) {
        listed.addAll(page.lines().toList());
      }
      listener.tell("bye");
      assertThat(listed).hasSize(MAKERS * ROOMS_EACH).doesNotHaveDuplicates();
      for (int number : new int[] {0, 243, 244, 500, 999}) {
        String[] line = listed.get(number).split(" ", -1);
        assertThat(line[0]).isEqualTo("room-" + number);
        listener.tell(line[0]);
        listener.say(line[1], Integer.parseInt(line[2]), "Ann:hello " + number);
        assertThat(listener.hear()).isEqualTo("Ann:hello " + number);
      }
    }
  }
}

package roomcast.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The text protocol over real sockets, to the byte, for clients that know nothing else. */
class GoldenTranscriptIT {
  private static final String GREETING =
      "Connected to CRDS, Please enter your command, command list: getdir,makeroom,deleteroom and quit";
  private static final String BACK = "\nBack to CRDS, Please enter your command";

  @Test
  void everyQuotedString() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient ann = server.client()) {
      int port = server.port;
      assertThat(ann.ask("connect")).isEqualTo(GREETING);
      assertThat(ann.ask("getdir")).isEmpty();
      assertThat(ann.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat1")).isEqualTo("Room established" + BACK);
      assertThat(ann.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat1"))
          .isEqualTo("The room name already exists, please change the name of the room");
      assertThat(ann.ask("/chat"))
          .isEqualTo("The room name is not allowed, please change the name of the room");
      ann.tell("");
      assertThat(ann.ask("chat2")).isEqualTo("Room established" + BACK);
      assertThat(ann.ask("getdir"))
          .isEqualTo("chat1 239.0.0.11 " + port + "\nchat2 239.0.0.12 " + port + "\n");
      assertThat(ann.ask("getdir 2")).isEqualTo("chat2 239.0.0.12 " + port + "\n");
      assertThat(ann.ask("deleteroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat2")).isEqualTo("Room is delete" + BACK);
      assertThat(ann.ask("deleteroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat2")).isEqualTo("The room name does not exist" + BACK);
      assertThat(ann.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat2")).isEqualTo("Room established" + BACK);
      assertThat(ann.ask("getdir"))
          .isEqualTo("chat1 239.0.0.11 " + port + "\nchat2 239.0.0.13 " + port + "\n");
      assertThat(ann.ask("what")).isEqualTo("command not find, please enter again");
      assertThat(ann.ask("connect\n")).isEqualTo(GREETING);
      ann.tell("bye");
      ann.tell("getdir");
      ann.hearsNothing();
      assertThat(ann.ask("connect")).isEqualTo(GREETING);
      ann.tell("quit");
      ann.hearsNothing();
    }
  }

  @Test
  void theConsoleShowsWhatTheOriginalShowed() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient ann = server.client()) {
      ann.ask("connect");
      ann.ask("makeroom");
      ann.ask("chat1");
      ann.tell("bye");
      ann.tell("chat1");
      ann.say("239.0.0.11", server.port, "Yinwen:it's \u00fc\n");
      ann.hear();
      server.awaitConsole("Received: ");
      String source = "('127.0.0.1', " + ann.port() + ")";
      assertThat(server.console())
          .isEqualTo(
              """
              Multicast Group: 239.0.0.10
              Adding membership (address/interface): 239.0.0.10 / 127.0.0.1
              Connection received from %1$s.
              Multicast Group: 239.0.0.11
              Adding membership (address/interface): 239.0.0.11 / 127.0.0.1
              Connection closed
              Received: b"Yinwen:it's \\xc3\\xbc\\n" %1$s
              """
                  .formatted(source));
    }
  }

  @Test
  void twoDialoguesAtOnce() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient ann = server.client();
        RawClient bo = server.client()) {
      assertThat(ann.ask("connect")).isEqualTo(GREETING);
      assertThat(ann.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(bo.ask("connect")).isEqualTo(GREETING);
      assertThat(bo.ask("makeroom")).isEqualTo("Please enter room name");
      assertThat(ann.ask("chat1")).isEqualTo("Room established" + BACK);
      assertThat(bo.ask("chat1"))
          .isEqualTo("The room name already exists, please change the name of the room");
      assertThat(ann.ask("deleteroom")).isEqualTo("Please enter room name");
      assertThat(bo.ask("chat2")).isEqualTo("Room established" + BACK);
      assertThat(ann.ask("chat1")).isEqualTo("Room is delete" + BACK);
      assertThat(bo.ask("getdir")).isEqualTo("chat2 239.0.0.12 " + server.port + "\n");
    }
  }

  @Test
  void whatIsSaidInARoomIsRelayedToWhoeverHasEnteredIt() throws Exception {
    try (LoopbackServer server = new LoopbackServer();
        RawClient ann = server.client();
        RawClient bo = server.client();
        RawClient cy = server.client()) {
      ann.ask("connect");
      for (String room : new String[] {"chat1", "chat2"}) {
        ann.ask("makeroom");
        ann.ask(room);
      }
      ann.tell("bye");
      ann.tell("chat1");
      bo.tell("chat1");
      cy.tell("chat2");
      cy.say("239.0.0.12", server.port, "Cy:in two");
      assertThat(cy.hear()).isEqualTo("Cy:in two");
      ann.say("239.0.0.11", server.port, "Ann:one: two");
      assertThat(ann.hear()).isEqualTo("Ann:one: two");
      assertThat(bo.hear()).isEqualTo("Ann:one: two");
      cy.hearsNothing();
      bo.say("239.0.0.11", server.port, "Bo:exit");
      assertThat(ann.hear()).isEqualTo("Bo:exit");
      ann.say("239.0.0.11", server.port, "Ann:still there?");
      assertThat(ann.hear()).isEqualTo("Ann:still there?");
      bo.hearsNothing();
    }
  }
}

package roomcast.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Machines on one wire: network namespaces joined by a bridge, in which datagrams are dropped as a
 * test wants. Where the system does not allow that, the test is skipped.
 */
final class Wire implements AutoCloseable {
  private final String prefix;
  private final int machines;

  /** Machines from 0, each with an interface eth0. */
  Wire(String kind, int machines) {
    this.prefix = "rc-" + kind + "-" + ProcessHandle.current().pid() + "-";
    this.machines = machines;
    try {
      ip("netns add " + bridge());
      ip("-n " + bridge() + " link add name wire type bridge");
      ip("-n " + bridge() + " link set wire up");
      for (int machine = 0; machine < machines; machine++) {
        plug(machine);
      }
      nft("add table bridge wire");
      // What a machine sends is lost before it is copied: all lack it. What it is sent, it alone
      // lacks.
      for (String chain : List.of("cut-out", "out")) {
        nft("add chain bridge wire " + chain + " { type filter hook prerouting priority 0; }");
      }
      for (String chain : List.of("cut-in", "in")) {
        nft("add chain bridge wire " + chain + " { type filter hook forward priority 0; }");
      }
    } catch (UncheckedIOException noProgram) {
      close();
      abort("no network namespaces, or no nft, here: " + noProgram.getMessage());
    }
    // The system takes up to a second to tell that a new link runs.
    for (int machine = 0; machine < machines; machine++) {
      String name = name(machine);
      await().until(() -> show(name).contains("state UP"));
    }
  }

  private static String show(String namespace) {
    return Program.finish(new ProcessBuilder("ip", "-n", namespace, "link", "show", "eth0"), "")
        .out();
  }

  private String bridge() {
    return prefix + "bridge";
  }

  private String name(int machine) {
    return prefix + machine;
  }

  private void plug(int machine) {
    String name = name(machine);
    String plug = "plug" + machine;
    ip("netns add " + name);
    ip("link add eth0 netns " + name + " type veth peer name " + plug + " netns " + bridge());
    ip("-n " + name + " addr add 10.77.0." + (machine + 1) + "/24 dev eth0");
    ip("-n " + name + " link set lo up");
    ip("-n " + name + " link set eth0 up");
    ip("-n " + bridge() + " link set " + plug + " master wire");
    ip("-n " + bridge() + " link set " + plug + " up");
  }

  private void ip(String command) {
    run(List.of(("ip " + command).split(" ", -1)));
  }

  private void nft(String rule) {
    run(List.of("ip", "netns", "exec", bridge(), "nft", rule));
  }

  private void run(List<String> command) {
    Program.Result result = Program.finish(new ProcessBuilder(command), "");
    if (result.exitCode() != 0) {
      close();
      abort("no machines on a wire here: " + String.join(" ", command) + ": " + result.messages());
    }
  }

  /** The command that runs another one on a machine. */
  List<String> on(int machine, String... command) {
    List<String> all =
        new ArrayList<>(
            List.of("ip", "netns", "exec", name(machine), "env", "-u", "ROOMCAST_INTERFACE"));
    all.addAll(List.of(command));
    return all;
  }

  /** Of what each machine sends, and then of what each is sent, so much is lost. */
  void lose(int percent) {
    lose(percent, "ip protocol udp");
  }

  /** The same for blocks alone: plain text, and commands, arrive. */
  void loseBlocks(int percent) {
    lose(percent, "ip daddr 239.0.0.11-239.255.255.255 udp dport 2001");
  }

  private void lose(int percent, String what) {
    for (String chain : List.of("out", "in")) {
      nft("flush chain bridge wire " + chain);
      nft(
          String.join(
              " ",
              "add rule bridge wire",
              chain,
              what,
              "numgen random mod 100 <",
              String.valueOf(percent),
              "drop"));
    }
  }

  /** Nothing reaches a machine, or comes from it, though its cable is in. */
  void cut(int machine) {
    nft("add rule bridge wire cut-out iifname plug" + machine + " drop");
    nft("add rule bridge wire cut-in oifname plug" + machine + " drop");
  }

  /** Nobody is cut off. */
  void mend() {
    nft("flush chain bridge wire cut-out");
    nft("flush chain bridge wire cut-in");
  }

  @Override
  public void close() {
    for (int machine = -1; machine < machines; machine++) {
      String namespace = machine < 0 ? bridge() : name(machine);
      try {
        Program.finish(new ProcessBuilder("ip", "netns", "delete", namespace), "");
      } catch (UncheckedIOException noIp) {
        assertThat(noIp).hasMessageContaining("ip");
      }
    }
  }
}

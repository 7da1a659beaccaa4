package roomcast.terminal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import roomcast.client.FoundDirectory;
import roomcast.client.NetworkProbe;
import roomcast.terminal.Messages;
import roomcast.transport.Descriptors;
import roomcast.transport.InterfaceReport;
import roomcast.transport.Interfaces;
import roomcast.transport.NetworkSettings;
import roomcast.transport.NoSuchInterfaceException;
import roomcast.transport.ReceiveBuffer;
import roomcast.transport.ServedInterface;

/**
 * Looks at everything that can keep people from seeing each other, and says what to do about it.
 */
final class Doctor {
  /** A directory needs one for every room and interface. */
  private static final long DESCRIPTORS_WANTED = 4_096;

  /** How bad it is. */
  enum Grade {
    OK,
    NOTE,
    WRONG;

    String label() {
      return switch (this) {
        case OK -> "ok";
        case NOTE -> "note";
        case WRONG -> "WRONG";
      };
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param about what was looked at, such as the name of an interface
   * @param text what was found, with cause and cure if something is wrong
   */
  record Finding(Grade grade, String about, String text) {
    String sentence() {
      return about + ": " + text;
    }
  }

  private final NetworkSettings network;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(NetworkSettings network) {
    this.network = network;
  }

  /** Looks; takes a second or two. */
  List<Finding> examine() throws IOException {
    List<ServedInterface> used = used();
    boolean heard = false;
    for (InterfaceReport report : Interfaces.survey()) {
      ServedInterface usable = report.usable();
      if (usable != null && used.contains(usable)) {
        describe(report, "usable, and used");
        heard |= test(usable);
      } else {
        String why = report.whyNot();
        describe(report, why == null ? notUsed(report) : why + ", so it is not used");
      }
    }
    if (used.isEmpty()) {
      wrong(
          "interfaces",
          "none can be used. Cause: each is down or has no IPv4 address. Cure: connect to a network,"
              + " or name one with --interface");
    } else if (!heard) {
      noDirectory();
    }
    buffers();
    descriptors();
    return List.copyOf(findings);
  }

  private List<ServedInterface> used() throws IOException {
    try {
      return Interfaces.select(network.interfaces());
    } catch (NoSuchInterfaceException e) {
      wrong(
          "interfaces",
          e.getMessage()
              + ". Cause: --interface or ROOMCAST_INTERFACE names it. Cure: name another,"
              + " or none");
      return List.of();
    }
  }

  private String notUsed(InterfaceReport report) {
    return !network.interfaces().isEmpty()
        ? "usable, but others were named, so it is not used"
        : report.loopback()
            ? "usable, but leads back to this machine only, so it is not used"
            : "usable";
  }

  private void describe(InterfaceReport report, String what) throws IOException {
    String addresses = String.join(", ", report.addresses());
    note(
        report.netif().getName(),
        what
            + (addresses.isEmpty() ? "; no address" : "; " + addresses)
            + "; MTU "
            + report.netif().getMTU());
  }

  /** Whether a directory is heard there. */
  private boolean test(ServedInterface one) {
    NetworkProbe probe = new NetworkProbe(network, one);
    String group = network.commandGroup().getAddress().getHostAddress();
    try {
      if (probe.comesBack()) {
        ok(one.name(), "a datagram to group " + group + " comes back");
      } else {
        wrong(
            one.name(),
            "a datagram to group "
                + group
                + " does not come back. Cause: a firewall on this machine"
                + " drops multicast. Cure: allow UDP to "
                + group
                + " and the pool of rooms"
                + " (docs/OPERATING.md, Firewalls)");
      }
    } catch (IOException e) {
      wrong(
          one.name(),
          "multicast cannot be joined or sent: "
              + e.getMessage()
              + ". Cure: name another interface"
              + " with --interface");
    }
    try {
      FoundDirectory directory = probe.directory();
      forgers(one, probe.unproved());
      if (directory == null) {
        note(one.name(), "no directory is heard");
        return false;
      }
      ok(
          one.name(),
          "the directory of "
              + directory.label()
              + " answers"
              + (directory.isOriginal() ? ", an original server" : "")
              + (directory.standing().temporary() && !directory.isOriginal()
                  ? ", a temporary one"
                  : "")
              + (directory.isOriginal() ? "" : "; its key is " + directory.key()));
      return true;
    } catch (IOException e) {
      note(one.name(), "no directory can be asked for: " + e.getMessage());
      return false;
    }
  }

  private void forgers(ServedInterface on, int unproved) {
    if (unproved > 0) {
      note(
          on.name(),
          unproved
              + " answers were not signed by the key that they name, and were dropped. Cause: somebody"
              + " poses as a directory, or a program is broken. Cure: a packet capture shows"
              + " from which address they come");
    }
  }

  private void noDirectory() {
    int port = network.commandGroup().getPort();
    wrong(
        "directory",
        "none answers "
            + Messages.where(network)
            + ". Cause: none runs; or it uses another --group or"
            + " --port; or a firewall drops UDP ports "
            + port
            + " and "
            + (port + 1)
            + "; or the switch or access point keeps multicast apart. Cure: start one with"
            + " 'roomcast server', or see docs/OPERATING.md");
  }

  private void buffers() throws IOException {
    int granted = NetworkProbe.receiveBufferBytes(ReceiveBuffer.ENOUGH_BYTES);
    if (granted >= ReceiveBuffer.ENOUGH_BYTES) {
      ok("receive buffer", granted / 1024 + " KiB are granted");
    } else {
      note(
          "receive buffer",
          "only "
              + granted / 1024
              + " KiB of "
              + ReceiveBuffer.ENOUGH_BYTES / 1024
              + " KiB are granted. Cause: the system's limit. Cure, for very busy rooms: "
              + ReceiveBuffer.CURE);
    }
  }

  private void descriptors() {
    OptionalLong limit = Descriptors.limit();
    if (limit.isEmpty()) {
      ok("descriptors", "no limit is known");
    } else if (limit.getAsLong() >= DESCRIPTORS_WANTED) {
      ok("descriptors", limit.getAsLong() + " may be open");
    } else {
      note(
          "descriptors",
          "only "
              + limit.getAsLong()
              + " may be open. Cause: the limit of this shell or service. Cure,"
              + " for a directory with many rooms: ulimit -n 16384");
    }
  }

  private void ok(String about, String text) {
    findings.add(new Finding(Grade.OK, about, text));
  }

  private void note(String about, String text) {
    findings.add(new Finding(Grade.NOTE, about, text));
  }

  private void wrong(String about, String text) {
    findings.add(new Finding(Grade.WRONG, about, text));
  }
}

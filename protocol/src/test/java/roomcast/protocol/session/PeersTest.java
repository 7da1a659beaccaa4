package roomcast.protocol.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import roomcast.protocol.Counters;
import roomcast.protocol.RoomName;
import roomcast.protocol.wire.FakeSigner;
import roomcast.protocol.wire.Introduction;
import roomcast.protocol.wire.LogId;
import roomcast.protocol.wire.PublicKey;
import roomcast.protocol.wire.RoomTag;

/** Who is taken for the room's directory. */
class PeersTest {
  private static final RoomTag ROOM = RoomTag.of(Objects.requireNonNull(RoomName.parse("tea")), 1);
  private static final PublicKey FIRST = new PublicKey(new FakeSigner(1).publicKey());
  private static final PublicKey SECOND = new PublicKey(new FakeSigner(2).publicKey());

  private final Peers peers =
      new Peers(RoomLimits.standard(), new Counters<>(SessionCounter.class));

  private LogId introduced(int key, Introduction.Role role) {
    Introduction introduction =
        Introduction.signed(new FakeSigner(key), ROOM, 1, 0, role, 1, "somebody");
    Peer peer = Objects.requireNonNull(peers.add(introduction.log(), 1, 0));
    peer.introduction = introduction;
    peer.state = Presence.State.HERE;
    peers.note(peer);
    return peer.id;
  }

  @Test
  void withoutAKeyWhoeverClaimsIt() {
    LogId first = introduced(1, Introduction.Role.DIRECTORY);
    LogId member = introduced(3, Introduction.Role.MEMBER);
    assertThat(peers.isDirectory(first)).isTrue();
    assertThat(peers.isDirectory(member)).isFalse();
    assertThat(peers.isDirectory(new LogId(7, 7))).isFalse();
    assertThat(peers.hasDirectory()).isTrue();
  }

  @Test
  void withAKeyOnlyThatOne() {
    LogId first = introduced(1, Introduction.Role.DIRECTORY);
    peers.setDirectoryKey(SECOND);
    assertThat(peers.isDirectory(first)).isFalse();
    assertThat(peers.hasDirectory()).isFalse();
    LogId second = introduced(2, Introduction.Role.DIRECTORY);
    assertThat(peers.isDirectory(second)).isTrue();
    assertThat(peers.hasDirectory()).isTrue();
    peers.setDirectoryKey(FIRST);
    assertThat(peers.isDirectory(first)).isTrue();
    assertThat(peers.isDirectory(second)).isFalse();
    peers.setDirectoryKey(null);
    assertThat(peers.isDirectory(second)).isTrue();
  }

  @Test
  void whoIsGoneIsNotAskedFirstButWhatItSaidIsStillTheDirectorys() {
    LogId first = introduced(1, Introduction.Role.DIRECTORY);
    peers.setDirectoryKey(FIRST);
    assertThat(peers.hasDirectory()).isTrue();
    Peer gone = Objects.requireNonNull(peers.get(first));
    gone.state = Presence.State.GONE;
    peers.note(gone);
    assertThat(peers.hasDirectory()).isFalse();
    assertThat(peers.isDirectory(first)).isTrue();
  }
}

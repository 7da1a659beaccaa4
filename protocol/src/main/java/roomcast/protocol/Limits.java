package roomcast.protocol;

import java.util.concurrent.TimeUnit;

/**
 * Every limit of the directory, in one place.
 *
 * @param roomsMax rooms at the same time
 * @param clientsMax text clients remembered
 * @param clientsPerRoomMax text clients in one room
 * @param datagramsPerSecond datagrams a second from, and to, one address and port
 * @param datagramsBurst how many of these may come at once
 * @param addressDatagramsPerSecond datagrams a second from, and to, one address; as many at once
 * @param relayedPerSecond relayed lines a second in all; as many at once
 * @param signaturesPerSecond signatures of discovery made, and as many checked, a second
 * @param clientIdleNanos silence after which a text client is forgotten
 * @param duplicateWindowNanos time within which the same bytes on another interface are a copy
 * @param queueMax datagrams and events that wait to be fetched
 */
public record Limits(
    int roomsMax,
    int clientsMax,
    int clientsPerRoomMax,
    int datagramsPerSecond,
    int datagramsBurst,
    int addressDatagramsPerSecond,
    int relayedPerSecond,
    int signaturesPerSecond,
    long clientIdleNanos,
    long duplicateWindowNanos,
    int queueMax) {

  /** The limits of a directory that has all the descriptors it wants. */
  public static Limits standard() {
    return new Limits(
        10_000,
        10_000,
        512,
        50,
        200,
        5_000,
        20_000,
        2_000,
        TimeUnit.HOURS.toNanos(12),
        TimeUnit.MILLISECONDS.toNanos(100),
        4_096);
  }

  /** The same with another number of rooms. */
  public Limits withRoomsMax(int rooms) {
    return new Limits(
        rooms,
        clientsMax,
        clientsPerRoomMax,
        datagramsPerSecond,
        datagramsBurst,
        addressDatagramsPerSecond,
        relayedPerSecond,
        signaturesPerSecond,
        clientIdleNanos,
        duplicateWindowNanos,
        queueMax);
  }
}

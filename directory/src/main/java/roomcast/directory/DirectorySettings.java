package roomcast.directory;

import java.net.InetSocketAddress;
import roomcast.protocol.Limits;

/**
 * How a directory was asked to be.
 *
 * @param name what it calls itself, at most 64 bytes of UTF-8
 * @param temporary whether it gives way to any directory that somebody started on purpose
 * @param commandGroup the group and text port of commands; discovery is one port up
 * @param pool the addresses of its rooms
 * @param limits its limits
 */
public record DirectorySettings(
    String name,
    boolean temporary,
    InetSocketAddress commandGroup,
    AddressPool pool,
    Limits limits) {}

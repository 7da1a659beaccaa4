package roomcast.client.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** The folder of an installation, and how files in it are written: whole, or not at all. */
public final class DataFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  /**
   * A folder that is there already, or is made now, for its owner alone.
   *
   * @throws IOException if it cannot be made or written to
   */
  public DataFolder(Path folder) throws IOException {
    this.folder = folder;
    boolean posix = isPosix(existing(folder));
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER)}
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, owner);
    if (!Files.isWritable(folder)) {
      throw new IOException(folder + " cannot be written to");
    }
  }

  /** Where it is: {@code $XDG_DATA_HOME/roomcast}, or {@code ~/.local/share/roomcast}. */
  public static Path usual(Map<String, String> environment) {
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        data.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".local", "share")
            : Path.of(data);
    return base.resolve("roomcast");
  }

  private static Path existing(Path folder) {
    Path one = folder.toAbsolutePath();
    while (!Files.exists(one) && one.getParent() != null) {
      one = one.getParent();
    }
    return one;
  }

  static boolean isPosix(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }

  /** A file or folder in it. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Makes a folder in it. */
  public DataFolder inside(String name) throws IOException {
    return new DataFolder(folder.resolve(name));
  }

  /**
   * Makes a file for its owner alone, if there is none; false if there is.
   *
   * @throws IOException if it cannot be written
   */
  boolean createPrivate(String name, byte[] content) throws IOException {
    Path temporary = temporary(name);
    write(temporary, content);
    try {
      // A hard link fails where a file is already, and never shows half of one.
      Files.createLink(path(name), temporary);
      return true;
    } catch (FileAlreadyExistsException there) {
      return false;
    } catch (UnsupportedOperationException | FileSystemException noLinks) {
      // A memory stick, for one, has no links and says so as an error.
      Files.move(temporary, path(name));
      return true;
    } finally {
      Files.deleteIfExists(temporary);
      forceFolder();
    }
  }

  /** Puts a file in the place of what is there, in one step, and on the disk before it returns. */
  void replace(String name, byte[] content) throws IOException {
    Path temporary = temporary(name);
    write(temporary, content);
    Files.move(temporary, path(name), StandardCopyOption.ATOMIC_MOVE);
    forceFolder();
  }

  private Path temporary(String name) {
    return path("." + name + "." + ProcessHandle.current().pid() + "." + System.nanoTime());
  }

  private void write(Path file, byte[] content) throws IOException {
    FileAttribute<?>[] owner =
        isPosix(folder)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
  }

  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      // Windows does not open folders; there the rename is as durable as it gets.
      return;
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}

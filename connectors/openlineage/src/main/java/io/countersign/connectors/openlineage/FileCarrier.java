package io.countersign.connectors.openlineage;

import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends events to a file, one a line, and forces each to disk. The client's transport for files
 * logs what it could not write and goes on; an event that was not written has to come back.
 */
final class FileCarrier implements Carrier {

  private final Path file;

  FileCarrier(Path file) {
    this.file = file.toAbsolutePath();
  }

  @Override
  public synchronized void carry(RunEvent event) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    ByteBuffer line =
        ByteBuffer.wrap(
            (OpenLineageClientUtils.toJson(event) + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    }
  }
}

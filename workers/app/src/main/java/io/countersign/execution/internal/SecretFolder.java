package io.countersign.execution.internal;

import io.countersign.spi.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Secrets as files of a folder, one each, as container platforms mount them. Read anew every time,
 * so that a rotated secret counts at once; a trailing line end is not part of it.
 */
@Component
class SecretFolder implements Secrets {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private final @Nullable Path folder;

  SecretFolder(@Value("${countersign.secrets-dir:#{null}}") @Nullable Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "countersign.secrets-dir is '" + folder + "', which is not a folder. Create it.");
    }
    this.folder = folder;
  }

  @Override
  public Optional<String> find(String name) {
    if (folder == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(folder.resolve(name)).replaceFirst("\\R\\z", ""));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("The secret '" + name + "' cannot be read.", e);
    }
  }
}

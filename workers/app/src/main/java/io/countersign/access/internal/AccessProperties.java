package io.countersign.access.internal;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may call by a token of our own.
 *
 * @param tokensFile see {@link TokenFile}; none where an identity provider alone says who calls
 */
@ConfigurationProperties("countersign.api")
record AccessProperties(@Nullable String tokensFile) {

  Optional<Path> tokens() {
    return Optional.ofNullable(tokensFile).filter(file -> !file.isBlank()).map(Path::of);
  }
}

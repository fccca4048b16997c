package io.countersign.console.internal;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the pages lead to outside.
 *
 * @param operateUrl where Operate is, if there is one
 */
@ConfigurationProperties("countersign.console")
record ConsoleProperties(@Nullable URI operateUrl) {

  /** Where Operate shows a process instance. */
  Optional<String> instance(long key) {
    return Optional.ofNullable(operateUrl)
        .map(url -> url.toString().replaceFirst("/+$", "") + "/processes/" + key);
  }
}

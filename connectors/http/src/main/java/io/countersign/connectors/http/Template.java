package io.countersign.connectors.http;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.Secrets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which {@code ${secret:NAME}} stands for a secret. */
record Template(String text) {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})}");

  /** The secrets that it names. */
  Set<String> secrets() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** Whether something in it looks like a reference and is none. */
  boolean isMalformed() {
    return REFERENCE.matcher(text).replaceAll("").contains("${secret");
  }

  /**
   * The text with the secrets' values, which are not looked at for further references.
   *
   * @throws EffectException when a secret is missing; names it
   */
  String resolve(Secrets secrets) throws EffectException {
    StringBuilder resolved = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      String name = matcher.group(1);
      resolved.append(text, end, matcher.start());
      resolved.append(
          secrets
              .find(name)
              .orElseThrow(
                  () ->
                      new EffectException(
                          "SecretMissing",
                          Remedy.OPERATOR,
                          "There is no secret '" + name + "'. Nothing was sent. Add it.")));
      end = matcher.end();
    }
    return resolved.append(text.substring(end)).toString();
  }
}

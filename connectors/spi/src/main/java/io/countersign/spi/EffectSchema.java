package io.countersign.spi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an effect's action may say. The application refuses an action with any other field before
 * the effect sees it, so that nothing is sealed whose meaning nobody defined.
 *
 * @param target the fields of {@link EffectRequest#target()}
 * @param parameters the fields of {@link EffectRequest#parameters()}
 * @param reads whether the effect needs an input dataset
 */
public record EffectSchema(List<Field> target, List<Field> parameters, boolean reads) {

  public EffectSchema {
    target = List.copyOf(target);
    parameters = List.copyOf(parameters);
  }

  /**
   * One field.
   *
   * @param name its name; {@code header.*} stands for every name that begins with {@code header.}
   * @param required whether an action without it is refused
   * @param format what the whole value must match, where that can be said
   * @param longest the most characters that a value may have
   * @param description one sentence for whoever writes an action
   */
  public record Field(
      String name, boolean required, Optional<Pattern> format, int longest, String description) {

    private static final int USUAL = 1_000;

    /** A field that every action needs. */
    public static Field required(String name, String description) {
      return new Field(name, true, Optional.empty(), USUAL, description);
    }

    /** A field that an action may leave out. */
    public static Field optional(String name, String description) {
      return new Field(name, false, Optional.empty(), USUAL, description);
    }

    /** The same field, its value held to a regular expression. */
    public Field matching(String regex) {
      return new Field(name, required, Optional.of(Pattern.compile(regex)), longest, description);
    }

    /** The same field with another limit. */
    public Field upTo(int characters) {
      return new Field(name, required, format, characters, description);
    }

    /** Whether this field stands for a name. */
    public boolean covers(String candidate) {
      return name.endsWith("*")
          ? candidate.startsWith(name.substring(0, name.length() - 1))
              && candidate.length() >= name.length()
          : name.equals(candidate);
    }
  }
}

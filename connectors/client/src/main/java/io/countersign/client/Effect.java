package io.countersign.client;

import java.util.List;

/**
 * Something that can be asked for.
 *
 * @param type its name
 * @param target the fields of its target
 * @param parameters the fields of its parameters
 */
public record Effect(String type, List<Field> target, List<Field> parameters) {

  /** A field; {@code header.*} stands for every name that begins with {@code header.}. */
  public record Field(String name, boolean required, String description) {

    static Field of(Fields json) {
      return new Field(
          json.textOrEmpty("name"), json.flag("required"), json.textOrEmpty("description"));
    }
  }

  static Effect of(Fields json) {
    return new Effect(
        json.textOrEmpty("type"),
        json.objects("target").stream().map(Field::of).toList(),
        json.objects("parameters").stream().map(Field::of).toList());
  }
}

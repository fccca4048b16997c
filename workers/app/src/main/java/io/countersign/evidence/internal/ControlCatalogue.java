package io.countersign.evidence.internal;

import io.countersign.evidence.Framework;
import io.countersign.support.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What the records of this product say about the controls of each framework, and what they do not.
 */
@Component
class ControlCatalogue {

  /**
   * One control.
   *
   * @param id as policies name it, for example {@code SOC2:CC6.1}
   * @param about what it asks for, in our words
   * @param supports what a record in a pack shows of it
   * @param lacks what it does not show
   */
  record Control(String id, String about, String supports, String lacks) {}

  private final List<Control> controls = read();

  private static List<Control> read() {
    try (InputStream in =
        ControlCatalogue.class.getResourceAsStream("/io/countersign/evidence/controls.json")) {
      if (in == null) {
        throw new IllegalStateException("The catalogue of controls is missing.");
      }
      Map<String, Object> file =
          CanonicalJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<Control> controls = new ArrayList<>();
      for (Map.Entry<String, Object> entry : file.entrySet()) {
        Map<?, ?> of = (Map<?, ?>) entry.getValue();
        controls.add(
            new Control(
                entry.getKey(), text(of, "about"), text(of, "supports"), text(of, "lacks")));
      }
      return List.copyOf(controls);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Map<?, ?> of, String name) {
    if (of.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new IllegalStateException("A control has no '" + name + "'.");
  }

  List<Control> of(Framework framework) {
    return controls.stream()
        .filter(control -> control.id().startsWith(framework.prefix()))
        .toList();
  }
}

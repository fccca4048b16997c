package io.countersign.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.bpmn.Model;
import io.countersign.bpmn.Models;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ModelAdapterTest {

  @Test
  void withoutTaskListeners_ofOurProcesses_removesThemAndNothingElse() throws Exception {
    int listeners = 0;
    for (Model model : Models.all(Model.Kind.PROCESS)) {
      byte[] before = model.text().getBytes(StandardCharsets.UTF_8);
      List<String> expected = elements(before);
      listeners += (int) expected.stream().filter(ModelAdapterTest::isListener).count();
      expected.removeIf(ModelAdapterTest::isListener);

      assertThat(elements(ModelAdapter.withoutTaskListeners(before))).isEqualTo(expected);
    }
    assertThat(listeners).as("models without listeners would prove nothing").isPositive();
  }

  @Test
  void withoutTaskListeners_modelThatHasNone_isUntouched() {
    byte[] model =
        bytes("<a xmlns:x='http://camunda.org/schema/zeebe/1.0'><x:taskDefinition/></a>");
    assertThat(ModelAdapter.withoutTaskListeners(model)).isSameAs(model);
  }

  @Test
  void withoutTaskListeners_anotherPrefixAndSeveral_removesEachOfThem() throws Exception {
    byte[] model =
        bytes(
            "<a xmlns:x='http://camunda.org/schema/zeebe/1.0'>"
                + "<x:taskListeners><x:taskListener type='t'/></x:taskListeners><b/>"
                + "<c><x:taskListeners/></c><taskListeners/></a>");
    assertThat(elements(ModelAdapter.withoutTaskListeners(model)))
        .containsExactly("a {}", "b {}", "c {}", "taskListeners {}");
  }

  @Test
  void withoutTaskListeners_doctype_isRefused() {
    byte[] model = bytes("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>");
    assertThatThrownBy(() -> ModelAdapter.withoutTaskListeners(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOCTYPE");
  }

  @Test
  void withoutTaskListeners_brokenXml_isRefused() {
    assertThatThrownBy(() -> ModelAdapter.withoutTaskListeners(bytes("<a><b></a>")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not valid XML");
  }

  private static boolean isListener(String element) {
    return element.startsWith("taskListener");
  }

  /** Every element with its attributes, in document order. */
  private static List<String> elements(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    NodeList nodes = document.getElementsByTagName("*");
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      List<String> attributes = new ArrayList<>();
      for (int a = 0; a < element.getAttributes().getLength(); a++) {
        String attribute = element.getAttributes().item(a).toString();
        if (!attribute.startsWith("xmlns")) {
          attributes.add(attribute);
        }
      }
      elements.add(element.getLocalName() + " {" + String.join(", ", attributes) + "}");
    }
    return elements;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.countersign.process.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Adapts a model to the cluster that it is deployed to. Clusters before 8.8 know no task listeners:
 * they refuse some and silently ignore others, so none are sent there; the verify step that follows
 * each review is what holds on every version.
 */
final class ModelAdapter {

  private static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";

  private ModelAdapter() {}

  /** The model without its task listeners; unchanged when it has none. */
  static byte[] withoutTaskListeners(byte[] bpmn) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bpmn));
      NodeList listeners = document.getElementsByTagNameNS(ZEEBE, "taskListeners");
      if (listeners.getLength() == 0) {
        return bpmn;
      }
      while (listeners.getLength() > 0) {
        Node listener = listeners.item(0);
        listener.getParentNode().removeChild(listener);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(out));
      return out.toByteArray();
    } catch (ParserConfigurationException | SAXException | IOException | TransformerException e) {
      throw new IllegalArgumentException("A model is not valid XML: " + e.getMessage(), e);
    }
  }
}

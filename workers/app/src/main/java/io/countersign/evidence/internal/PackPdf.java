package io.countersign.evidence.internal;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The report as PDF, with fonts of its own, right-to-left text in its order. A character that the
 * font lacks is written as an escape, and the last line says so: nothing is shown as an empty box.
 */
final class PackPdf {

  private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
  private static final String BODY = "DejaVuSansCondensed.ttf";
  private static final String BOLD = "DejaVuSansCondensed-Bold.ttf";
  private static final String MONO = "DejaVuSansMono.ttf";

  static final String ESCAPED =
      "Characters that the fonts of this PDF lack are written as their code points, such as"
          + " \\u4e2d; report.html shows them as they are.";

  static {
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
  }

  private PackPdf() {}

  static void write(String xhtml, OutputStream out) throws IOException {
    Document document = parsed(xhtml);
    try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(font(BODY)))) {
      CmapLookup glyphs = font.getUnicodeCmapLookup();
      IntPredicate shown = point -> point < ' ' || glyphs.getGlyphId(point) != 0;
      if (escape(document.getDocumentElement(), shown)) {
        var note = document.createElement("p");
        note.setTextContent(ESCAPED);
        document.getElementsByTagName("body").item(0).appendChild(note);
      }
    }
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useFont(() -> stream(BODY), "body", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> stream(BOLD), "body", 700, FontStyle.NORMAL, true);
    builder.useFont(() -> stream(MONO), "mono", 400, FontStyle.NORMAL, true);
    builder.useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory());
    builder.useUnicodeBidiReorderer(new ICUBidiReorderer());
    builder.withProducer("Countersign");
    builder.withW3cDocument(document, null);
    builder.toStream(out);
    builder.run();
  }

  /** Escapes what cannot be shown; whether there was anything. */
  private static boolean escape(Node node, IntPredicate shown) {
    boolean any = false;
    if (node instanceof Text text) {
      String escaped = escaped(text.getData(), shown);
      any = !escaped.equals(text.getData());
      text.setData(escaped);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      any |= !"style".equals(child.getNodeName()) && escape(child, shown);
    }
    return any;
  }

  private static String escaped(String text, IntPredicate shown) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (shown.test(point)) {
                out.appendCodePoint(point);
              } else {
                out.append("\\u").append(Integer.toHexString(point));
              }
            });
    return out.toString();
  }

  private static Document parsed(String xhtml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("The report is no XHTML.", e);
    }
  }

  private static InputStream stream(String name) {
    return new ByteArrayInputStream(font(name));
  }

  private static byte[] font(String name) {
    try (InputStream in = PackPdf.class.getResourceAsStream(FONTS + name)) {
      if (in == null) {
        throw new IllegalStateException("The font " + name + " is missing.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

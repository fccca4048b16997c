package io.countersign.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The person's local Maven repository, found as Maven itself finds it.
 *
 * @param root its directory
 */
record MavenRepository(Path root) {
  private static final Pattern OPTION = Pattern.compile("-Dmaven\\.repo\\.local=(\\S+)");

  /** Looks in the usual places; empty when there is no such directory. */
  static Optional<MavenRepository> local() {
    return fromProperty()
        .or(() -> fromOptions("MAVEN_ARGS"))
        .or(() -> fromOptions("MAVEN_OPTS"))
        .or(MavenRepository::fromSettings)
        .or(() -> Optional.of(userDirectory().resolve("repository")))
        .filter(Files::isDirectory)
        .map(MavenRepository::new);
  }

  /** Returns where {@code group:artifact:version:extension} lies, whether it exists or not. */
  Path file(String coordinates) {
    String[] part = coordinates.split(":", 4);
    return root.resolve(part[0].replace('.', '/'))
        .resolve(part[1])
        .resolve(part[2])
        .resolve(part[1] + "-" + part[2] + "." + part[3]);
  }

  private static Optional<Path> fromProperty() {
    return Optional.ofNullable(System.getProperty("maven.repo.local")).map(Path::of);
  }

  private static Optional<Path> fromOptions(String variable) {
    String options = System.getenv(variable);
    if (options == null) {
      return Optional.empty();
    }
    Matcher matcher = OPTION.matcher(options);
    return matcher.find() ? Optional.of(Path.of(matcher.group(1))) : Optional.empty();
  }

  private static Optional<Path> fromSettings() {
    Path settings = userDirectory().resolve("settings.xml");
    if (!Files.exists(settings)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(settings)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      NodeList found =
          factory.newDocumentBuilder().parse(in).getElementsByTagName("localRepository");
      return found.getLength() == 0
          ? Optional.empty()
          : Optional.of(expand(found.item(0).getTextContent().strip()));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      // Maven will say what is wrong with its own settings when it is asked to download.
      return Optional.empty();
    }
  }

  private static Path expand(String text) {
    return Path.of(text.replace("${user.home}", System.getProperty("user.home")));
  }

  private static Path userDirectory() {
    return Path.of(System.getProperty("user.home"), ".m2");
  }
}

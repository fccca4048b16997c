package io.countersign.local.idp;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.countersign.local.LocalStackException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * Spring Security's authorization server on 127.0.0.1, with the people and programs that it is
 * given. Keys are made at each start, and nothing is kept: what it issued is void once it ends.
 */
public final class DemoIdp implements AutoCloseable {

  /** Cookies know no ports: under another name than the application's, neither ends the other. */
  private static final String COOKIE = "countersign_idp";

  /** In s. */
  private static final int LOGOUT_TOKEN_LIVES = 120;

  private static final String BEANS = DemoIdp.class.getName();

  /** Held, or the setting would be forgotten. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final Tomcat tomcat;
  private final Path folder;
  private final String issuer;
  private final Context context;

  private DemoIdp(Tomcat tomcat, Path folder, String issuer, Context context) {
    this.tomcat = tomcat;
    this.folder = folder;
    this.issuer = issuer;
    this.context = context;
  }

  /**
   * Starts it.
   *
   * @param port a free port of 127.0.0.1
   * @throws LocalStackException when it does not start
   */
  public static DemoIdp start(int port, IdpUsers users) {
    return start(port, users, Clock.systemUTC());
  }

  /** Starts it by a clock that says when people sign in. Tokens end by the machine's. */
  public static DemoIdp start(int port, IdpUsers users, Clock clock) {
    TOMCAT.setLevel(Level.SEVERE);
    String issuer = "http://127.0.0.1:" + port;
    try {
      Path folder = Files.createTempDirectory("countersign-idp");
      Tomcat tomcat = new Tomcat();
      tomcat.setSilent(true);
      tomcat.setBaseDir(folder.toString());
      Connector connector = new Connector();
      connector.setPort(port);
      connector.setProperty("address", "127.0.0.1");
      tomcat.setConnector(connector);
      Context context = tomcat.addContext("", folder.toString());
      context.setParentClassLoader(DemoIdp.class.getClassLoader());
      context.setSessionCookieName(COOKIE);
      context.addServletContainerInitializer(
          (types, servlets) -> install(servlets, issuer, users, clock), Set.of());
      tomcat.start();
      DemoIdp started = new DemoIdp(tomcat, folder, issuer, context);
      if (!context.getState().isAvailable()) {
        started.close();
        throw new LocalStackException(
            "The identity provider did not start at " + issuer + ". Is the port taken?");
      }
      return started;
    } catch (IOException | LifecycleException e) {
      throw new LocalStackException("The identity provider did not start at " + issuer + ".", e);
    }
  }

  private static void install(ServletContext servlets, String issuer, IdpUsers users, Clock clock)
      throws ServletException {
    AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();
    beans.setServletContext(servlets);
    beans.addBeanFactoryPostProcessor(
        factory -> {
          factory.registerSingleton("users", users);
          factory.registerSingleton("issuer", issuer);
          factory.registerSingleton("clock", clock);
        });
    beans.register(IdpConfiguration.class);
    beans.refresh();
    servlets.setAttribute(BEANS, beans);
    servlets
        .addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", beans))
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    servlets.addServlet("pages", new DispatcherServlet(beans)).addMapping("/");
  }

  /** Its name, and its address. */
  public String issuer() {
    return issuer;
  }

  /**
   * The token by which a provider tells a client that somebody's sessions have ended (OpenID
   * Connect Back-Channel Logout 1.0, section 2.4). This one does not call its clients by itself.
   *
   * @param client the client's id
   * @param person whose sessions
   */
  public String logoutToken(String client, String person) {
    AnnotationConfigWebApplicationContext beans = beans();
    @SuppressWarnings("unchecked")
    JWKSource<SecurityContext> keys = beans.getBean(JWKSource.class);
    Instant now = Instant.now();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .audience(List.of(client))
            .subject(person)
            .issuedAt(now)
            .expiresAt(now.plusSeconds(LOGOUT_TOKEN_LIVES))
            .id(UUID.randomUUID().toString())
            .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
            .build();
    JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256).type("logout+jwt").build();
    return new NimbusJwtEncoder(keys)
        .encode(JwtEncoderParameters.from(header, claims))
        .getTokenValue();
  }

  /**
   * A link that signs this person in to the application, once and within an hour.
   *
   * @param person one of those that it was given
   */
  public String invitation(String person) {
    return beans().getBean(Invitations.class).link(person);
  }

  private AnnotationConfigWebApplicationContext beans() {
    return (AnnotationConfigWebApplicationContext) context.getServletContext().getAttribute(BEANS);
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      }
    } catch (LifecycleException | IOException e) {
      throw new LocalStackException("The identity provider did not stop as it should.", e);
    }
  }
}

package io.countersign.cli;

import io.countersign.local.idp.DemoIdp;
import io.countersign.local.idp.IdpUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The demo's identity provider; it starts while the rest of the stack does. */
final class DemoIdentity implements AutoCloseable {

  private static final int USUAL_PORT = 8687;
  private static final String WEB = "countersign-web";

  private final DemoHome demo;
  private final CompletableFuture<DemoIdp> idp;

  private DemoIdentity(DemoHome demo, CompletableFuture<DemoIdp> idp) {
    this.demo = demo;
    this.idp = idp;
  }

  /**
   * Starts it in the background.
   *
   * @param application where the application will be
   */
  static DemoIdentity start(DemoHome demo, String application) {
    int port = DemoServer.freePort(USUAL_PORT);
    return new DemoIdentity(
        demo, CompletableFuture.supplyAsync(() -> DemoIdp.start(port, users(demo, application))));
  }

  private static IdpUsers users(DemoHome demo, String application) {
    try {
      List<IdpUsers.Human> people = new ArrayList<>();
      for (String person : DemoHome.PEOPLE) {
        people.add(new IdpUsers.Human(person, demo.secret(person)));
      }
      List<IdpUsers.Program> agents = new ArrayList<>();
      for (Map.Entry<String, Set<String>> agent : DemoHome.AGENTS.entrySet()) {
        agents.add(
            new IdpUsers.Program(agent.getKey(), demo.secret(agent.getKey()), agent.getValue()));
      }
      return new IdpUsers(
          "countersign",
          people,
          agents,
          new IdpUsers.WebClient(WEB, demo.secret(WEB), application, "/login/oauth2/code/oidc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String issuer() {
    try {
      return idp.join().issuer();
    } catch (CompletionException e) {
      throw new CommandException(
          ExitCode.FAILED, "The demo's identity provider did not start: " + e.getCause());
    }
  }

  /** A link that opens the console in this person's name, once. */
  String invitation(String person) {
    issuer();
    return idp.join().invitation(person);
  }

  /** What the application has to be told. */
  Map<String, String> settings() {
    return Map.of(
        "COUNTERSIGN_OIDC_ISSUERS_0_URI", issuer(),
        "COUNTERSIGN_OIDC_ISSUERS_0_WEBCLIENT", WEB,
        "COUNTERSIGN_OIDC_ISSUERS_0_WEBCLIENTSECRETFILE", demo.tokens().resolve(WEB).toString());
  }

  /** Calls as one of the demo's people or agents. */
  ApiClient client(String server, String name) {
    return new ApiClient(URI.create(server), tokens(name));
  }

  /** The tokens of one of the demo's people or agents. */
  Tokens tokens(String name) {
    return new ClientCredentials(
        issuer(),
        name,
        () -> {
          try {
            return demo.secret(name);
          } catch (IOException e) {
            throw new CommandException(
                ExitCode.FAILED, "The secret of '" + name + "' cannot be read: " + e.getMessage());
          }
        });
  }

  @Override
  public void close() {
    idp.handle((started, fault) -> started).thenAccept(DemoIdentity::stop).join();
  }

  private static void stop(@Nullable DemoIdp started) {
    if (started != null) {
      started.close();
    }
  }
}

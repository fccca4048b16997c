package io.countersign.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Signing in and out from a terminal. */
final class LoginCommands {

  private static final String SIGN_IN = "/api/v1/sign-in";
  private static final int SLOWER_SECONDS = 5;

  private LoginCommands() {}

  @Command(
      name = "login",
      description = "Sign in with your browser; later commands act as you.",
      mixinStandardHelpOptions = true)
  static final class Login implements Callable<Integer> {

    @Mixin private Connection.Address address = new Connection.Address();

    @Option(
        names = "--issuer",
        paramLabel = "NAME",
        description = "Which identity provider, where the server believes several.")
    private @Nullable String issuer;

    @Option(
        names = "--scope",
        paramLabel = "SCOPES",
        description = "What to ask the provider for (${DEFAULT-VALUE}).",
        defaultValue = "countersign")
    private String scope = "countersign";

    @Override
    public Integer call() throws InterruptedException {
      ApiClient server = new ApiClient(address.find(), "none");
      JsonNode chosen = choose(server.open(SIGN_IN).path("issuers"));
      String uri = chosen.path("issuer").asString("");
      String client = chosen.path("cliClient").asString("");
      IdentityProvider provider = new IdentityProvider(uri);
      IdentityProvider.Answer begun = provider.beginDevice(client, scope);
      if (!begun.ok()) {
        throw new CommandException(
            ExitCode.REFUSED, "The identity provider refuses: " + begun.error() + ".");
      }
      JsonNode device = begun.body();
      System.out.println(
          "Open "
              + Text.visible(
                  device
                      .path("verification_uri_complete")
                      .asString(device.path("verification_uri").asString("")))
              + "\nand see that it shows the code "
              + Text.visible(device.path("user_code").asString(""))
              + ".");
      SignedIn.keep(Home.ofUser(), server.base(), uri, client, await(provider, client, device));
      System.out.println(Whoami.line(address.signedIn().get("/api/v1/me")));
      return ExitCode.DONE;
    }

    private JsonNode choose(JsonNode issuers) {
      for (JsonNode candidate : issuers) {
        String name = candidate.path("name").asString("");
        if (issuer == null ? issuers.size() == 1 : name.equals(issuer)) {
          return candidate;
        }
      }
      throw new CommandException(
          ExitCode.WRONG_USE,
          issuers.isEmpty()
              ? "This server knows no identity provider. Use a token: COUNTERSIGN_TOKEN."
              : "Say where to sign in with --issuer: "
                  + issuers.valueStream().map(one -> one.path("name").asString("")).toList());
    }

    private static JsonNode await(IdentityProvider provider, String client, JsonNode device)
        throws InterruptedException {
      Clock clock = Clock.systemUTC();
      Instant end = clock.instant().plusSeconds(device.path("expires_in").asLong(300));
      long pause = Math.max(1, device.path("interval").asLong(SLOWER_SECONDS));
      while (clock.instant().isBefore(end)) {
        IdentityProvider.Answer answer =
            provider.pollDevice(client, device.path("device_code").asString(""));
        if (answer.ok()) {
          return answer.body();
        }
        if (answer.error().equals("slow_down")) {
          pause += SLOWER_SECONDS;
        } else if (!answer.error().equals("authorization_pending")) {
          throw new CommandException(
              ExitCode.REFUSED, "Nobody signed in: " + Text.visible(answer.error()) + ".");
        }
        Thread.sleep(pause * 1_000);
      }
      throw new CommandException(ExitCode.REFUSED, "Nobody signed in in time.");
    }
  }

  @Command(
      name = "logout",
      description = "Forget your sign-in, here and at the identity provider.",
      mixinStandardHelpOptions = true)
  static final class Logout implements Callable<Integer> {

    @Mixin private Connection.Address address = new Connection.Address();

    @Override
    public Integer call() {
      SignedIn.at(Home.ofUser(), address.find())
          .orElseThrow(
              () -> new CommandException(ExitCode.WRONG_USE, "You are not signed in there."))
          .end();
      System.out.println("Signed out.");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "whoami",
      description = "Say as whom commands act, and what they may do.",
      mixinStandardHelpOptions = true)
  static final class Whoami implements Callable<Integer> {

    @Mixin private Connection connection = new Connection();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode me = connection.open("ada").get("/api/v1/me");
      System.out.println(json ? me : line(me));
      return ExitCode.DONE;
    }

    static String line(JsonNode me) {
      String roles =
          String.join(", ", me.path("roles").valueStream().map(JsonNode::asString).toList());
      return Text.visible(me.path("name").asString(""))
          + " ("
          + me.path("kind").asString("")
          + " "
          + Text.visible(me.path("id").asString(""))
          + "), roles: "
          + (roles.isEmpty() ? "none" : roles);
    }
  }

  @Command(
      name = "token",
      description = "Print a short-lived token for other programs, for example curl.",
      mixinStandardHelpOptions = true)
  static final class Token implements Callable<Integer> {

    @Mixin private Connection connection = new Connection();

    @Override
    public Integer call() {
      System.out.println(connection.open("ada").token());
      return ExitCode.DONE;
    }
  }
}

package io.countersign.local.idp;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom the identity provider knows.
 *
 * @param audience what access tokens are meant for
 * @param people each signs in with their name as password, which only suits one machine
 * @param agents programs, by client credentials
 * @param web the client of people's browsers; none where nobody signs in from one
 */
public record IdpUsers(
    String audience, List<Human> people, List<Program> agents, @Nullable WebClient web) {

  /** The public client of people's terminals. */
  public static final String CLI = "countersign-cli";

  public IdpUsers {
    people = List.copyOf(people);
    agents = List.copyOf(agents);
  }

  /**
   * A person.
   *
   * @param secret by which a script gets tokens in their name without a browser
   */
  public record Human(String name, String secret) {}

  /**
   * A program.
   *
   * @param scopes what its tokens may be used for
   */
  public record Program(String name, String secret, Set<String> scopes) {

    public Program {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * An application that people sign in to from a browser.
   *
   * @param application its address, without a path
   * @param redirect the path to which it has people sent back
   */
  public record WebClient(String name, String secret, String application, String redirect) {}
}

package io.countersign.spi.review;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reviewer has to be shown, in this order. All of it is computed by the application from
 * what is sealed, but any text in it may come from whoever asks: none of it is escaped yet.
 *
 * @param id names this card in clicks; says nothing by itself
 * @param review names the review, for people and commands
 * @param ending one sentence on how the review ended; empty while it is open
 * @param what what is asked for
 * @param who who asks for whom
 * @param flow what data flows where
 * @param payload the exact payload
 * @param terms what policy asks for
 * @param reason why, in the requester's words
 * @param console where to see all of it, if there is a console
 * @param consoleOnly whether it takes more assurance than a chat can give
 */
public record ReviewCard(
    String id,
    String review,
    Optional<String> ending,
    What what,
    Who who,
    Flow flow,
    Payload payload,
    Terms terms,
    String reason,
    Optional<URI> console,
    boolean consoleOnly) {

  /** Whether it still waits for decisions. */
  public boolean isOpen() {
    return ending.isEmpty();
  }

  /**
   * What is asked for.
   *
   * @param effect the effect's type, for example {@code dataset.export}
   * @param environment where it acts, for example {@code production}
   * @param title one sentence with the resolved target
   * @param reach how far it reaches, label by label
   * @param reversible whether it can be taken back
   * @param window how long it lasts, where it ends by itself
   * @param warnings what a reviewer must not miss
   */
  public record What(
      String effect,
      String environment,
      String title,
      Map<String, String> reach,
      boolean reversible,
      Optional<String> window,
      List<String> warnings) {

    public What {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Who asks for whom.
   *
   * @param requester the name of the person or agent that asks
   * @param owner the name of whoever answers for the agent, where it is one
   * @param onBehalfOf the name of the person it is for, where that is someone else
   * @param changedBy the names of those who changed it
   */
  public record Who(
      String requester,
      Optional<String> owner,
      Optional<String> onBehalfOf,
      List<String> changedBy) {

    public Who {
      changedBy = List.copyOf(changedBy);
    }
  }

  /**
   * What data flows where, with its classes; both empty where none does.
   *
   * @param in what is read, one line each
   * @param out where it goes, one line each
   */
  public record Flow(List<String> in, List<String> out) {

    public Flow {
      in = List.copyOf(in);
      out = List.copyOf(out);
    }
  }

  /**
   * The exact payload.
   *
   * @param exact what would be done, in order
   * @param revert what would take it back, in order
   */
  public record Payload(List<String> exact, List<String> revert) {

    public Payload {
      exact = List.copyOf(exact);
      revert = List.copyOf(revert);
    }
  }

  /**
   * What policy asks for.
   *
   * @param why what policy said, one sentence each
   * @param seats the signatures that it takes, one line each, with who has given them
   * @param votes how many of them are given
   * @param needed how many it takes
   * @param deadline when it expires, for people
   * @param digest the action's digest
   */
  public record Terms(
      List<String> why, List<String> seats, int votes, int needed, String deadline, String digest) {

    public Terms {
      why = List.copyOf(why);
      seats = List.copyOf(seats);
    }
  }
}

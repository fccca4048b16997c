package io.countersign.connectors.teams;

import io.countersign.connectors.teams.Members.Standing;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.ReviewPort.RequestLine;
import io.countersign.spi.review.ReviewPort.ReviewLine;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what people write to the bot by themselves: with what waits for them and what they asked
 * for. Best effort, after the call is answered; decides nothing, whatever they write.
 */
final class Greeter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Greeter.class);
  private static final int MOST = 10;
  private static final int TITLE = 80;

  private final Members members;
  private final ReviewPort reviews;
  private final Conversations conversations;
  private final ExecutorService later =
      Executors.newFixedThreadPool(2, Thread.ofVirtual().factory());

  Greeter(Members members, ReviewPort reviews, Conversations conversations) {
    this.members = members;
    this.reviews = reviews;
    this.conversations = conversations;
  }

  void answer(Activity activity) {
    if (!activity.isPersonal()) {
      return;
    }
    try {
      later.execute(
          () -> {
            try {
              for (String words : lines(activity)) {
                conversations.answer(activity, words);
              }
            } catch (ChannelException e) {
              LOG.info("Somebody in Teams was not answered: {}", e.getMessage());
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.info("Somebody in Teams was not answered: the application ends");
    }
  }

  private List<String> lines(Activity activity) {
    return switch (members.standing(activity)) {
      case Standing.Outsider outsider -> List.of(outsider.why());
      case Standing.Member member -> {
        if (reviews.person(member.user()).isEmpty()) {
          yield List.of(
              "Nobody in Countersign's directory is linked with you. Ask an administrator of the"
                  + " directory to link the identity teams:"
                  + member.user().subject());
        }
        List<ReviewLine> pending = reviews.pending(member.user());
        List<RequestLine> requests = reviews.requests(member.user());
        yield List.of(
            "Waiting for you: "
                + (pending.isEmpty()
                    ? "nothing."
                    : String.join(" · ", pending.stream().limit(MOST).map(Greeter::line).toList())),
            "Asked for by you and your agents: "
                + (requests.isEmpty()
                    ? "nothing."
                    : String.join(
                        " · ", requests.stream().limit(MOST).map(Greeter::line).toList())));
      }
    };
  }

  private static String line(ReviewLine line) {
    return Limits.cut(line.title(), TITLE) + " (" + line.id() + ", until " + line.deadline() + ")";
  }

  private static String line(RequestLine line) {
    return Limits.cut(line.title(), TITLE) + " (" + line.id() + ", " + line.state() + ")";
  }

  @Override
  public void close() {
    later.shutdown();
  }
}

package io.countersign.connectors.slack;

import com.slack.api.model.block.LayoutBlock;
import io.countersign.spi.review.ChannelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people why something did not count: where they clicked, seen by them alone, and in a direct
 * message, as Slack only tries to deliver the former. Best effort, after the click is answered.
 */
final class Replies {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final String HEADING = "Countersign: nothing was decided.";

  private final SlackApi api;
  private final ExecutorService later;

  Replies(SlackApi api, ExecutorService later) {
    this.api = api;
    this.later = later;
  }

  /**
   * Tells it.
   *
   * @param place the conversation of the click, where there is one
   */
  void tell(Optional<String> place, String user, String words) {
    CardText text = new CardText();
    text.section(HEADING, List.of(words));
    List<LayoutBlock> blocks = text.blocks();
    place.ifPresent(channel -> later(() -> ephemeral(channel, user, blocks)));
    later(() -> direct(user, blocks));
  }

  private void ephemeral(String channel, String user, List<LayoutBlock> blocks)
      throws ChannelException {
    api.paced(
        "chat.postEphemeral",
        Pace.Rate.TIER_4,
        "chat.postEphemeral",
        client ->
            client.chatPostEphemeral(
                request -> request.channel(channel).user(user).text(HEADING).blocks(blocks)));
  }

  private void direct(String user, List<LayoutBlock> blocks) throws ChannelException {
    api.paced(
        "chat.postMessage",
        Pace.Rate.POST,
        "chat.postMessage " + user,
        client ->
            client.chatPostMessage(
                request -> request.channel(user).text(HEADING).mrkdwn(false).blocks(blocks)));
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws ChannelException;
  }

  void later(Step step) {
    try {
      later.execute(
          () -> {
            try {
              step.run();
            } catch (ChannelException e) {
              LOG.info("Somebody in Slack was not told: {}", e.getMessage());
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.info("Somebody in Slack was not told: the application ends");
    }
  }
}

package io.countersign.connectors.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import io.countersign.connectors.slack.Members.Caller;
import io.countersign.connectors.slack.Members.Standing;
import io.countersign.spi.review.CardDecision;
import io.countersign.spi.review.CardDecision.Choice;
import io.countersign.spi.review.CardParts;
import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ChannelUser;
import io.countersign.spi.review.DecisionAnswer;
import io.countersign.spi.review.MessageRef;
import io.countersign.spi.review.ReviewCard;
import io.countersign.spi.review.ReviewChannelContext;
import io.countersign.spi.review.ReviewPort;
import io.countersign.spi.review.ReviewPort.Approach;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do in Slack: click, submit, open the Home tab, give a command. Judges who they are to
 * the workspace; whether they may decide, the application judges.
 */
final class Interactions {

  private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);

  private final SlackApi api;
  private final Members members;
  private final ReviewPort reviews;
  private final Replies replies;
  private final Home home;
  private final Commands commands;
  private final Optional<URI> linkPage;

  Interactions(SlackApi api, Members members, ReviewChannelContext context, Replies replies) {
    this.api = api;
    this.members = members;
    this.reviews = context.reviews();
    this.replies = replies;
    this.linkPage = context.linkPage();
    this.home = new Home(reviews, linkPage);
    this.commands = new Commands(reviews, home);
  }

  /** The app, without middleware: what it would check, {@link SignedCalls} has checked better. */
  App app() {
    AppConfig config = new AppConfig();
    config.setSlack(api.slack());
    App app = new App(config, new ArrayList<>());
    app.blockAction(Card.APPROVE, (request, context) -> click(request.getPayload(), true));
    app.blockAction(Card.DENY, (request, context) -> click(request.getPayload(), false));
    app.blockAction(Card.FULL, (request, context) -> context.ack());
    app.blockAction(Card.CHANGE, (request, context) -> context.ack());
    app.viewSubmission(
        Modals.APPROVE, (request, context) -> submit(request.getPayload(), Choice.APPROVE));
    app.viewSubmission(
        Modals.DENY, (request, context) -> submit(request.getPayload(), Choice.DENY));
    app.event(
        AppHomeOpenedEvent.class,
        (payload, context) -> {
          Caller caller =
              new Caller(
                  payload.getEvent().getUser(),
                  payload.getApiAppId(),
                  payload.getEnterpriseId(),
                  payload.getTeamId(),
                  null);
          replies.later(() -> publishHome(caller));
          return context.ack();
        });
    app.command(Commands.NAME, (request, context) -> command(request.getPayload()));
    return app;
  }

  private Response click(BlockActionPayload payload, boolean approves) {
    String user = payload.getUser().getId();
    Optional<String> place =
        Optional.ofNullable(payload.getChannel()).map(BlockActionPayload.Channel::getId);
    switch (members.standing(caller(payload))) {
      case Standing.Outsider outsider -> replies.tell(place, user, outsider.why());
      case Standing.Member member -> open(payload, approves, member.user(), place);
    }
    return Response.ok();
  }

  private void open(
      BlockActionPayload payload, boolean approves, ChannelUser who, Optional<String> place) {
    String cardId = String.valueOf(payload.getActions().getFirst().getValue());
    String user = payload.getUser().getId();
    Optional<Approach> found = reviews.approach(cardId, who);
    if (found.isEmpty()) {
      replies.tell(place, user, "This card is not one of Countersign's reviews.");
      return;
    }
    ReviewCard card = found.get().card();
    if (!card.isOpen()) {
      message(payload).ifPresent(message -> reviews.repair(cardId, message));
      replies.tell(place, user, card.ending().orElseThrow());
      return;
    }
    Optional<DecisionAnswer.Refused> objection = found.get().objection();
    if (objection.isPresent()) {
      replies.tell(place, user, CardParts.refusal(objection.get(), linkPage));
      return;
    }
    dialog(payload, approves ? approval(card) : Modals.deny(card), place);
  }

  private static View approval(ReviewCard card) {
    if (card.consoleOnly()) {
      return Modals.answer(
          "Approve", "This takes more assurance than Slack can give.", card.console());
    }
    return Card.fits(card)
        ? Modals.approve(card)
        : Modals.answer("Approve", "Not all of it fits here. Review it in full.", card.console());
  }

  /** A trigger lives for three seconds, so this happens before the click is acknowledged. */
  private void dialog(BlockActionPayload payload, View view, Optional<String> place) {
    try {
      api.now(
          "views.open",
          client ->
              client.viewsOpen(request -> request.triggerId(payload.getTriggerId()).view(view)));
    } catch (ChannelException e) {
      LOG.warn("A dialog could not be opened: {}", e.getMessage());
      replies.tell(
          place, payload.getUser().getId(), "Slack did not open the dialog. Click once more.");
    }
  }

  private Response submit(ViewSubmissionPayload payload, Choice choice) {
    String user = payload.getUser().getId();
    return switch (members.standing(caller(payload))) {
      case Standing.Outsider outsider -> refused(user, outsider.why(), Optional.empty());
      case Standing.Member member -> decide(payload, choice, member.user());
    };
  }

  private Response decide(ViewSubmissionPayload payload, Choice choice, ChannelUser who) {
    String cardId = String.valueOf(payload.getView().getPrivateMetadata());
    DecisionAnswer answer =
        reviews.decide(new CardDecision(cardId, who, choice, words(payload.getView())), Card::fits);
    return switch (answer) {
      case DecisionAnswer.Counted counted ->
          update(Modals.answer("Decided", counted.words(), Optional.empty()));
      case DecisionAnswer.Refused refused ->
          refused(
              payload.getUser().getId(), CardParts.refusal(refused, linkPage), Optional.empty());
      case DecisionAnswer.StepUp stepUp ->
          update(Modals.answer("Decide in the console", stepUp.words(), stepUp.console()));
    };
  }

  private Response refused(String user, String words, Optional<URI> console) {
    replies.tell(Optional.empty(), user, words);
    return update(Modals.answer("Not decided", words, console));
  }

  private Response update(View view) {
    ViewSubmissionResponse response =
        ViewSubmissionResponse.builder().responseAction("update").view(view).build();
    return Response.json(200, response);
  }

  private static Optional<String> words(View view) {
    return Optional.ofNullable(view.getState())
        .map(ViewState::getValues)
        .map(values -> values.get(Modals.WORDS))
        .map(values -> values.get(Modals.WORDS))
        .map(ViewState.Value::getValue)
        .filter(text -> !text.isBlank());
  }

  private void publishHome(Caller caller) throws ChannelException {
    View view =
        switch (members.standing(caller)) {
          case Standing.Outsider outsider -> Home.outsider(outsider.why());
          case Standing.Member member -> home.tab(member.user());
        };
    api.paced(
        "views.publish",
        Pace.Rate.TIER_4,
        "views.publish",
        client -> client.viewsPublish(request -> request.userId(caller.user()).view(view)));
  }

  private Response command(SlashCommandPayload payload) {
    Caller caller =
        new Caller(
            payload.getUserId(),
            payload.getApiAppId(),
            blankAsNull(payload.getEnterpriseId()),
            payload.getTeamId(),
            null);
    List<LayoutBlock> blocks =
        switch (members.standing(caller)) {
          case Standing.Outsider outsider -> {
            CardText text = new CardText();
            text.section("", List.of(outsider.why()));
            yield text.blocks();
          }
          case Standing.Member member ->
              commands.answer(member.user(), payload.getText() == null ? "" : payload.getText());
        };
    return Response.json(
        200, Map.of("response_type", "ephemeral", "text", "Countersign", "blocks", blocks));
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static Caller caller(BlockActionPayload payload) {
    return new Caller(
        payload.getUser().getId(),
        payload.getApiAppId(),
        payload.getEnterprise() == null ? null : payload.getEnterprise().getId(),
        payload.getTeam() == null ? null : payload.getTeam().getId(),
        payload.getUser().getTeamId());
  }

  private static Caller caller(ViewSubmissionPayload payload) {
    return new Caller(
        payload.getUser().getId(),
        payload.getApiAppId(),
        payload.getEnterprise() == null ? null : payload.getEnterprise().getId(),
        payload.getTeam() == null ? null : payload.getTeam().getId(),
        payload.getUser().getTeamId());
  }

  private static Optional<MessageRef> message(BlockActionPayload payload) {
    BlockActionPayload.Container container = payload.getContainer();
    return container == null || container.getChannelId() == null || container.getMessageTs() == null
        ? Optional.empty()
        : Optional.of(new MessageRef(container.getChannelId(), container.getMessageTs()));
  }
}

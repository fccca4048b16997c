package io.countersign.architecture;

import io.camunda.client.CamundaClient;
import io.countersign.actions.SealedAction;
import io.countersign.connectors.files.FileExportFactory;
import io.countersign.grants.GrantDesk;
import io.countersign.grants.Redemption;
import io.countersign.review.Channel;
import io.countersign.review.Choice;
import io.countersign.review.RoundSettled;
import io.countersign.review.Subject;
import io.countersign.review.Verdict;
import io.countersign.review.VoteCast;
import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;

/** Classes that break one rule each, so that it is known that the rule sees it. Never run. */
final class Planted {

  private Planted() {}

  record KnowsCamunda(CamundaClient client) {}

  static final class SaysNotWhoMay {
    @GetMapping("/planted")
    String everything() {
      return "";
    }
  }

  record NamesAConnector(FileExportFactory factory) {}

  static final class ExecutesAnEffect {
    EffectReceipt run(Effect effect, EffectRequest request) throws EffectException {
      return effect.execute(request, (done, total) -> {});
    }
  }

  static final class RedeemsAGrant {
    Redemption spend(GrantDesk desk, SealedAction action, UUID execution) {
      return desk.redeem(action, execution);
    }
  }

  static final class AsksTheSystemForTheTime {
    Instant time() {
      return Instant.now();
    }
  }

  static final class AnnouncesAVote {
    VoteCast vote(UUID id) {
      return new VoteCast(id, id, "mallory", Choice.APPROVE, Channel.API);
    }
  }

  static final class SettlesARound {
    RoundSettled settle(UUID id, Subject subject) {
      return new RoundSettled(id, subject, Verdict.APPROVED);
    }
  }
}

package io.countersign.requests.internal;

import io.countersign.actions.ActionRequest;
import io.countersign.support.CanonicalJson;
import java.util.List;

/**
 * What makes two requests the same: who wants what done to what, for whom. Neither the words of the
 * reason nor the moment of asking make a difference.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(ActionRequest request) {
    return CanonicalJson.digest(
        CanonicalJson.of(
            List.of(
                "countersign/request-fingerprint/v1",
                request.effect(),
                request.environment(),
                request.target(),
                request.parameters(),
                request.requestedBy(),
                request.authors().onBehalfOf().orElse(""),
                request.breakGlass())));
  }
}

package io.countersign.channels.internal;

import io.countersign.identity.Directory;
import io.countersign.releases.Release;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.RequestDesk;
import io.countersign.requests.RequestedAction;
import io.countersign.spi.review.ReviewPort.RequestLine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What somebody or an agent of theirs asked for last. */
@Component
class OwnRequests {

  private static final int LOOKED_AT = 200;

  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final Directory directory;

  OwnRequests(RequestDesk requests, ReleaseDesk releases, Directory directory) {
    this.requests = requests;
    this.releases = releases;
    this.directory = directory;
  }

  private record At(Instant time, RequestLine line) {}

  List<RequestLine> of(String person) {
    Stream<At> actions =
        requests.list(Optional.empty(), LOOKED_AT).stream()
            .filter(action -> isOf(action.action().request().requestedBy(), person))
            .map(OwnRequests::line);
    Stream<At> exports =
        releases.list(Optional.empty(), LOOKED_AT).stream()
            .filter(release -> isOf(release.requestedBy(), person))
            .map(OwnRequests::line);
    return Stream.concat(actions, exports)
        .sorted(Comparator.comparing(At::time).reversed())
        .map(At::line)
        .toList();
  }

  private boolean isOf(String requester, String person) {
    return directory.standingBehind(requester).contains(person);
  }

  private static At line(RequestedAction action) {
    String title = action.action().request().effect() + " " + action.action().request().target();
    return new At(
        action.requestedAt(),
        new RequestLine(action.action().id().toString(), title, word(action.state())));
  }

  private static At line(Release release) {
    return new At(
        release.requestedAt(),
        new RequestLine(
            release.id().toString(), "Release of " + release.dataset(), word(release.state())));
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

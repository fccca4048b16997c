package io.countersign.channels.internal;

import io.countersign.identity.Directory;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Person;
import io.countersign.identity.Resolution;
import io.countersign.spi.review.ChannelUser;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who a channel's user is in the directory. */
@Component
class Users {

  private static final String EMAIL = "email";

  private final Directory directory;

  Users(Directory directory) {
    this.directory = directory;
  }

  /**
   * The identity under which a user acts: their linked name in the channel or, only where nobody is
   * linked with that and the channel vouches for it, their e-mail address.
   */
  LinkedIdentity identity(String channel, ChannelUser user) {
    LinkedIdentity linked = new LinkedIdentity(channel, user.subject());
    if (!(directory.resolve(linked) instanceof Resolution.Unknown)) {
      return linked;
    }
    return user.email()
        .map(address -> new LinkedIdentity(EMAIL, address))
        .filter(mail -> !(directory.resolve(mail) instanceof Resolution.Unknown))
        .orElse(linked);
  }

  Optional<Person> person(String channel, ChannelUser user) {
    return directory.resolve(identity(channel, user)) instanceof Resolution.Known known
        ? Optional.of(known.person())
        : Optional.empty();
  }

  /** The name in a channel under which a person can be written to. */
  Optional<String> subject(String channel, String personId) {
    if (!(directory.resolve(personId) instanceof Resolution.Known known)) {
      return Optional.empty();
    }
    return known.person().identities().stream()
        .filter(identity -> identity.system().equals(channel))
        .map(LinkedIdentity::subject)
        .findFirst();
  }
}

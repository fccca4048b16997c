package io.countersign.channels.internal;

import io.countersign.channels.ChatLinks;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.DirectoryAdministration;
import io.countersign.identity.LinkedIdentity;
import io.countersign.spi.review.ChatSignIn;
import io.countersign.spi.review.ReviewChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Links through the channels' own sign-in. */
@Component
class SignedInLinks implements ChatLinks {

  static final String PATH = "/api/v1/links/";
  static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int SECRET_BYTES = 32;

  private final Channels channels;
  private final ObjectProvider<DirectoryAdministration> directory;
  private final OpenIdCode code;
  private final Environment environment;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SignedInLinks(
      Channels channels,
      ObjectProvider<DirectoryAdministration> directory,
      OpenIdCode code,
      Environment environment,
      Clock clock) {
    this.channels = channels;
    this.directory = directory;
    this.code = code;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public List<String> channels() {
    return channels.all().stream()
        .filter(channel -> channel.signIn().isPresent())
        .map(ReviewChannel::name)
        .sorted()
        .toList();
  }

  private Optional<ChatSignIn> signIn(String channel) {
    return channels.find(channel).flatMap(ReviewChannel::signIn);
  }

  /** Where the provider sends browsers back to; registered there, letter for letter. */
  private URI back(String channel) {
    return URI.create(page(environment, channel) + "/return");
  }

  /** Where people begin. */
  static URI page(Environment environment, String channel) {
    String url = environment.getProperty("countersign.web.url", "http://127.0.0.1");
    return URI.create(url.replaceFirst("/+$", "") + PATH + channel);
  }

  @Override
  public Optional<Begun> begin(String channel, String person) {
    return signIn(channel)
        .map(
            signIn -> {
              Pending pending =
                  new Pending(channel, person, secret(), secret(), clock.instant().plus(PATIENCE));
              return new Begun(
                  OpenIdCode.request(
                      signIn.provider(), back(channel), pending.state(), pending.nonce()),
                  pending);
            });
  }

  @Override
  public Proof prove(Pending pending, String person, String state, String answer) {
    if (!pending.person().equals(person)
        || !same(pending.state(), state)
        || isOver(pending.until())) {
      return new Proof.Refused(
          "This does not belong to what this browser began, or took too long. Begin again.");
    }
    Optional<ChatSignIn> signIn = signIn(pending.channel());
    if (signIn.isEmpty()) {
      return new Proof.Refused("There is no such channel any more.");
    }
    OpenIdCode.Redeemed redeemed =
        code.redeem(signIn.get().provider(), back(pending.channel()), answer, pending.nonce());
    return switch (redeemed) {
      case OpenIdCode.Redeemed.Failed failed -> new Proof.Refused(failed.why());
      case OpenIdCode.Redeemed.Claims claims -> proof(pending, signIn.get().read(claims.claims()));
    };
  }

  private Proof proof(Pending pending, ChatSignIn.Result result) {
    return switch (result) {
      case ChatSignIn.Result.Outsider outsider -> new Proof.Refused(outsider.why());
      case ChatSignIn.Result.Member member ->
          new Proof.Proved(
              new Claim(
                  pending.channel(),
                  pending.person(),
                  member.user().subject(),
                  member.shownAs(),
                  secret(),
                  clock.instant().plus(PATIENCE)));
    };
  }

  @Override
  public ChangeResult link(Claim claim, String person, String token) {
    if (!claim.person().equals(person) || !same(claim.token(), token) || isOver(claim.until())) {
      return new ChangeResult.Refused(
          ChangeResult.Reason.INVALID,
          "This does not belong to what this browser has proved, or took too long. Begin again.");
    }
    return directory
        .getObject()
        .linkOwn(person, new LinkedIdentity(claim.channel(), claim.subject()));
  }

  private boolean isOver(Instant until) {
    return !clock.instant().isBefore(until);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

package io.countersign.api.internal;

import io.countersign.access.AllowedToAll;
import io.countersign.access.Caller;
import io.countersign.access.SignInPlaces;
import io.countersign.identity.Directory;
import io.countersign.identity.Resolution;
import io.countersign.identity.Role;
import io.countersign.review.ReviewDesk;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page that says who you are. */
@RestController
class HomeController {

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign</title>
      <body style="font-family:sans-serif;max-width:40em;margin:4em auto"><h1>Countersign</h1>%s</body></html>
      """;

  private final SignInPlaces places;
  private final Directory directory;
  private final ReviewDesk desk;

  HomeController(SignInPlaces places, Directory directory, ReviewDesk desk) {
    this.places = places;
    this.directory = directory;
    this.desk = desk;
  }

  @AllowedToAll(anonymous = true)
  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> home(
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller,
      @RequestAttribute(name = "_csrf", required = false) @Nullable CsrfToken csrf) {
    return ResponseEntity.ok()
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
        .body(PAGE.formatted(caller == null ? signIn() : of(caller, csrf)));
  }

  private String signIn() {
    return places.all().stream()
        .map(
            place ->
                "<p><a href=\"%s\">Sign in with %s</a></p>"
                    .formatted(
                        HtmlUtils.htmlEscape(place.path()), HtmlUtils.htmlEscape(place.name())))
        .collect(Collectors.joining());
  }

  private String of(Caller caller, @Nullable CsrfToken csrf) {
    String roles =
        caller.roles().stream().sorted().map(Role::wireName).collect(Collectors.joining(", "));
    return "<p>You are %s (%s). Your roles: %s.</p><p>Reviews that wait for you: %d.</p>%s"
        .formatted(
            HtmlUtils.htmlEscape(caller.name()),
            HtmlUtils.htmlEscape(caller.id()),
            roles.isEmpty() ? "none" : roles,
            pending(caller),
            csrf == null ? "" : signOut(csrf));
  }

  private static String signOut(CsrfToken csrf) {
    return """
        <form method="post" action="/logout"><input type="hidden" name="%s" value="%s">
        <button>Sign out</button></form>"""
        .formatted(csrf.getParameterName(), HtmlUtils.htmlEscape(csrf.getToken()));
  }

  private int pending(Caller caller) {
    return directory.resolve(caller.id()) instanceof Resolution.Known known
        ? desk.openFor(known.person()).size()
        : 0;
  }
}

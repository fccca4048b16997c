package io.countersign.api.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.channels.ChatLinks;
import io.countersign.channels.ChatLinks.Claim;
import io.countersign.channels.ChatLinks.Pending;
import io.countersign.channels.ChatLinks.Proof;
import io.countersign.identity.ChangeResult;
import io.countersign.identity.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The way on which people link themselves with their name in a chat, in a signed-in browser. */
@RestController
class LinkController {

  private static final String PENDING = LinkController.class.getName() + ".pending";
  private static final String CLAIM = LinkController.class.getName() + ".claim";

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Countersign</title>
      <body style="font-family:sans-serif;max-width:40em;margin:4em auto"><h1>%s</h1>%s</body></html>
      """;

  private final ChatLinks links;

  LinkController(ChatLinks links) {
    this.links = links;
  }

  @Allowed(Role.REVIEWER)
  @GetMapping("/api/v1/links/{channel}")
  ResponseEntity<String> begin(
      @PathVariable String channel,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return page(
          HttpStatus.BAD_REQUEST, "Not linked", "This takes a browser in which you are signed in.");
    }
    Optional<ChatLinks.Begun> begun = links.begin(channel, caller.id());
    if (begun.isEmpty()) {
      return page(
          HttpStatus.NOT_FOUND,
          "Not linked",
          "There is no chat of this name here at which people can sign in.");
    }
    session.removeAttribute(CLAIM);
    session.setAttribute(PENDING, begun.get().pending());
    return ResponseEntity.status(HttpStatus.FOUND).location(begun.get().goTo()).build();
  }

  @Allowed(Role.REVIEWER)
  @GetMapping(path = "/api/v1/links/{channel}/return", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> back(
      @PathVariable String channel,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String code,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      @RequestAttribute(name = "_csrf", required = false) @Nullable CsrfToken csrf,
      HttpServletRequest request) {
    Optional<Pending> pending =
        take(request, PENDING, Pending.class).filter(known -> known.channel().equals(channel));
    if (pending.isEmpty() || csrf == null) {
      return page(
          HttpStatus.BAD_REQUEST, "Not linked", "Nothing was begun in this browser. Begin again.");
    }
    return switch (links.prove(pending.get(), caller.id(), state, code)) {
      case Proof.Refused refused -> page(HttpStatus.FORBIDDEN, "Not linked", refused.why());
      case Proof.Proved proved -> {
        request.getSession().setAttribute(CLAIM, proved.claim());
        yield html(HttpStatus.OK, "Are both of these you?", question(proved.claim(), caller, csrf));
      }
    };
  }

  private static String question(Claim claim, Caller caller, CsrfToken csrf) {
    return """
        <p>Here you are <b>%s</b> (%s). There you are <b>%s</b>, %s:%s.</p>
        <p>Say yes only if both are you, and you began this yourself: whoever is signed in there will be
        able to sign reviews as you.</p>
        <form method="post" action="/api/v1/links/%s"><input type="hidden" name="%s" value="%s">
        <input type="hidden" name="token" value="%s"><button>Yes, both are me</button></form>
        <p><a href="/">No</a></p>"""
        .formatted(
            HtmlUtils.htmlEscape(caller.name()),
            HtmlUtils.htmlEscape(caller.id()),
            HtmlUtils.htmlEscape(claim.shownAs()),
            HtmlUtils.htmlEscape(claim.channel()),
            HtmlUtils.htmlEscape(claim.subject()),
            HtmlUtils.htmlEscape(claim.channel()),
            HtmlUtils.htmlEscape(csrf.getParameterName()),
            HtmlUtils.htmlEscape(csrf.getToken()),
            HtmlUtils.htmlEscape(claim.token()));
  }

  @Allowed(Role.REVIEWER)
  @PostMapping(path = "/api/v1/links/{channel}", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<String> confirm(
      @PathVariable String channel,
      @RequestParam(defaultValue = "") String token,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      HttpServletRequest request) {
    Optional<Claim> claim =
        take(request, CLAIM, Claim.class).filter(known -> known.channel().equals(channel));
    if (claim.isEmpty()) {
      return page(
          HttpStatus.BAD_REQUEST, "Not linked", "Nothing was proved in this browser. Begin again.");
    }
    return switch (links.link(claim.get(), caller.id(), token)) {
      case ChangeResult.Applied applied ->
          page(
              HttpStatus.OK,
              "Linked",
              "What you decide as "
                  + claim.get().shownAs()
                  + " now counts as yours. You can close this page.");
      case ChangeResult.Refused refused ->
          page(
              HttpStatus.CONFLICT,
              "Not linked",
              refused.message()
                  + " An administrator of the directory can link "
                  + claim.get().channel()
                  + ":"
                  + claim.get().subject()
                  + " with "
                  + caller.id()
                  + ".");
    };
  }

  /** What the session remembered, which forgets it now. */
  private static <T> Optional<T> take(HttpServletRequest request, String name, Class<T> type) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    synchronized (session.getId().intern()) {
      Object value = session.getAttribute(name);
      session.removeAttribute(name);
      return Optional.ofNullable(value).filter(type::isInstance).map(type::cast);
    }
  }

  private static ResponseEntity<String> page(HttpStatus status, String title, String words) {
    return html(status, title, "<p>" + HtmlUtils.htmlEscape(words) + "</p>");
  }

  private static ResponseEntity<String> html(HttpStatus status, String title, String html) {
    return ResponseEntity.status(status)
        .contentType(MediaType.TEXT_HTML)
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .body(PAGE.formatted(title, html));
  }
}

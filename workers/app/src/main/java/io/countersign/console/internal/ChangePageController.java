package io.countersign.console.internal;

import io.countersign.access.Allowed;
import io.countersign.access.Caller;
import io.countersign.identity.LinkedIdentity;
import io.countersign.identity.Role;
import io.countersign.releases.ReleaseChange;
import io.countersign.releases.ReleaseDesk;
import io.countersign.requests.ChangeResult;
import io.countersign.requests.Changes;
import io.countersign.requests.RequestDesk;
import io.countersign.review.Channel;
import io.countersign.review.ReviewDesk;
import io.countersign.review.ReviewRound;
import io.countersign.sight.Sight;
import io.countersign.spi.review.Visible;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Approving with changes: less than what was asked for, which somebody else then signs. */
@Controller
class ChangePageController {

  private final ReviewDesk desk;
  private final RequestDesk requests;
  private final ReleaseDesk releases;
  private final ReviewPages pages;
  private final Sight sight;

  ChangePageController(
      ReviewDesk desk, RequestDesk requests, ReleaseDesk releases, ReviewPages pages, Sight sight) {
    this.desk = desk;
    this.requests = requests;
    this.releases = releases;
    this.pages = pages;
    this.sight = sight;
  }

  @Allowed(Role.REVIEWER)
  @PostMapping("/reviews/{id}/changes")
  String change(
      @PathVariable UUID id,
      @RequestParam Map<String, String> sent,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    ReviewRound round =
        desk.round(id)
            .filter(found -> sight.knowsOf(caller, found))
            .orElseThrow(() -> new NotThere("review", id));
    ChangeForm form = ChangeForm.of(round);
    LinkedIdentity who = LinkedIdentity.directory(caller.id());
    Map<String, String> columns = form.changed(ChangeForm.COLUMN, sent);
    List<String> problems =
        releases.find(round.subject().id()).isPresent()
            ? problems(releases.change(id, columns, who, Channel.CONSOLE), response)
            : problems(
                requests.change(
                    id,
                    new Changes(
                        form.changed(ChangeForm.TARGET, sent),
                        form.changed(ChangeForm.PARAMETER, sent)),
                    who,
                    Channel.CONSOLE),
                response);
    if (problems.isEmpty()) {
      flash.addFlashAttribute(
          "done",
          "What you changed is a request of its own now. You are one of its authors; somebody else"
              + " has to sign it.");
      return "redirect:/reviews/" + id;
    }
    model.addAttribute("page", pages.of(desk.round(id).orElse(round), caller));
    model.addAttribute("headline", "Nothing was changed.");
    model.addAttribute("problem", Visible.line(String.join(" ", problems)));
    return "console/review";
  }

  private static List<String> problems(ReleaseChange result, HttpServletResponse response) {
    return switch (result) {
      case ReleaseChange.Changed changed -> List.of();
      case ReleaseChange.Rejected rejected -> unfit(rejected.problems(), response);
      case ReleaseChange.Refused refused -> forbidden(refused.why(), response);
    };
  }

  private static List<String> problems(ChangeResult result, HttpServletResponse response) {
    return switch (result) {
      case ChangeResult.Changed changed -> List.of();
      case ChangeResult.Rejected rejected -> unfit(rejected.problems(), response);
      case ChangeResult.Refused refused -> forbidden(refused.why(), response);
    };
  }

  private static List<String> unfit(List<String> problems, HttpServletResponse response) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return problems;
  }

  private static List<String> forbidden(String why, HttpServletResponse response) {
    response.setStatus(HttpStatus.FORBIDDEN.value());
    return List.of(why);
  }
}

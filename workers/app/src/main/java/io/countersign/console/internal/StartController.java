package io.countersign.console.internal;

import io.countersign.access.AllowedToAll;
import io.countersign.access.Caller;
import io.countersign.access.SignInPlaces;
import io.countersign.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** Where everybody starts: strangers sign in, everybody else goes to what they work with. */
@Controller
class StartController {

  private final SignInPlaces places;

  StartController(SignInPlaces places) {
    this.places = places;
  }

  @AllowedToAll(anonymous = true)
  @GetMapping("/")
  String start(
      @RequestParam(required = false) @Nullable String refused,
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller,
      Model model) {
    if (caller != null) {
      boolean works = caller.is(Role.REQUESTER) || caller.is(Role.REVIEWER);
      return works || caller.roles().isEmpty() ? "redirect:/inbox" : "redirect:/overview";
    }
    model.addAttribute("places", places.all());
    model.addAttribute("refused", refused != null);
    return "console/start";
  }
}

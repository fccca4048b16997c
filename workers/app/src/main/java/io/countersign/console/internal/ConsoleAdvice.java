package io.countersign.console.internal;

import io.countersign.access.Caller;
import io.countersign.identity.Role;
import io.countersign.spi.review.Visible;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What all pages have in common: who reads, where they can go, and what a fault looks like. */
@ControllerAdvice(basePackageClasses = ConsoleAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleAdvice {

  /** A page of the menu. */
  private record Page(String path, String label, Set<Role> roles) {}

  private static final Set<Role> WATCHERS = Set.of(Role.REVIEWER, Role.AUDITOR, Role.OPERATOR);

  private static final List<Page> PAGES =
      List.of(
          new Page(
              "/inbox",
              "Inbox",
              Set.of(Role.REQUESTER, Role.REVIEWER, Role.AUDITOR, Role.OPERATOR)),
          new Page("/overview", "Overview", WATCHERS),
          new Page("/lineage", "Lineage", WATCHERS),
          new Page("/ledger", "Ledger", WATCHERS),
          new Page("/evidence", "Evidence", Set.of(Role.AUDITOR)),
          new Page(
              "/policy",
              "Policy",
              Set.of(Role.REVIEWER, Role.AUDITOR, Role.OPERATOR, Role.POLICY_AUTHOR)));

  /** A line of the menu as its reader sees it. */
  record MenuItem(String path, String label, boolean here) {}

  @ModelAttribute
  void people(
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller) {
    if (caller != null && caller.isAgent()) {
      throw new AccessDeniedException("These pages are for people. Agents use the API.");
    }
  }

  @ModelAttribute("me")
  @Nullable Caller me(
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller) {
    return caller;
  }

  /** Whether to lead the reader to lineage. */
  @ModelAttribute("mayLineage")
  boolean mayLineage(
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller) {
    return caller != null && WATCHERS.stream().anyMatch(caller::is);
  }

  @ModelAttribute("menu")
  List<MenuItem> menu(
      HttpServletRequest request,
      @RequestAttribute(name = Caller.ATTRIBUTE, required = false) @Nullable Caller caller) {
    List<MenuItem> menu = new ArrayList<>();
    for (Page page : PAGES) {
      if (caller != null && page.roles().stream().anyMatch(caller::is)) {
        menu.add(
            new MenuItem(
                page.path(), page.label(), request.getRequestURI().startsWith(page.path())));
      }
    }
    return menu;
  }

  @ExceptionHandler
  ModelAndView onNotThere(NotThere fault, HttpServletRequest request) {
    return page(HttpStatus.NOT_FOUND, "Not here", fault.getMessage(), request);
  }

  @ExceptionHandler
  ModelAndView onMismatch(MethodArgumentTypeMismatchException fault, HttpServletRequest request) {
    return page(HttpStatus.NOT_FOUND, "Not here", "There is nothing at this address.", request);
  }

  @ExceptionHandler
  ModelAndView onMissing(
      MissingServletRequestParameterException fault, HttpServletRequest request) {
    return page(
        HttpStatus.BAD_REQUEST,
        "Not complete",
        "'" + fault.getParameterName() + "' is missing.",
        request);
  }

  @ExceptionHandler
  ModelAndView onDenied(AccessDeniedException fault, HttpServletRequest request) {
    return page(HttpStatus.FORBIDDEN, "Not for you", fault.getMessage(), request);
  }

  private ModelAndView page(
      HttpStatus status, String title, @Nullable String sentence, HttpServletRequest request) {
    Caller caller = request.getAttribute(Caller.ATTRIBUTE) instanceof Caller known ? known : null;
    ModelAndView page = new ModelAndView("console/fault");
    page.setStatus(status);
    page.addObject("title", title);
    page.addObject("sentence", Visible.line(String.valueOf(sentence)));
    page.addObject("me", caller);
    page.addObject("menu", menu(request, caller));
    return page;
  }
}

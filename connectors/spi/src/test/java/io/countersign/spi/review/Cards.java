package io.countersign.spi.review;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds cards that are complete, so that a test says only what it is about. */
public final class Cards {

  private String id = "card-1";
  private Optional<String> ending = Optional.empty();
  private String title = "Export 2,000 rows of customers to files:/srv/out.csv.";
  private String requester = "Ada Okafor";
  private List<String> exact = List.of("COPY customers TO '/srv/out.csv'");
  private String reason = "Quarterly churn report";
  private Optional<URI> console = Optional.of(URI.create("https://console.example.org/reviews/1"));
  private boolean consoleOnly;

  private Cards() {}

  /** An export that waits for two signatures. */
  public static Cards anExport() {
    return new Cards();
  }

  public Cards id(String text) {
    id = text;
    return this;
  }

  public Cards ended(String text) {
    ending = Optional.of(text);
    return this;
  }

  public Cards titled(String text) {
    title = text;
    return this;
  }

  public Cards by(String text) {
    requester = text;
    return this;
  }

  public Cards doing(List<String> lines) {
    exact = lines;
    return this;
  }

  public Cards because(String text) {
    reason = text;
    return this;
  }

  public Cards withoutConsole() {
    console = Optional.empty();
    return this;
  }

  public Cards consoleOnly() {
    consoleOnly = true;
    return this;
  }

  public ReviewCard build() {
    return new ReviewCard(
        id,
        "5d7c1d1e-0000-4000-8000-000000000001",
        ending,
        new ReviewCard.What(
            "dataset.export",
            "production",
            title,
            Map.of("rows", "2,000"),
            false,
            Optional.empty(),
            List.of()),
        new ReviewCard.Who(requester, Optional.empty(), Optional.empty(), List.of()),
        new ReviewCard.Flow(List.of("customers: EMAIL, NAME"), List.of("files:/srv/out.csv")),
        new ReviewCard.Payload(exact, List.of()),
        new ReviewCard.Terms(
            List.of("Every export of a dataset needs a data steward."),
            List.of("data-stewards: open", "privacy: open"),
            0,
            2,
            "2026-11-23 13:30 UTC",
            "sha256:0123456789ab"),
        reason,
        console,
        consoleOnly);
  }
}

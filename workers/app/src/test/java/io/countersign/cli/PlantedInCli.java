package io.countersign.cli;

import io.countersign.review.ReviewDesk;

/** Breaks the rule that the command line decides nothing itself. Never run. */
public record PlantedInCli(ReviewDesk desk) {}

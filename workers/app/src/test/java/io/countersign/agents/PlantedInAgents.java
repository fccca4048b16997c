package io.countersign.agents;

import io.countersign.review.ReviewDesk;

/** Breaks a rule, so that it is known that the rule sees it. Never run. */
public record PlantedInAgents(ReviewDesk desk) {}

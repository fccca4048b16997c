package io.countersign.review;

import java.util.UUID;

/** Something was said about a round. */
public record CommentMade(UUID commentId, UUID roundId) {}

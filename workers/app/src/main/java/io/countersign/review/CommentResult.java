package io.countersign.review;

/** Whether a comment was kept. */
public sealed interface CommentResult permits CommentResult.Kept, DecisionResult.Refused {

  /** It stands beside the round. */
  record Kept(Comment comment) implements CommentResult {}
}

package io.countersign.review.internal;

import io.countersign.actions.Payloads;
import io.countersign.review.Comment;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A comment as stored. */
@Entity
@Table(name = "review_comment")
class CommentEntity {

  @Id private UUID id;
  private UUID roundId;
  private String author;
  private String words;
  private Instant saidAt;

  protected CommentEntity() {}

  CommentEntity(UUID roundId, Comment comment, String sealed) {
    this.id = UUID.randomUUID();
    this.roundId = roundId;
    this.author = comment.author();
    this.words = sealed;
    this.saidAt = comment.saidAt();
  }

  UUID id() {
    return id;
  }

  UUID roundId() {
    return roundId;
  }

  Comment toComment(Payloads payloads) {
    return new Comment(author, payloads.show(words), saidAt);
  }
}

package io.countersign.spi.review;

import java.util.List;

/**
 * A part of a card, see {@link CardParts}. Channels only draw; but for headings, all is strangers'
 * text.
 */
public sealed interface CardPart {

  /** What is asked for, and where. */
  record Title(String text) implements CardPart {}

  /**
   * Lines under a heading.
   *
   * @param heading ours; empty for none
   */
  record Lines(String heading, List<String> lines) implements CardPart {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** What is to be shown word for word, under a heading of ours. */
  record Exact(String heading, List<String> items) implements CardPart {
    public Exact {
      items = List.copyOf(items);
    }
  }

  /** What names the review. */
  record SmallPrint(String text) implements CardPart {}
}

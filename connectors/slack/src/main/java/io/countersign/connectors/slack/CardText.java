package io.countersign.connectors.slack;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import io.countersign.spi.review.CardPart;
import io.countersign.spi.review.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes blocks that hold text of strangers. Plain text and preformatted text only: neither has
 * markup, mentions or links. Remembers whether all of it fitted.
 */
final class CardText {

  private final List<LayoutBlock> blocks = new ArrayList<>();
  private boolean whole = true;
  private int left = Limits.MESSAGE;

  /** Whether nothing had to be cut. */
  boolean isWhole() {
    return whole;
  }

  List<LayoutBlock> blocks() {
    return blocks;
  }

  void add(LayoutBlock block) {
    blocks.add(block);
  }

  void add(CardPart part) {
    switch (part) {
      case CardPart.Title title -> header(title.text());
      case CardPart.Lines lines -> section(lines.heading(), lines.lines());
      case CardPart.Exact exact -> {
        section(exact.heading(), List.of());
        preformatted(exact.items());
      }
      case CardPart.SmallPrint print -> context(print.text());
    }
  }

  /** Words of ours, with names from our own configuration at most. */
  void header(String text) {
    blocks.add(HeaderBlock.builder().text(plain(fit(Visible.line(text), Limits.HEADER))).build());
  }

  /** A heading of ours with lines below it; strangers' text cannot begin a line of its own. */
  void section(String heading, List<String> lines) {
    StringBuilder text = new StringBuilder(heading);
    for (String line : lines) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      text.append(Visible.line(line));
    }
    if (!text.isEmpty()) {
      String fitting = fit(text.toString(), Limits.SECTION);
      blocks.add(SectionBlock.builder().text(plain(fitting)).build());
    }
  }

  /** Small print. */
  void context(String text) {
    String fitting = fit(Visible.line(text), Limits.CONTEXT);
    blocks.add(ContextBlock.builder().elements(List.of(plain(fitting))).build());
  }

  /**
   * Text word for word: each line of it under its number, so that nothing in it can pass for a line
   * of ours.
   */
  void preformatted(List<String> items) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String item : items) {
      for (String line : item.split("\n", -1)) {
        number++;
        if (number <= Limits.PAYLOAD_LINES) {
          lines.add(String.format("%3d  %s", number, Visible.line(line)));
        }
      }
    }
    whole &= number <= Limits.PAYLOAD_LINES;
    if (lines.isEmpty()) {
      return;
    }
    String text = fit(String.join("\n", lines), Limits.PAYLOAD);
    RichTextPreformattedElement element =
        RichTextPreformattedElement.builder()
            .elements(List.of(RichTextSectionElement.Text.builder().text(text).build()))
            .build();
    blocks.add(RichTextBlock.builder().elements(List.of(element)).build());
  }

  private String fit(String text, int most) {
    int room = Math.max(1, Math.min(most, left));
    String fitting = Limits.cut(text, room);
    whole &= fitting.length() == text.length() && fitting.equals(text);
    left = Math.max(0, left - Limits.cost(fitting));
    return fitting;
  }

  /** Plain text in which not even {@code :emoji:} is read. */
  static PlainTextObject plain(String text) {
    return PlainTextObject.builder().text(text).emoji(false).build();
  }
}

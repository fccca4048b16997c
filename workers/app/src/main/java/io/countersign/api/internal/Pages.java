package io.countersign.api.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.api.internal.Problems.Rejected;
import io.countersign.support.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists in pages. */
final class Pages {

  /** The most entries of a page. */
  static final int MOST = 200;

  private Pages() {}

  /**
   * One page of a list, newest first.
   *
   * @param items its entries
   * @param next the {@code cursor} of the next page; null after the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page<T>(List<T> items, @Nullable String next) {}

  static Optional<Position> cursor(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        Position.parse(text)
            .orElseThrow(
                () ->
                    Rejected.malformed(
                        "'cursor' is none that this list gave. Leave it out to begin anew.")));
  }

  /** A limit that makes sense: 1 to {@value #MOST}. */
  static int limit(int asked) {
    return Math.clamp(asked, 1, MOST);
  }

  /**
   * A page of what was found, without what the caller may not know of; it can be shorter then.
   *
   * @param limit what the search was limited to
   */
  static <E, T> Page<T> of(
      List<E> found,
      int limit,
      Function<E, Position> place,
      Predicate<E> visible,
      Function<E, T> view) {
    @Nullable String next = found.size() < limit ? null : place.apply(found.getLast()).text();
    return new Page<>(found.stream().filter(visible).map(view).toList(), next);
  }
}

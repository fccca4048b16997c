package io.countersign.client;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list, newest first.
 *
 * @param items its entries
 * @param next the cursor of the next page; empty after the last
 */
public record Page<T>(List<T> items, Optional<String> next) {

  public Page {
    items = List.copyOf(items);
  }
}

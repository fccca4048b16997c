package io.countersign.access;

import java.util.List;

/** Where people may sign in with their browser. */
public interface SignInPlaces {

  /**
   * A place.
   *
   * @param name of the identity provider
   * @param path that takes a browser there
   */
  record Place(String name, String path) {}

  /** Every place; none where people cannot sign in. */
  List<Place> all();
}

package io.countersign.requests;

import java.util.List;

/** Who asks for how much, in numbers. */
public interface RequestFigures {

  /** How many of the latest requests are looked at. */
  int LATEST = 2_000;

  /** Those who asked, with the most requests first. */
  List<Requester> requesters();

  /**
   * Someone who asked.
   *
   * @param id directory id of a person or an agent
   * @param requests how often, among the latest requests
   * @param refused how many of these policy or people refused
   */
  record Requester(String id, long requests, long refused) {}
}

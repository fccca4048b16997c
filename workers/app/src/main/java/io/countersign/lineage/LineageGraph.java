package io.countersign.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers where data came from and who decided on the way. Lags behind what happened by a second or
 * so; every answer is bounded.
 */
public interface LineageGraph {

  /** The most nodes in one answer. */
  int MOST = 2_000;

  /** Which way to go. */
  enum Direction {
    UP,
    DOWN,
    BOTH
  }

  /**
   * The nodes that a name, a digest, an id or a key stands for: a dataset's newest revisions, a
   * revision, an action, a decision, a person; empty when nothing is called so.
   */
  List<Node> find(String name);

  /**
   * What a revision, run or copy was made from, and what was made of it, with every decision,
   * action and policy on the way.
   *
   * @param keys the nodes to start from
   * @param most how many nodes at most, up to {@link #MOST}
   */
  Slice around(List<String> keys, Direction direction, int most);

  /** The columns of a revision, in order; empty when none are known. */
  List<ColumnTrace> columns(String revisionKey);

  /**
   * The columns that hold something of one column, downstream of it.
   *
   * @return at most {@link #MOST}
   */
  List<ColumnTrace> reachedBy(String revisionKey, String column);

  /** Who could have seen something of a revision. */
  List<Sighting> sightings(String revisionKey, int most);

  /** What a person or an agent did from one moment to another, oldest first. */
  List<Deed> deeds(String actorKey, Instant from, Instant to, int most);

  /**
   * What would not have happened without a decision, or without the reviews of an action: runs,
   * copies, and what was made of these copies since. Not what was made of the same content on other
   * grounds.
   */
  Slice affectedBy(String key, int most);

  /**
   * How many entries of the published ledger there are of each action; 0 where there are none.
   *
   * @param actionKeys keys of actions
   */
  Map<String, Long> onRecord(List<String> actionKeys);

  /** The node of this key. */
  Optional<Node> node(String key);

  /** Of how many actions and releases something is new that is not in the graph yet. */
  long pending();

  /** Drops the graph and makes it again from what is stored, in the background. */
  void rebuild();
}

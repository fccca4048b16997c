package io.countersign.lineage.internal;

import java.util.UUID;

/** How nodes are named. */
final class Keys {

  private Keys() {}

  static String dataset(String name) {
    return "dataset:" + name;
  }

  static String revision(String sha256) {
    return "revision:" + sha256;
  }

  static String plan(String digest) {
    return "plan:" + digest;
  }

  static String action(Object id) {
    return "action:" + id;
  }

  static String masking(String planDigest) {
    return "run:masking:" + planDigest;
  }

  static String review(UUID round) {
    return "run:review:" + round;
  }

  static String effect(UUID execution) {
    return "run:effect:" + execution;
  }

  static String copy(UUID execution) {
    return "copy:" + execution;
  }

  static String decision(UUID vote) {
    return "decision:" + vote;
  }

  static String policySet(int number) {
    return "policy-set:" + number;
  }
}

package io.countersign.evidence.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts a population while it goes by. */
final class Tally {

  /** How many exceptions are listed one by one; all of them are marked in the population. */
  static final int LISTED = 1_000;

  private long count;
  private long recorded;
  private long unpublished;
  private final Map<String, Standing> byControl = new TreeMap<>();
  private final Map<String, Long> byException = new TreeMap<>();
  private final Map<String, Long> byEffect = new TreeMap<>();
  private final List<Map<String, Object>> exceptions = new ArrayList<>();

  void add(Member member) {
    count++;
    recorded += member.recorded() > 0 ? 1 : 0;
    unpublished += member.unpublished();
    byEffect.merge(member.effect(), 1L, Long::sum);
    member.controls().stream()
        .distinct()
        .forEach(control -> byControl.computeIfAbsent(control, id -> new Standing()).add(member));
    member
        .exception()
        .ifPresent(
            why -> {
              byException.merge(why, 1L, Long::sum);
              if (exceptions.size() < LISTED) {
                exceptions.add(exception(member, why));
              }
            });
  }

  private static Map<String, Object> exception(Member member, String why) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("action", member.id().toString());
    content.put("why", why);
    content.put("effect", member.effect());
    content.put("requestedBy", member.requestedBy());
    content.put("sealedAt", member.sealedAt().toString());
    return content;
  }

  long count() {
    return count;
  }

  long recorded() {
    return recorded;
  }

  long unpublished() {
    return unpublished;
  }

  Standing of(String control) {
    return byControl.getOrDefault(control, new Standing());
  }

  /** How many exceptions there are, listed or not. */
  long exceptionCount() {
    return byException.values().stream().mapToLong(Long::longValue).sum();
  }

  Map<String, Long> exceptionsByKind() {
    return byException;
  }

  Map<String, Long> byEffect() {
    return byEffect;
  }

  List<Map<String, Object>> exceptions() {
    return exceptions;
  }
}

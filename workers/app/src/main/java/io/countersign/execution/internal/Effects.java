package io.countersign.execution.internal;

import io.countersign.execution.EffectInfo;
import io.countersign.spi.Effect;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The effects of the connectors that are on the class path, and the application's own. */
class Effects {

  private final List<Effect> effects;

  /**
   * @throws IllegalStateException when two answer for the same type and store
   */
  Effects(Collection<Effect> all) {
    Set<String> names = new HashSet<>();
    for (Effect effect : all) {
      if (!names.add(name(effect))) {
        throw new IllegalStateException("Two connectors bring the effect '" + name(effect) + "'.");
      }
    }
    this.effects = List.copyOf(all);
  }

  /** All of them. */
  Stream<Effect> all() {
    return effects.stream();
  }

  /** The effect of this type that answers for the target's store. */
  Optional<Effect> find(String type, Map<String, String> target) {
    return effects.stream()
        .filter(effect -> effect.type().equals(type))
        .filter(effect -> effect.store().map(s -> s.equals(target.get("store"))).orElse(true))
        .findFirst();
  }

  /**
   * The effect of this type that answers for the target's store.
   *
   * @throws IllegalArgumentException when no connector brings it
   */
  Effect get(String type, Map<String, String> target) {
    return find(type, target).orElseThrow(() -> new IllegalArgumentException(unknown(type)));
  }

  /** What to tell someone who asks for an effect that is not there. */
  String unknown(String type) {
    List<String> stores =
        effects.stream()
            .filter(effect -> effect.type().equals(type))
            .flatMap(effect -> effect.store().stream())
            .sorted()
            .toList();
    return stores.isEmpty()
        ? "There is no effect '" + type + "'. Known: " + String.join(", ", names()) + "."
        : "The target of '"
            + type
            + "' names no known store. Set 'store' to one of "
            + stores
            + ".";
  }

  /** Those that people and agents can ask for, by name. */
  List<EffectInfo> offered() {
    return effects.stream()
        .filter(Effect::offered)
        .sorted(Comparator.comparing(Effects::name))
        .map(effect -> new EffectInfo(effect.type(), effect.store(), effect.schema()))
        .toList();
  }

  private Set<String> names() {
    return effects.stream().map(Effects::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Effect effect) {
    return effect.store().map(store -> effect.type() + " to " + store).orElse(effect.type());
  }
}

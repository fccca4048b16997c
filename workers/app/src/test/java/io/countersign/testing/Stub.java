package io.countersign.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A wide interface of which a test needs a few methods. Calling any other method fails the test.
 *
 * @param <T> the interface
 */
public final class Stub<T> {

  /** Answers one method from its arguments. */
  @FunctionalInterface
  public interface Answer {
    @Nullable Object to(Object[] arguments);
  }

  private final Class<T> type;
  private final Map<String, Answer> answers = new HashMap<>();

  private Stub(Class<T> type) {
    this.type = type;
  }

  /** A stub that answers nothing yet. */
  public static <T> Stub<T> of(Class<T> type) {
    return new Stub<>(type);
  }

  /**
   * A repository that keeps entities in memory: {@code save}, {@code findById}, {@code existsById}
   * and {@code findAll}.
   *
   * @param id tells an entity's id
   */
  @SuppressWarnings("unchecked")
  public static <T, E> Stub<T> repository(Class<T> type, Function<E, ?> id) {
    Map<Object, E> rows = new LinkedHashMap<>();
    return Stub.of(type)
        .on(
            "save",
            args -> {
              rows.put(id.apply((E) args[0]), (E) args[0]);
              return args[0];
            })
        .on("findById", args -> Optional.ofNullable(rows.get(args[0])))
        .on("existsById", args -> rows.containsKey(args[0]))
        .on("findAll", args -> List.copyOf(rows.values()));
  }

  /** Answers every overload of a method. */
  public Stub<T> on(String method, Answer answer) {
    answers.put(method, answer);
    return this;
  }

  /** The stub. */
  @SuppressWarnings("ReferenceEquality") // A proxy equals itself alone.
  public T get() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Answer answer = answers.get(method.getName());
          if (answer != null) {
            return answer.to(arguments == null ? new Object[0] : arguments);
          }
          return switch (method.getName()) {
            case "toString" -> "stub of " + type.getSimpleName();
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default ->
                throw new AssertionError("The test did not expect a call of " + method.getName());
          };
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

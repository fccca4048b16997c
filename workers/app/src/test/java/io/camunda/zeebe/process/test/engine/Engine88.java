package io.camunda.zeebe.process.test.engine;

import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Camunda 8.8 engine in memory, with task listeners that can say no. Clients reach it as they
 * reach a cluster; of the REST API it knows the commands on user tasks.
 */
public final class Engine88 implements AutoCloseable {

  private final InMemoryEngine engine;
  private final Server server;
  private final UserTaskApi userTasks;

  private Engine88(InMemoryEngine engine, Server server, UserTaskApi userTasks) {
    this.engine = engine;
    this.server = server;
    this.userTasks = userTasks;
  }

  /** Starts one on free ports. */
  public static Engine88 start() {
    InMemoryEngine engine = (InMemoryEngine) EngineFactory.create();
    engine.start();
    Object inner = field(engine, InMemoryEngine.class, "gateway");
    ListenerGateway gateway =
        new ListenerGateway(
            (CommandWriter) field(inner, GrpcToLogStreamGateway.class, "writer"),
            (GatewayRequestStore) field(inner, GrpcToLogStreamGateway.class, "gatewayRequestStore"),
            (InMemoryJobStreamer) field(inner, GrpcToLogStreamGateway.class, "jobStreamer"));
    try {
      Server server = ServerBuilder.forPort(0).addService(gateway).build().start();
      return new Engine88(engine, server, new UserTaskApi(gateway));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The factory assembles the engine's parts, and shows none of them. */
  private static Object field(Object owner, Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The test engine has changed: it lacks " + name + ".", e);
    }
  }

  public URI grpc() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  public URI rest() {
    return userTasks.address();
  }

  /** Everything that the engine has written so far, in order. */
  public Stream<Record<? extends RecordValue>> records() {
    return StreamSupport.stream(engine.getRecordStreamSource().getRecords().spliterator(), false)
        .map(written -> (Record<? extends RecordValue>) written);
  }

  /** Waits until the engine has nothing left to do by itself. */
  public void awaitIdle() {
    try {
      engine.waitForIdleState(Duration.ofSeconds(10));
    } catch (TimeoutException e) {
      throw new AssertionError("The engine does not come to rest.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    userTasks.close();
    server.shutdownNow();
    engine.stop();
  }
}

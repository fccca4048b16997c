package io.countersign.channels.internal;

import io.countersign.spi.review.ChannelException;
import io.countersign.spi.review.ReviewChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs each channel in a thread of its own, so that one that does not answer holds up nothing else.
 * What cannot start is tried again; the application runs without it.
 */
@Component
class ChannelRunner implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelRunner.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RECONCILE = Duration.ofMinutes(1);

  private final Channels channels;
  private final CardCourier courier;
  private final List<ScheduledExecutorService> threads = new ArrayList<>();
  private volatile boolean running;

  ChannelRunner(Channels channels, CardCourier courier) {
    this.channels = channels;
    this.courier = courier;
  }

  @Override
  public synchronized void start() {
    running = true;
    for (ReviewChannel channel : channels.all()) {
      ScheduledExecutorService thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("channel-" + channel.name()).factory());
      threads.add(thread);
      thread.execute(() -> begin(channel, thread));
    }
  }

  private void begin(ReviewChannel channel, ScheduledExecutorService thread) {
    try {
      channel.start();
      every(thread, PAUSE, () -> work(channel));
      every(thread, RECONCILE, courier::reconcile);
    } catch (ChannelException e) {
      LOG.error("{} is not available: {}", channel.name(), e.getMessage());
      again(channel, thread);
    } catch (RuntimeException e) {
      LOG.error("{} is not available", channel.name(), e);
      again(channel, thread);
    }
  }

  private void again(ReviewChannel channel, ScheduledExecutorService thread) {
    if (running) {
      thread.schedule(() -> begin(channel, thread), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void every(ScheduledExecutorService thread, Duration pause, Runnable step) {
    thread.scheduleWithFixedDelay(
        () -> {
          try {
            step.run();
          } catch (RuntimeException e) {
            LOG.warn("Channels pause: {}", e.toString());
          }
        },
        0,
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void work(ReviewChannel channel) {
    courier.route(channels);
    courier.deliver(channel);
  }

  @Override
  public synchronized void stop() {
    running = false;
    threads.forEach(ScheduledExecutorService::shutdownNow);
    threads.forEach(ChannelRunner::await);
    threads.clear();
    channels.all().forEach(ReviewChannel::close);
  }

  /** What was under way may still end; the database is there for so long. */
  private static void await(ScheduledExecutorService thread) {
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A channel does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

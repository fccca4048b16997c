package io.countersign.channels.internal;

import io.countersign.spi.review.ChannelMemory;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A channel's memory in the database. What it noted itself it does not write again, so that a click
 * costs no write.
 */
final class StoredMemory implements ChannelMemory {

  private static final int MOST = 10_000;

  private final String channel;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, String> noted = new ConcurrentHashMap<>();

  StoredMemory(String channel, JdbcClient jdbc, Clock clock) {
    this.channel = channel;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<String> find(String name) {
    return jdbc.sql("select content from channel_note where channel = ? and name = ?")
        .params(channel, name)
        .query(String.class)
        .optional();
  }

  @Override
  public void note(String name, String content) {
    if (content.equals(noted.get(name))) {
      return;
    }
    jdbc.sql(
            """
            insert into channel_note (channel, name, content, noted_at) values (?, ?, ?, ?)
            on conflict (channel, name) do update
              set content = excluded.content, noted_at = excluded.noted_at
            """)
        .params(channel, name, content, Timestamp.from(clock.instant()))
        .update();
    if (noted.size() >= MOST) {
      noted.clear();
    }
    noted.put(name, content);
  }

  @Override
  public void forget(String name) {
    noted.remove(name);
    jdbc.sql("delete from channel_note where channel = ? and name = ?")
        .params(channel, name)
        .update();
  }
}

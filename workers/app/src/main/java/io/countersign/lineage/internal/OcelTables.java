package io.countersign.lineage.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The tables that OCEL 2.0 prescribes: eight in common, and one for each type. */
final class OcelTables implements AutoCloseable {

  private static final List<String> COMMON =
      List.of(
          "create table event_map_type (ocel_type text primary key, ocel_type_map text not null)",
          "create table object_map_type (ocel_type text primary key, ocel_type_map text not null)",
          """
          create table event (ocel_id text primary key,
            ocel_type text not null references event_map_type (ocel_type))
          """,
          """
          create table object (ocel_id text primary key,
            ocel_type text not null references object_map_type (ocel_type))
          """,
          """
          create table event_object (ocel_event_id text not null references event (ocel_id),
            ocel_object_id text not null references object (ocel_id), ocel_qualifier text not null,
            primary key (ocel_event_id, ocel_object_id, ocel_qualifier))
          """,
          """
          create table object_object (ocel_source_id text not null references object (ocel_id),
            ocel_target_id text not null references object (ocel_id), ocel_qualifier text not null,
            primary key (ocel_source_id, ocel_target_id, ocel_qualifier))
          """);

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** The attributes of each type, by its table. */
  private final Map<String, List<String>> attributes = new LinkedHashMap<>();

  OcelTables(Connection connection) throws SQLException {
    this.connection = connection;
    for (String table : COMMON) {
      execute(table);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Declares a type of events or objects. */
  void type(String kind, JsonNode type) throws SQLException {
    String name = type.path("name").asString();
    String table = kind + "_" + mapped(name);
    List<String> columns = new ArrayList<>();
    StringBuilder sql =
        new StringBuilder(
            "create table \"%s\" (ocel_id text not null references %s (ocel_id), ocel_time text"
                .formatted(table, kind));
    if (kind.equals("object")) {
      sql.append(", ocel_changed_field text");
    }
    for (JsonNode attribute : type.path("attributes")) {
      columns.add(attribute.path("name").asString());
      sql.append(", \"").append(columns.getLast()).append("\" text");
    }
    execute(sql.append(")").toString());
    attributes.put(table, columns);
    insert("insert into " + kind + "_map_type values (?, ?)", name, mapped(name));
  }

  /** A type's name as a part of a table's name. */
  static String mapped(String type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.split("[^a-zA-Z0-9]+")) {
      name.append(word.substring(0, 1).toUpperCase(java.util.Locale.ROOT))
          .append(word, 1, word.length());
    }
    return name.toString();
  }

  void object(JsonNode object) throws SQLException {
    String id = object.path("id").asString();
    String type = object.path("type").asString();
    insert("insert into object values (?, ?)", id, type);
    String table = "object_" + mapped(type);
    // OCEL's initial values stand in one row, at the beginning of time, without a changed field.
    row(table, id, OcelTypes.ALWAYS, object, true);
    for (JsonNode to : object.path("relationships")) {
      insert(
          "insert or ignore into object_object values (?, ?, ?)",
          id,
          to.path("objectId").asString(),
          to.path("qualifier").asString());
    }
  }

  void event(JsonNode event) throws SQLException {
    String id = event.path("id").asString();
    String type = event.path("type").asString();
    insert("insert into event values (?, ?)", id, type);
    row("event_" + mapped(type), id, event.path("time").asString(), event, false);
    for (JsonNode to : event.path("relationships")) {
      insert(
          "insert or ignore into event_object values (?, ?, ?)",
          id,
          to.path("objectId").asString(),
          to.path("qualifier").asString());
    }
  }

  private void row(String table, String id, String time, JsonNode of, boolean changing)
      throws SQLException {
    List<String> names = attributes.getOrDefault(table, List.of());
    List<@Nullable String> values = new ArrayList<>(List.of(id, sqlite(time)));
    if (changing) {
      values.add(null);
    }
    for (String name : names) {
      @Nullable String value = null;
      for (JsonNode attribute : of.path("attributes")) {
        if (attribute.path("name").asString().equals(name)) {
          value = attribute.path("value").asString();
        }
      }
      values.add(value);
    }
    insert(
        "insert into \"" + table + "\" values (" + "?, ".repeat(values.size() - 1) + "?)",
        values.toArray(String[]::new));
  }

  /** A moment as SQLite's date functions take it. */
  private static String sqlite(String iso) {
    return iso.replace('T', ' ').replace("Z", "");
  }

  private void insert(String sql, @Nullable String... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    statement.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
  }
}

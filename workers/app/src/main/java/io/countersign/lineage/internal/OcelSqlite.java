package io.countersign.lineage.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The object-centric event log in its relational form, OCEL 2.0 in SQLite
 * (https://www.ocel-standard.org, section 5). Made of the JSON form, element by element, so that
 * both say the same. A database has to be a file, which is deleted once it is handed over.
 */
@Component
class OcelSqlite {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OcelWriter ocel;

  OcelSqlite(OcelWriter ocel) {
    this.ocel = ocel;
  }

  void write(OutputStream out) throws IOException {
    Path folder = Files.createTempDirectory("countersign-ocel-");
    Path json = folder.resolve("ocel.json");
    Path database = folder.resolve("ocel.sqlite");
    try {
      try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(json))) {
        ocel.write(file);
      }
      convert(json, database);
      Files.copy(database, out);
      out.flush();
    } finally {
      Files.deleteIfExists(json);
      Files.deleteIfExists(database);
      Files.deleteIfExists(folder);
    }
  }

  /** Makes a database of a log in JSON whose types stand before what has them. */
  static void convert(Path json, Path database) throws IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        InputStream in = new BufferedInputStream(Files.newInputStream(json));
        JsonParser parser = JSON.createParser(in)) {
      connection.setAutoCommit(false);
      try (OcelTables tables = new OcelTables(connection)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.START_ARRAY) {
            section(parser, tables);
          }
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IOException("The log could not be written as SQLite: " + e.getMessage(), e);
    }
  }

  private static void section(JsonParser parser, OcelTables tables) throws SQLException {
    String name = parser.currentName();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode element = parser.readValueAsTree();
      switch (name) {
        case "objectTypes" -> tables.type("object", element);
        case "eventTypes" -> tables.type("event", element);
        case "objects" -> tables.object(element);
        case "events" -> tables.event(element);
        default -> throw new IllegalStateException("OCEL has no section '" + name + "'.");
      }
    }
  }
}

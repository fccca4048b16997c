package io.countersign.connectors.postgres;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectRequest.InputRevision;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Traits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code dataset.export} effect into a new table of PostgreSQL.
 *
 * <p>The table, its rows and the record of the execution are one transaction: all or nothing. An
 * existing table is never replaced. All columns are {@code text}.
 */
public final class TableExport implements Effect {

  /** A dataset takes longer than a question; a server that says nothing for so long is gone. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("store", "Always 'postgres' for a table.").matching("postgres"),
              Field.required("connection", "Name a connection that the operator has set up."),
              Field.required("schema", "Name the schema of the new table.").upTo(63),
              Field.required("table", "Name the table to create.").upTo(63)),
          List.of(Field.required("format", "The format that the file has: csv.").matching("csv")),
          true);

  private final Databases databases;

  TableExport(Databases databases) {
    this.databases = databases;
  }

  @Override
  public String type() {
    return "dataset.export";
  }

  @Override
  public Optional<String> store() {
    return Optional.of("postgres");
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  @Override
  public Traits traits(EffectRequest request) {
    return Traits.irreversible(
        databases
            .find(request.target("connection"))
            .map(Database::trust)
            .orElse(Traits.UNKNOWN_TRUST));
  }

  @Override
  public String describe(EffectRequest request) {
    String what = request.input().map(InputRevision::name).orElse("a dataset");
    return "Export "
        + what
        + " to the new table "
        + table(request)
        + " on the PostgreSQL connection '"
        + request.target("connection")
        + "'.";
  }

  @Override
  public List<String> problems(EffectRequest request) {
    Optional<Database> database = databases.find(request.target("connection"));
    if (database.isEmpty()) {
      return List.of(databases.unknown(request.target("connection")));
    }
    List<String> problems = new ArrayList<>(namesProblems(database.get(), request));
    if (!problems.isEmpty()) {
      return problems;
    }
    try {
      problems.addAll(Dataset.of(request).problems());
    } catch (IOException e) {
      problems.add("The prepared dataset cannot be read: " + e.getClass().getSimpleName() + ".");
    }
    try {
      problems.addAll(
          database
              .get()
              .use(
                  Database.USUAL_PATIENCE,
                  connection ->
                      TableTarget.problems(
                          connection,
                          database.get(),
                          request.target("schema"),
                          request.target("table"))));
    } catch (SQLException e) {
      problems.add(SqlFaults.what(database.get(), e, true));
    } catch (EffectException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return problems;
  }

  private static List<String> namesProblems(Database database, EffectRequest request) {
    List<String> problems = new ArrayList<>();
    String schema = request.target("schema");
    if (!database.exportSchemas().contains(schema)) {
      problems.add(
          "The schema '"
              + schema
              + "' is not among those that the operator lets tables be created in on '"
              + database.name()
              + "'. Choose one of "
              + database.exportSchemas()
              + ".");
    }
    String table = request.target("table");
    if (table.isBlank()
        || table.indexOf('\0') >= 0
        || table.getBytes(StandardCharsets.UTF_8).length > Sql.LONGEST_NAME_BYTES) {
      problems.add("The table's name '" + table + "' must have 1 to 63 bytes and no NUL.");
    }
    return problems;
  }

  @Override
  public Preview preview(EffectRequest request) throws EffectException {
    Database database = database(request);
    InputRevision input = request.input().orElseThrow();
    try {
      Dataset dataset = Dataset.of(request);
      String readers =
          database.use(
              Database.USUAL_PATIENCE,
              connection -> TableTarget.readers(connection, request.target("schema")));
      Map<String, String> reach = new HashMap<>();
      reach.put("columns", Integer.toString(dataset.dialect().columns().size()));
      reach.put("bytes", Long.toString(input.bytes()));
      reach.put("may read the new table, besides its owner", readers);
      dataset.rows().ifPresent(rows -> reach.put("rows", Long.toString(rows)));
      return new Preview(
          List.of(
              createSql(request, dataset),
              copySql(request) + " -- the file with SHA-256 " + input.sha256()),
          List.of(),
          reach,
          List.of("A copy that someone took of the rows cannot be taken back."));
    } catch (SQLException e) {
      throw SqlFaults.notDone(database, e, true);
    } catch (IOException e) {
      throw new EffectException(
          "DatasetMissing", Remedy.RETRY, "The prepared dataset cannot be read.");
    }
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    Database database = database(request);
    List<String> problems = namesProblems(database, request);
    if (!problems.isEmpty()) {
      throw new EffectException("ExportRefused", Remedy.NONE, String.join(" ", problems));
    }
    try {
      Dataset dataset = Dataset.of(request);
      problems = dataset.problems();
      if (!problems.isEmpty()) {
        throw new EffectException("DatasetUnreadable", Remedy.NONE, String.join(" ", problems));
      }
      return database.use(
          PATIENCE,
          connection -> {
            AccessSchema.install(connection);
            return Transaction.run(connection, () -> load(connection, request, dataset, progress));
          });
    } catch (SQLException e) {
      if (TableTarget.isTaken(e)) {
        throw exists(request);
      }
      throw SqlFaults.notDone(database, e, false);
    } catch (IOException e) {
      throw new EffectException(
          "DatasetMissing",
          Remedy.RETRY,
          "The prepared dataset could not be read. No table was created. It will be tried again.");
    }
  }

  private EffectReceipt load(
      Connection connection, EffectRequest request, Dataset dataset, EffectProgress progress)
      throws SQLException, EffectException {
    ExportRecord.lock(connection, request.executionId());
    Optional<ExportRecord> before = ExportRecord.find(connection, request.executionId());
    if (before.isEmpty()) {
      TableTarget.execute(connection, createSql(request, dataset));
      long rows = TableLoad.run(connection, copySql(request), dataset, progress);
      TableTarget.execute(connection, commentSql(request));
      ExportRecord.insert(connection, request, rows);
    }
    return receipt(request, ExportRecord.find(connection, request.executionId()).orElseThrow());
  }

  private static EffectException exists(EffectRequest request) {
    return new EffectException(
        "DestinationExists",
        Remedy.NONE,
        "Something has the name "
            + table(request)
            + " already and is never replaced. No table was created. Request the release again"
            + " under another name.");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when the database does not answer now
   */
  @Override
  public Occurrence verify(EffectRequest request) {
    Optional<Database> database = databases.find(request.target("connection"));
    if (database.isEmpty()) {
      return new Occurrence.CannotTell(databases.unknown(request.target("connection")));
    }
    try {
      return database.get().use(PATIENCE, connection -> verify(connection, request));
    } catch (SQLException e) {
      throw new IllegalStateException(SqlFaults.what(database.get(), e, false), e);
    } catch (EffectException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Occurrence verify(Connection connection, EffectRequest request)
      throws SQLException {
    if (!AccessSchema.isInstalled(connection)) {
      return new Occurrence.NotHappened();
    }
    Optional<ExportRecord> record = ExportRecord.find(connection, request.executionId());
    if (record.isEmpty()) {
      return new Occurrence.NotHappened();
    }
    if (!record.get().standing()) {
      return new Occurrence.CannotTell(
          table(request) + " was exported by this execution, but is not there any more.");
    }
    long rows = TableTarget.count(connection, request.target("schema"), request.target("table"));
    return rows == record.get().rows()
        ? new Occurrence.Happened(receipt(request, record.get()))
        : new Occurrence.CannotTell(
            table(request)
                + " was exported by this execution with "
                + record.get().rows()
                + " rows, but has "
                + rows
                + " now.");
  }

  private static EffectReceipt receipt(EffectRequest request, ExportRecord record) {
    return new EffectReceipt(
        Map.of(
            "connection", request.target("connection"),
            "schema", request.target("schema"),
            "table", request.target("table"),
            "sha256", record.sha256(),
            "rows", record.rows(),
            "exportedAt", record.exportedAt().toString()));
  }

  private Database database(EffectRequest request) throws EffectException {
    String name = request.target("connection");
    return databases
        .find(name)
        .orElseThrow(
            () ->
                new EffectException("UnknownConnection", Remedy.OPERATOR, databases.unknown(name)));
  }

  private static String table(EffectRequest request) {
    return Sql.table(request.target("schema"), request.target("table"));
  }

  private static String createSql(EffectRequest request, Dataset dataset) {
    return "CREATE TABLE "
        + table(request)
        + " ("
        + String.join(
            ", ", dataset.dialect().columns().stream().map(c -> Sql.name(c) + " text").toList())
        + ")";
  }

  private static String copySql(EffectRequest request) {
    return "COPY " + table(request) + " FROM STDIN WITH (FORMAT csv, ENCODING 'UTF8')";
  }

  private static String commentSql(EffectRequest request) {
    return "COMMENT ON TABLE "
        + table(request)
        + " IS "
        + Sql.text("Countersign action " + request.actionDigest());
  }
}

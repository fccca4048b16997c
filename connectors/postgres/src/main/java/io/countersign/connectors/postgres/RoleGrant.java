package io.countersign.connectors.postgres;

import io.countersign.spi.Effect;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import io.countersign.spi.EffectReceipt;
import io.countersign.spi.EffectRequest;
import io.countersign.spi.EffectSchema;
import io.countersign.spi.EffectSchema.Field;
import io.countersign.spi.Holding;
import io.countersign.spi.Occurrence;
import io.countersign.spi.Preview;
import io.countersign.spi.Spans;
import io.countersign.spi.Traits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The {@code postgres.role.grant} effect: makes a login role a member of another role, for a
 * window.
 *
 * <p>The membership and the record of it are one transaction, which is committed only once a
 * session of the database server watches over the window: it takes the membership back at its end
 * also when this application is not there. All times are the server's. A membership that somebody
 * else gave is never taken back.
 */
public final class RoleGrant implements Effect {

  private static final EffectSchema SCHEMA =
      new EffectSchema(
          List.of(
              Field.required("connection", "Name a connection that the operator has set up."),
              Field.required("role", "Name the role to be granted.").upTo(63),
              Field.required("member", "Name the login role that becomes a member.").upTo(63)),
          List.of(
              Field.optional("window", "How long it lasts, for example PT2H; without it, for good.")
                  .matching("P[0-9DTHMS.]+")
                  .upTo(40),
              Field.optional(
                      "endSessions",
                      "Whether the member's sessions are ended with it: true (usual) or false.")
                  .matching("true|false")),
          false);

  private final Databases databases;

  RoleGrant(Databases databases) {
    this.databases = databases;
  }

  @Override
  public String type() {
    return "postgres.role.grant";
  }

  @Override
  public EffectSchema schema() {
    return SCHEMA;
  }

  @Override
  public List<String> problems(EffectRequest request) {
    GrantOrder order;
    try {
      order = GrantOrder.of(request);
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    Optional<Database> database = databases.find(order.connection());
    if (database.isEmpty()) {
      return List.of(databases.unknown(order.connection()));
    }
    List<String> problems = new ArrayList<>(windowProblems(order));
    try {
      problems.addAll(
          database
              .get()
              .use(
                  Database.USUAL_PATIENCE,
                  connection -> {
                    RoleGrants.sweep(connection);
                    RoleGrants.watch(database.get(), connection);
                    return RoleProblems.of(connection, database.get(), order);
                  }));
    } catch (SQLException e) {
      problems.add(SqlFaults.what(database.get(), e, true));
    } catch (EffectException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return problems;
  }

  private List<String> windowProblems(GrantOrder order) {
    Duration longest = databases.longestWindow();
    return order
        .window()
        .filter(w -> w.compareTo(Duration.ofSeconds(1)) < 0 || w.compareTo(longest) > 0)
        .map(w -> List.of("The window is " + w + ". Write one from PT1S to " + longest + "."))
        .orElse(List.of());
  }

  @Override
  public Traits traits(EffectRequest request) {
    GrantOrder order = GrantOrder.of(request);
    return new Traits(
        true,
        order.window(),
        databases.find(order.connection()).map(Database::trust).orElse(Traits.UNKNOWN_TRUST));
  }

  @Override
  public String describe(EffectRequest request) {
    GrantOrder order = GrantOrder.of(request);
    return "Make '"
        + order.member()
        + "' a member of the role '"
        + order.role()
        + "' on the PostgreSQL connection '"
        + order.connection()
        + "' "
        + order.window().map(w -> "for " + Spans.inWords(w)).orElse("for good")
        + ".";
  }

  @Override
  public Preview preview(EffectRequest request) throws EffectException {
    GrantOrder order = GrantOrder.of(request);
    Database database = database(order);
    try {
      return database.use(
          Database.USUAL_PATIENCE, connection -> preview(connection, database, order));
    } catch (SQLException e) {
      throw SqlFaults.notDone(database, e, true);
    }
  }

  private static Preview preview(Connection connection, Database database, GrantOrder order)
      throws SQLException, EffectException {
    RoleGrants.sweep(connection);
    RoleGrants.watch(database, connection);
    Role role = existing(Role.find(connection, order.role()), order.role());
    Role member = existing(Role.find(connection, order.member()), order.member());
    RoleReach reach = RoleReach.of(connection, role, member);
    return new Preview(
        exact(order), revert(order), reach.toMap(), warnings(connection, database, order, reach));
  }

  private static Role existing(Optional<Role> role, String name) throws EffectException {
    return role.orElseThrow(
        () ->
            new EffectException(
                "GrantRefused", Remedy.NONE, "There is no role '" + name + "' any more."));
  }

  private static List<String> exact(GrantOrder order) {
    List<String> exact = new ArrayList<>();
    exact.add(order.grantSql());
    order
        .window()
        .ifPresent(w -> exact.add("CALL countersign_access.watch() -- takes it back after " + w));
    return exact;
  }

  private static List<String> revert(GrantOrder order) {
    return order.endSessions()
        ? List.of(order.revokeSql(), order.endSessionsSql())
        : List.of(order.revokeSql());
  }

  private static List<String> warnings(
      Connection connection, Database database, GrantOrder order, RoleReach reach)
      throws SQLException {
    List<String> warnings = new ArrayList<>(reach.warnings());
    if (order.window().isEmpty()) {
      warnings.add("The grant has no end.");
    }
    warnings.add(
        order.endSessions()
            ? "When it ends, every session of '"
                + order.member()
                + "' is ended, whatever it does: one that did SET ROLE would keep the role."
            : "A session that did SET ROLE keeps the role after the grant has ended, for as long as"
                + " it stays open.");
    if (Role.find(connection, database.user()).map(Role::superuser).orElse(false)) {
      warnings.add("The connector acts as the superuser '" + database.user() + "'.");
    }
    return warnings;
  }

  @Override
  public EffectReceipt execute(EffectRequest request, EffectProgress progress)
      throws EffectException {
    GrantOrder order = GrantOrder.of(request);
    Database database = database(order);
    List<String> problems = windowProblems(order);
    if (!problems.isEmpty()) {
      throw new EffectException("GrantRefused", Remedy.NONE, String.join(" ", problems));
    }
    try {
      return database.use(
          Database.USUAL_PATIENCE,
          connection -> {
            AccessSchema.install(connection);
            RoleGrants.sweep(connection);
            return RoleGrants.give(database, connection, request, order).receipt(database);
          });
    } catch (SQLException e) {
      throw SqlFaults.notDone(database, e, true);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return {@link Occurrence.Happened} also when the grant has ended since, or when somebody else
   *     took it away: the receipt says so, and it must not be given again
   * @throws IllegalStateException when the database does not answer now
   */
  @Override
  public Occurrence verify(EffectRequest request) {
    GrantOrder order = GrantOrder.of(request);
    Optional<Database> database = databases.find(order.connection());
    if (database.isEmpty()) {
      return new Occurrence.CannotTell(databases.unknown(order.connection()));
    }
    try {
      return database
          .get()
          .use(
              Database.USUAL_PATIENCE,
              connection -> verify(connection, database.get(), request.executionId()));
    } catch (SQLException e) {
      throw new IllegalStateException(SqlFaults.what(database.get(), e, true), e);
    } catch (EffectException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Holding> inventory() throws EffectException {
    List<Holding> all = new ArrayList<>();
    for (Database database : databases.byName().values()) {
      all.addAll(Memberships.of(database));
    }
    return all;
  }

  @Override
  public Set<String> places(EffectRequest request) {
    GrantOrder order = GrantOrder.of(request);
    return databases
        .find(order.connection())
        .map(database -> Set.of(Memberships.place(database, order.role(), order.member())))
        .orElse(Set.of());
  }

  private static Occurrence verify(Connection connection, Database database, UUID executionId)
      throws SQLException, EffectException {
    if (!AccessSchema.isInstalled(connection)) {
      return new Occurrence.NotHappened();
    }
    RoleGrants.sweep(connection);
    RoleGrants.watch(database, connection);
    return GrantRecord.find(connection, executionId)
        .<Occurrence>map(given -> new Occurrence.Happened(given.receipt(database)))
        .orElseGet(Occurrence.NotHappened::new);
  }

  @Override
  public EffectReceipt revert(EffectRequest request) throws EffectException {
    GrantOrder order = GrantOrder.of(request);
    Database database = database(order);
    try {
      return database.use(
          Database.USUAL_PATIENCE,
          connection ->
              RoleGrants.takeBack(database, connection, request.executionId())
                  .map(given -> given.receipt(database))
                  .orElseGet(() -> new EffectReceipt(Map.of("granted", false))));
    } catch (SQLException e) {
      throw SqlFaults.notDone(database, e, true);
    }
  }

  private Database database(GrantOrder order) throws EffectException {
    return databases
        .find(order.connection())
        .orElseThrow(
            () ->
                new EffectException(
                    "UnknownConnection", Remedy.OPERATOR, databases.unknown(order.connection())));
  }

  @Override
  public List<String> widenings(EffectRequest before, EffectRequest after) {
    List<String> widenings = new ArrayList<>();
    for (String name : List.of("connection", "role", "member")) {
      if (!before.target(name).equals(after.target(name))) {
        widenings.add(
            "The "
                + name
                + " would be '"
                + after.target(name)
                + "' instead of '"
                + before.target(name)
                + "'.");
      }
    }
    GrantOrder was = GrantOrder.of(before);
    GrantOrder is = GrantOrder.of(after);
    if (was.window().isPresent()
        && (is.window().isEmpty() || is.window().get().compareTo(was.window().get()) > 0)) {
      widenings.add(
          "The window would be "
              + is.window().map(Duration::toString).orElse("without end")
              + " instead of "
              + was.window().get()
              + ".");
    }
    if (was.endSessions() && !is.endSessions()) {
      widenings.add("Sessions of the member would not be ended.");
    }
    return widenings;
  }
}

package io.countersign.connectors.postgres;

import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what a database's error means for an effect that certainly did not happen. */
final class SqlFaults {

  private SqlFaults() {}

  /**
   * The fault of an effect whose transaction was not committed.
   *
   * @param quoting whether the server's sentence may be repeated: not where it may quote data
   */
  static EffectException notDone(Database database, SQLException e, boolean quoting) {
    String state = state(e);
    String what = what(database, e, quoting);
    if (state.startsWith("28")) {
      return new EffectException(
          "AccessDenied",
          Remedy.OPERATOR,
          what + " Check the connector's user and password-secret, then resolve the incident.");
    }
    if (state.equals("42501")) {
      return new EffectException(
          "PermissionDenied",
          Remedy.OPERATOR,
          what + " Give the connector's role '" + database.user() + "' what its README lists.");
    }
    if (state.equals("53100")) {
      return new EffectException(
          "DiskFull", Remedy.OPERATOR, what + " Free some space, then resolve the incident.");
    }
    if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")) {
      return new EffectException(
          "DatabaseUnreachable", Remedy.RETRY, what + " It will be tried again.");
    }
    if (state.startsWith("40") || state.startsWith("55") || state.startsWith("57")) {
      return new EffectException("DatabaseBusy", Remedy.RETRY, what + " It will be tried again.");
    }
    return new EffectException(
        "DatabaseRefused", Remedy.OPERATOR, what + " See the database's log.");
  }

  /** One sentence, or two, on an error. */
  static String what(Database database, SQLException e, boolean quoting) {
    return "The database '"
        + database.name()
        + "' answered SQLSTATE "
        + state(e)
        + (quoting ? ": " + message(e) + "." : ".");
  }

  static String state(SQLException e) {
    return String.valueOf(e.getSQLState());
  }

  private static String message(SQLException e) {
    if (e instanceof PSQLException server) {
      ServerErrorMessage said = server.getServerErrorMessage();
      if (said != null) {
        return String.valueOf(said.getMessage());
      }
    }
    return String.valueOf(e.getMessage()).replaceAll("\\.\\s*$", "");
  }
}

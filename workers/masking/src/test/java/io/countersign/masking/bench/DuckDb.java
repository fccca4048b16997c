package io.countersign.masking.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The masking of {@link Customers} in DuckDB: salted SHA-256 for the identifying columns (it has no
 * MAC), the year of a date, and regular expressions for e-mails and numbers in the notes. No people
 * in texts, no proof.
 */
final class DuckDb {
  private DuckDb() {}

  static boolean isThere() {
    try {
      Class.forName("org.duckdb.DuckDBDriver");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  static void mask(Path in, Path out, int threads) throws SQLException {
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement()) {
      if (threads > 0) {
        s.execute("SET threads = " + threads);
      }
      s.execute(
          "COPY (SELECT "
              + token("ID", "customer_id")
              + token("NAME", "first_name")
              + token("NAME", "last_name")
              + token("MAIL", "email")
              + token("TEL", "phone")
              + token("CARD", "card_number")
              + token("IBAN", "iban")
              + token("SSN", "ssn")
              + "birth_date[1:4] AS birth_date, status, amount,"
              + " regexp_replace(regexp_replace(notes, '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[a-z]{2,}',"
              + " 'MAIL', 'g'), '[+]?[0-9][0-9 -]{7,}[0-9]', 'NUMBER', 'g') AS notes"
              + " FROM read_csv('"
              + in
              + "', all_varchar = true)) TO '"
              + out
              + "' (FORMAT csv, HEADER)");
    }
  }

  private static String token(String prefix, String column) {
    return "'" + prefix + "_' || sha256('salt' || " + column + ")[1:20] AS " + column + ", ";
  }
}

package io.countersign.connectors.postgres;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.countersign.spi.EffectException;
import io.countersign.spi.EffectException.Remedy;
import io.countersign.spi.EffectProgress;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams a dataset into a table, and checks on the way that it is the one that was approved: its
 * digest, and its number of rows, so that a wrong idea of its dialect is noticed.
 */
final class TableLoad {

  private static final int CHUNK = 64 * 1024;

  private final Dataset dataset;
  private final EffectProgress progress;
  private final MessageDigest sha = sha256();
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(2 * CHUNK);

  private TableLoad(Dataset dataset, EffectProgress progress) {
    this.dataset = dataset;
    this.progress = progress;
  }

  /**
   * Copies all rows.
   *
   * @param copySql a COPY of CSV from standard input
   * @return how many rows were copied
   * @throws EffectException when the file is not what was approved or cannot be read
   */
  static long run(Connection connection, String copySql, Dataset dataset, EffectProgress progress)
      throws SQLException, EffectException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copySql);
    try {
      TableLoad load = new TableLoad(dataset, progress);
      long rows = load.copy(copy);
      load.check(rows);
      copy.endCopy();
      return rows;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private long copy(CopyIn copy) throws SQLException, EffectException {
    Path file = dataset.input().path();
    try (InputStream in = new Counting(new DigestInputStream(Files.newInputStream(file), sha));
        CsvReader<CsvRecord> records = dataset.dialect().read(text(in))) {
      long rows = -1;
      for (CsvRecord record : records) {
        if (++rows > 0) {
          append(record);
          if (chunk.size() >= CHUNK) {
            flush(copy);
          }
        }
      }
      flush(copy);
      return Math.max(rows, 0);
    } catch (CsvParseException e) {
      throw unreadable("is no CSV with " + dataset.dialect().columns().size() + " cells a row");
    } catch (CharacterCodingException e) {
      throw unreadable("is not UTF-8");
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException
          ? unreadable("is not UTF-8")
          : notRead();
    } catch (IOException e) {
      throw notRead();
    }
  }

  private static Reader text(InputStream in) throws IOException {
    Reader text =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            CHUNK);
    text.mark(1);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    return text;
  }

  /** All cells quoted: an empty one is an empty text then, never NULL. */
  private void append(CsvRecord record) throws EffectException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < record.getFieldCount(); i++) {
      String cell = record.getField(i);
      if (cell.indexOf('\0') >= 0) {
        throw unreadable("holds a NUL in its row " + (record.getStartingLineNumber() - 1));
      }
      line.append(i == 0 ? "\"" : ",\"").append(cell.replace("\"", "\"\"")).append('"');
    }
    chunk.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  private void flush(CopyIn copy) throws SQLException {
    byte[] bytes = chunk.toByteArray();
    copy.writeToCopy(bytes, 0, bytes.length);
    chunk.reset();
  }

  private void check(long rows) throws EffectException {
    String actual = HexFormat.of().formatHex(sha.digest());
    if (!actual.equals(dataset.input().sha256())) {
      throw changed(actual);
    }
    if (dataset.rows().isPresent() && dataset.rows().getAsLong() != rows) {
      throw new EffectException(
          "DatasetUnreadable",
          Remedy.NONE,
          "The prepared dataset '"
              + dataset.input().name()
              + "' has "
              + dataset.rows().getAsLong()
              + " rows, but "
              + rows
              + " were read. No table was created. Export it as a file instead.");
    }
  }

  /** A file that makes no sense may simply be another one than was approved. */
  private EffectException unreadable(String why) throws EffectException {
    try (InputStream in = Files.newInputStream(dataset.input().path())) {
      MessageDigest again = sha256();
      byte[] buffer = new byte[CHUNK];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        again.update(buffer, 0, n);
      }
      String actual = HexFormat.of().formatHex(again.digest());
      return actual.equals(dataset.input().sha256())
          ? new EffectException(
              "DatasetUnreadable",
              Remedy.NONE,
              "The prepared dataset '"
                  + dataset.input().name()
                  + "' "
                  + why
                  + ". No table was created. Export it as a file instead.")
          : changed(actual);
    } catch (IOException e) {
      return notRead();
    }
  }

  private EffectException changed(String actual) {
    return new EffectException(
        "DatasetChanged",
        Remedy.NONE,
        "The prepared dataset '"
            + dataset.input().name()
            + "' has digest "
            + actual
            + ", but "
            + dataset.input().sha256()
            + " was approved. No table was created. Request the release again.");
  }

  private EffectException notRead() {
    return new EffectException(
        "DatasetMissing",
        Remedy.RETRY,
        "The prepared dataset '"
            + dataset.input().path()
            + "' could not be read. No table was created. It will be tried again.");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Reports how many bytes were read. */
  private final class Counting extends FilterInputStream {
    private long done;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      if (n > 0) {
        done += n;
        progress.update(done, dataset.input().bytes());
      }
      return n;
    }
  }
}

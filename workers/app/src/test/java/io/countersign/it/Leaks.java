package io.countersign.it;

import static java.util.stream.Collectors.groupingBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for the identifiers of a table of customers where none may be. */
final class Leaks {

  private static final List<String> COLUMNS = List.of("email", "phone", "card_number", "iban");

  /** What an identifier is made of, as texts are cut into words; others are searched for whole. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}+@._%'-]{6,}");

  private static final int SHORTEST = 6;

  private final Set<String> identifiers;

  /** Those that are no single word, by how they begin. */
  private final Map<String, List<String>> phrases;

  private Leaks(Set<String> identifiers) {
    this.identifiers = identifiers;
    this.phrases =
        identifiers.stream()
            .filter(identifier -> !WORD.matcher(identifier).matches())
            .collect(groupingBy(identifier -> identifier.substring(0, SHORTEST)));
  }

  /** The identifiers of every row: addresses, numbers, full names; with and without spaces. */
  static Leaks of(Path csv) throws IOException {
    Set<String> identifiers = new HashSet<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : rows) {
        COLUMNS.forEach(column -> identifiers.add(row.getField(column)));
        identifiers.add(row.getField("first_name") + " " + row.getField("last_name"));
      }
    }
    Set<String> all = new HashSet<>(identifiers);
    identifiers.forEach(found -> all.add(found.replaceAll("[ ()-]", "")));
    all.removeIf(found -> found.length() < SHORTEST);
    return new Leaks(all);
  }

  Set<String> identifiers() {
    return identifiers;
  }

  /** Those that a text holds. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      if (identifiers.contains(words.group())) {
        found.add(words.group());
      }
    }
    for (int at = 0; at + SHORTEST <= text.length(); at++) {
      int from = at;
      phrases.getOrDefault(text.substring(at, at + SHORTEST), List.of()).stream()
          .filter(phrase -> text.startsWith(phrase, from))
          .forEach(found::add);
    }
    return found;
  }

  /** Those that any file below a folder holds. */
  Set<String> inFilesOf(Path folder) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.addAll(in(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
      }
    }
    return found;
  }
}

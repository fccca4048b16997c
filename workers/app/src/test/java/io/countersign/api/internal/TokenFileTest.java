package io.countersign.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.support.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

  private static final String HASH = hash("secret-of-ada");

  @TempDir private Path folder;

  @Test
  void identity_ofAKnownToken_isItsDirectoryId() throws IOException {
    TokenFile tokens = read("# people\n\n" + HASH + " ada\n" + hash("g") + "\tgrace\n");
    assertThat(tokens.identity("secret-of-ada")).contains("ada");
    assertThat(tokens.identity("g")).contains("grace");
  }

  @Test
  void identity_ofAnythingElse_isNone() throws IOException {
    TokenFile tokens = read(HASH + " ada\n");
    for (String token : new String[] {"", "secret-of-ad", "SECRET-OF-ADA", HASH, "ada"}) {
      assertThat(tokens.identity(token)).as(token).isEmpty();
    }
  }

  @Test
  void read_emptyFile_letsNobodyIn() throws IOException {
    assertThat(read("").identity("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "%s", "%s ada grace", "ada %s", "x%s ada", "secret-of-ada ada"})
  void read_badLine_namesTheLineButNotItsContent(String form) {
    assertThatThrownBy(() -> read("# fine\n" + form.formatted(HASH) + "\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Line 2", "tokens")
        .hasMessageNotContaining("secret-of-ada");
  }

  @Test
  void read_upperCaseHash_isRefused() {
    assertThatThrownBy(() -> read(HASH.toUpperCase(Locale.ROOT) + " ada\n"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "grace"})
  void read_tokenOnTwoLines_isRefusedAsOneWouldHideTheOther(String second) {
    assertThatThrownBy(() -> read(HASH + " ada\n" + HASH + " " + second + "\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Line 2", "earlier line")
        .hasMessageNotContaining(HASH);
  }

  @Test
  void read_missingFile_saysWhatToSet() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TokenFile.read(missing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("countersign.api.tokens-file");
  }

  private TokenFile read(String content) throws IOException {
    return TokenFile.read(Files.writeString(folder.resolve("tokens"), content));
  }

  private static String hash(String token) {
    return Digests.hex(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
  }
}

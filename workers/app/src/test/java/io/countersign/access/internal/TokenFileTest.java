package io.countersign.access.internal;

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
  void owner_ofAKnownToken_isItsDirectoryId() throws IOException {
    TokenFile tokens = read("# people\n\n" + HASH + " ada\n" + hash("g") + "\tgrace\n");
    assertThat(tokens.owner("secret-of-ada")).map(TokenFile.Owner::id).contains("ada");
    assertThat(tokens.owner("g")).map(TokenFile.Owner::id).contains("grace");
  }

  @Test
  void scopes_areThoseOfTheLine_orEveryEffect() throws IOException {
    TokenFile tokens = read(HASH + " bot action:request:http.request\n" + hash("g") + " bot\n");
    assertThat(tokens.owner("secret-of-ada").orElseThrow().scopes())
        .containsExactly("action:request:http.request");
    assertThat(tokens.owner("g").orElseThrow().scopes()).containsExactly("effect:*");
  }

  @Test
  void owner_ofAnythingElse_isNone() throws IOException {
    TokenFile tokens = read(HASH + " ada\n");
    for (String token : new String[] {"", "secret-of-ad", "SECRET-OF-ADA", HASH, "ada"}) {
      assertThat(tokens.owner(token)).as(token).isEmpty();
    }
  }

  @Test
  void read_emptyFile_letsNobodyIn() throws IOException {
    assertThat(read("").owner("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "%s",
        "%s ada grace",
        "ada %s",
        "x%s ada",
        "secret-of-ada ada",
        "%s ada effect:x"
      })
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

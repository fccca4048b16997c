package io.countersign.execution.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFolderTest {

  @TempDir private Path folder;

  @Test
  void find_file_isItsContentWithoutTheLineEnd() throws IOException {
    Files.writeString(folder.resolve("api-token"), " s3cret \n");
    Files.writeString(folder.resolve("two.lines"), "a\nb\r\n");
    SecretFolder secrets = new SecretFolder(folder);

    assertThat(secrets.find("api-token")).contains(" s3cret ");
    assertThat(secrets.find("two.lines")).contains("a\nb");
    assertThat(secrets.find("other")).isEmpty();
  }

  @Test
  void find_rotatedFile_isItsNewContent() throws IOException {
    Files.writeString(folder.resolve("token"), "old");
    SecretFolder secrets = new SecretFolder(folder);
    assertThat(secrets.find("token")).contains("old");
    Files.writeString(folder.resolve("token"), "new");
    assertThat(secrets.find("token")).contains("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "..", ".", "", ".hidden", "a/b", "a\\b", "a\0b", "ä"})
  void find_nameThatIsNone_isNotLookedFor(String name) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("outside"), "out");
    Files.writeString(inner.resolve(".hidden"), "hidden");
    assertThat(new SecretFolder(inner).find(name)).isEmpty();
  }

  @Test
  void find_withoutAFolder_isEmpty_andAWrongFolderIsRefusedAtOnce() {
    assertThat(new SecretFolder(null).find("token")).isEmpty();
    assertThatThrownBy(() -> new SecretFolder(folder.resolve("none")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none");
  }

  @Test
  void find_secretThatCannotBeRead_isABugAndNeverTheText() throws IOException {
    Files.createDirectory(folder.resolve("token"));
    assertThatThrownBy(() -> new SecretFolder(folder).find("token"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The secret 'token' cannot be read.");
  }
}

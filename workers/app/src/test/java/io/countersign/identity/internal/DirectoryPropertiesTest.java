package io.countersign.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.identity.internal.DirectoryProperties.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    ",,true",
    ",' ',true",
    ",people.yaml,false",
    "FILE,people.yaml,false",
    "DATABASE,people.yaml,true",
    "DATABASE,,true"
  })
  void isInDatabase_byKindAndElseByFile(
      @Nullable Kind kind, @Nullable String file, boolean inDatabase) {
    assertThat(new DirectoryProperties(kind, file, "admins").isInDatabase()).isEqualTo(inDatabase);
  }

  @Test
  void path_ofAFileThatIsNotNamed_saysWhatToSet() {
    assertThatThrownBy(() -> new DirectoryProperties(Kind.FILE, "", "admins").path())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("countersign.directory.file");
  }
}

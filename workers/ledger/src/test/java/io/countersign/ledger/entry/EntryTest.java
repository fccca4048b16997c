package io.countersign.ledger.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  private static final String HEAD =
      "\"format\":\"countersign/v1\",\"id\":\"a\",\"kind\":\"k\",\"time\":\"2026-11-23T12:00:00.000Z\"}";

  @Test
  void write_everyField_givesTheGoldenBytes() throws IOException {
    try (InputStream golden = EntryTest.class.getResourceAsStream("/entry-v1.json")) {
      assertThat(new String(EntryWriter.write(Samples.full()), UTF_8))
          .isEqualTo(new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8).strip());
    }
  }

  @Test
  void read_whatWasWritten_givesTheSameEntry() throws FormatException {
    assertThat(EntryReader.read(EntryWriter.write(Samples.full()))).isEqualTo(Samples.full());
    Entry small = Entry.of("log.opened", "x", Samples.NOON).build();
    assertThat(EntryReader.read(EntryWriter.write(small))).isEqualTo(small);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"format":"countersign/v2","id":"a"} | the entry's format is 'countersign/v2'; this reader knows 'countersign/v1', use a newer one
          {"id":"a"} | the entry has no field format
          [] | the entry is not a JSON object
          {"colour":"red",%s | the entry has unknown fields [colour]
          {"counts":{},%s | counts of the entry is empty; leave it out
          {"counts":{"n":1.5},%s | unexpected character '.' at 16 in the JSON
          {"counts":{"n":-1},%s | unexpected character '-' at 15 in the JSON
          {"counts":{"n":01},%s | not an integer within 0 and 2^53 - 1: 01
          {"counts":{"n":9007199254740992},%s | not an integer within 0 and 2^53 - 1: 9007199254740992
          {"counts":{"n":1,"n":2},%s | the name 'n' is repeated
          {"counts":{"n":true},%s | unexpected character 't' at 15 in the JSON
          {"counts":{"n":"1"},%s | not a JSON integer: 1
          {"counts": {"n":1},%s | unexpected character ' ' at 10 in the JSON
          {"digests":{"a":"sha256:AB"},%s | a digest is sha256: and 64 lower-case hexadecimal digits: 'sha256:AB'
          {"engine":{"partition":0,"position":"1"},%s | partition is 1 or more, position and keys are 0 or more: 0, 1, {}
          {"engine":{"partition":1,"position":1},%s | position of engine is not a JSON string
          {"engine":{"partition":1,"position":"01"},%s | engine number is not a plain decimal number: '01'
          {"engine":{"node":1,"partition":1,"position":"1"},%s | engine has unknown fields [node]
          {"format":"countersign/v1","id":"a","kind":"k","previous":3,"time":"2026-11-23T12:00:00.000Z"} | previous needs an action
          {"format":"countersign/v1","id":"a","kind":"k","subjects":[{"id":"a b","type":"x"}],"time":"2026-11-23T12:00:00.000Z"} | subject id must be printable ASCII without spaces, 1 to 256 characters: 'a b'
          {"zzz":[[[[[1]]]]],%s | nested deeper than 4 levels
          {"action":"\\u0041",%s | unexpected character 'u' at 12 in the JSON
          {"a" | the JSON ends too early, after 4 characters
          """)
  void read_anythingElse_isRefusedWithAClearMessage(String json, String message) {
    byte[] bytes = json.replace("%s", HEAD).getBytes(UTF_8);
    assertThatThrownBy(() -> EntryReader.read(bytes))
        .isInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  @Test
  void read_otherOrderOfNames_isRefused() {
    String swapped =
        "{\"id\":\"a\",\"format\":\"countersign/v1\"," + HEAD.substring(HEAD.indexOf("\"kind"));
    assertThatThrownBy(() -> EntryReader.read(swapped.getBytes(UTF_8)))
        .hasMessage("the JSON is not in the canonical form of RFC 8785: 'format' comes after 'id'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T12:00:00Z",
        "2026-11-23T12:00:00.0000Z",
        "2026-11-23T12:00:00.000+01:00",
        "2026-02-30T12:00:00.000Z",
        "yesterday",
      })
  void read_otherFormsOfTime_areRefused(String time) {
    String json = "{" + HEAD.replace("2026-11-23T12:00:00.000Z", time);
    assertThatThrownBy(() -> EntryReader.read(json.getBytes(UTF_8)))
        .hasMessage("time is not like 2026-11-23T12:00:00.000Z: '" + time + "'");
  }

  @Test
  void read_overTheLimit_isRefused() {
    assertThatThrownBy(() -> EntryReader.read(new byte[65_536]))
        .hasMessage("an entry has at most 65535 bytes, not 65536");
  }

  @Test
  void write_overTheLimit_isRefused() {
    EntryBuilder builder = Entry.of("a", "big", Samples.NOON);
    for (int i = 0; i < 900; i++) {
      builder.digest("d" + i, Samples.digest("x"));
    }
    Entry entry = builder.build();
    assertThatThrownBy(() -> EntryWriter.write(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("entry big has \\d+ bytes, at most 65535 fit; .*");
  }

  @Test
  void read_everyByteChanged_isRefusedOrAnotherEntry() throws IOException {
    byte[] bytes = EntryWriter.write(Samples.full());
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x02;
      try {
        assertThat(EntryWriter.write(EntryReader.read(changed))).isEqualTo(changed);
      } catch (FormatException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
    assertThat(new JsonCanonicalizer(bytes).getEncodedUTF8()).isEqualTo(bytes);
  }

  @Test
  void opens_payloadAndSalt_onlyTheOriginals() {
    byte[] payload = "because".getBytes(UTF_8);
    Salt salt = Salt.random();
    Commitment commitment = Commitment.to(payload, salt);
    assertThat(commitment.opens(payload, salt)).isTrue();
    assertThat(commitment.opens(payload, Salt.random())).isFalse();
    assertThat(commitment.opens("Because".getBytes(UTF_8), salt)).isFalse();
    assertThat(salt.toString()).doesNotContain(salt.hex());
    assertThat(Commitment.to(payload, Salt.of(new byte[32])).text())
        .isEqualTo("hmac-sha256:a5a01687d50546537fe8ab13b536819a1ad877a6e47d9b44d0530c22f0b3b3fc");
  }
}

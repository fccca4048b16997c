package io.countersign.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String TEXT = "first\n\nlast\n";

  private final SigningKey log = SigningKey.generate("log.example/a", SignatureType.ED25519);
  private final SigningKey witness =
      SigningKey.generate("witness.example/w", SignatureType.COSIGNATURE_V1);

  @Test
  void parse_verifierStringOfGosOwnExample_keepsItByteForByte() throws FormatException {
    String vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    VerifierKey key = VerifierKey.parse(vkey);
    assertThat(key.name()).isEqualTo("PeterNeumann");
    assertThat(key.keyId()).isEqualTo(0xc74f20a3);
    assertThat(key.type()).isEqualTo(SignatureType.ED25519);
    assertThat(key).hasToString(vkey);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+BRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW==",
      })
  void parse_wrongVerifierString_isRefused(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(FormatException.class);
  }

  @Test
  void sign_thenParse_givesTheSameBytesAndVerifies() throws FormatException {
    SignedNote note = SignedNote.sign(TEXT, List.of(log, witness), NOON);
    byte[] bytes = note.encode();
    SignedNote read = SignedNote.parse(bytes);
    assertThat(read.encode()).isEqualTo(bytes);
    assertThat(read.text()).isEqualTo(TEXT);
    assertThat(read.verify(List.of(log.verifier(), witness.verifier())))
        .containsExactly(log.verifier(), witness.verifier());
    assertThat(Cosignature.time(read.signatures().get(1))).hasValue(NOON.getEpochSecond());
    assertThat(Cosignature.time(read.signatures().get(0))).isEmpty();
  }

  @Test
  void verify_unknownKeys_arePassedOver() throws FormatException {
    SignedNote note = SignedNote.sign(TEXT, List.of(log), NOON);
    SigningKey sameName = SigningKey.generate(log.name(), SignatureType.ED25519);
    assertThat(note.verify(List.of(sameName.verifier(), witness.verifier()))).isEmpty();
  }

  @Test
  void verify_changedText_isRefused() {
    SignedNote note = SignedNote.sign(TEXT, List.of(log), NOON);
    SignedNote changed = new SignedNote("First\n\nlast\n", note.signatures());
    assertThatThrownBy(() -> changed.verify(List.of(log.verifier())))
        .hasMessage("the signature of log.example/a is wrong for this text");
  }

  @Test
  void verify_anyBitOfACosignatureFlipped_isRefused() throws FormatException {
    SignedNote note = SignedNote.sign(TEXT, List.of(witness), NOON);
    byte[] bytes = note.signatures().getFirst().bytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      NoteSignature wrong = new NoteSignature(witness.name(), witness.verifier().keyId(), flipped);
      assertThat(witness.verifier().verifies(TEXT, wrong)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\u2014 log.example/a AAAAAAAA\n",
        "text\n\n\u2014 log.example/a AAAAAAAA",
        "text\n\n- log.example/a AAAAAAAA\n",
        "text\n\n\u2014 log.example/a AAAA\n",
        "text\n\n\u2014 log.example/a AAAAAAA\n",
        "text\n\n\u2014 log.example/a AAAAAAAA AAAA\n",
        "text\n\n\u2014  AAAAAAAA\n",
        "text\n\n\u2014 lo+g AAAAAAAA\n",
        "te\txt\n\n\u2014 log.example/a AAAAAAAA\n",
      })
  void parse_malformedNote_isRefused(String note) {
    assertThatThrownBy(() -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void parse_notUtf8OrOverALimit_isRefused() {
    byte[] latin = "caf\u00e9\n\n\u2014 a AAAAAAAA\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> SignedNote.parse(latin)).hasMessage("a note is UTF-8 text");
    String many = "t\n\n" + "\u2014 a AAAAAAAA\n".repeat(101);
    assertThatThrownBy(() -> SignedNote.parse(many.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("a note has at most 100 signatures, not 101");
    assertThatThrownBy(() -> SignedNote.parse(new byte[1_000_001]))
        .hasMessage("a note has at most 1000000 bytes, not 1000001");
  }

  @Test
  void parse_secretText_givesTheSameKey() throws FormatException {
    SigningKey read = SigningKey.parse(log.secret(), log.verifier());
    assertThat(read.sign(TEXT, NOON)).isEqualTo(log.sign(TEXT, NOON));
    assertThat(read.toString()).doesNotContain(log.secret());
    assertThat(log.secret()).startsWith("PRIVATE+KEY+log.example/a+");
  }

  @Test
  void parse_secretOfAnotherKey_isRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> SigningKey.parse(witness.secret(), log.verifier()))
        .isInstanceOf(FormatException.class)
        .hasMessageNotContaining(witness.secret());
    SigningKey other = SigningKey.generate(log.name(), SignatureType.ED25519);
    String[] mine = log.secret().split("\\+", 5);
    mine[4] = other.secret().split("\\+", 5)[4];
    String mixed = String.join("+", mine);
    assertThatThrownBy(() -> SigningKey.parse(mixed, log.verifier()))
        .hasMessage("the private key does not belong to " + log.verifier());
  }
}

package io.countersign.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SigningKey log = SigningKey.generate("log.example/a", SignatureType.ED25519);

  @Test
  void parse_theSpecificationsExample_keepsItByteForByte() throws FormatException {
    String text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
    Checkpoint checkpoint = Checkpoint.parse(text);
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.text()).isEqualTo(text);
    assertThat(Checkpoint.parse(text + "ext 1\n").extensions()).containsExactly("ext 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "origin\n1\n",
        "origin\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "origin\n01\n" + ROOT + "\n",
        "origin\n-1\n" + ROOT + "\n",
        "origin\n9223372036854775808\n" + ROOT + "\n",
        "origin\n\u0661\n" + ROOT + "\n",
        "origin\n1\nAAAA\n",
        "origin\n1\n" + ROOT + "\n\n",
      })
  void parse_malformedCheckpoint_isRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(FormatException.class);
  }

  @Test
  void proof_writtenAndRead_verifiesAndRefusesEverythingElse() throws FormatException {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 70; i++) {
      tree.append(entry(i));
    }
    Checkpoint head = new Checkpoint("log.example/a", 70, tree.root());
    SignedNote note = SignedNote.sign(head.text(), List.of(log), NOON);
    TlogProof proof =
        new TlogProof(
            Optional.of(TlogProof.Extra.of(entry(9))), 41, tree.inclusionProof(41, 70), note);
    TlogProof read = TlogProof.parse(proof.encode());
    assertThat(read).isEqualTo(proof);
    assertThat(read.verify(entry(41), "log.example/a", List.of(log.verifier()))).isEqualTo(head);
    assertThatThrownBy(() -> read.verify(entry(40), "log.example/a", List.of(log.verifier())))
        .hasMessage("the entry is not entry 41 of log.example/a at size 70");
    assertThatThrownBy(() -> read.verify(entry(41), "log.example/b", List.of(log.verifier())))
        .hasMessage("the proof is from the log log.example/a, not log.example/b");
    SigningKey other = SigningKey.generate("log.example/a", SignatureType.ED25519);
    assertThatThrownBy(() -> read.verify(entry(41), "log.example/a", List.of(other.verifier())))
        .hasMessage("no key of log.example/a signed the proof's checkpoint");
  }

  @Test
  void proof_ofTheOnlyEntry_hasNoHashLines() throws FormatException {
    MerkleTree tree = new MerkleTree();
    tree.append(entry(0));
    SignedNote note =
        SignedNote.sign(new Checkpoint("log.example/a", 1, tree.root()).text(), List.of(log), NOON);
    TlogProof proof = new TlogProof(Optional.empty(), 0, List.of(), note);
    assertThat(new String(proof.encode(), StandardCharsets.UTF_8))
        .startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nlog.example/a\n1\n");
    TlogProof read = TlogProof.parse(proof.encode());
    assertThat(read.verify(entry(0), "log.example/a", List.of(log.verifier())).size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2sp.org/tlog-proof@v2\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
        "c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n",
      })
  void parse_malformedProof_isRefused(String start) {
    String note = "o\n1\n" + ROOT + "\n\n\u2014 log.example/a AAAAAAAA\n";
    byte[] bytes = (start + note).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TlogProof.parse(bytes)).isInstanceOf(FormatException.class);
  }

  private static byte[] entry(int i) {
    return ("entry " + i).getBytes(StandardCharsets.UTF_8);
  }
}

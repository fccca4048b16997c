package io.countersign.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The entries with which every Certificate Transparency implementation is tried. */
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static MerkleTree knownTree() {
    MerkleTree tree = new MerkleTree();
    ENTRIES.forEach(entry -> tree.append(HexFormat.of().parseHex(entry)));
    return tree;
  }

  @Test
  void append_knownEntries_givesKnownRoots() {
    MerkleTree tree = new MerkleTree();
    assertThat(tree.root().hex()).isEqualTo(ROOTS.getFirst());
    for (int i = 0; i < ENTRIES.size(); i++) {
      assertThat(tree.append(HexFormat.of().parseHex(ENTRIES.get(i)))).isEqualTo(i);
      assertThat(tree.root().hex()).isEqualTo(ROOTS.get(i + 1));
    }
    for (int size = 0; size < ROOTS.size(); size++) {
      assertThat(tree.rootAt(size).hex()).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void inclusionProof_knownTree_isTheKnownPath() {
    assertThat(knownTree().inclusionProof(0, 8))
        .extracting(Hash::hex)
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
  }

  @Test
  void consistencyProof_knownTree_isTheKnownPath() {
    assertThat(knownTree().consistencyProof(6, 8))
        .extracting(Hash::hex)
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @RepeatedTest(20)
  void proofs_randomTree_equalTheNaiveOnesAndVerify(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int size = 1 + random.nextInt(300);
    List<byte[]> entries = new ArrayList<>();
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < size; i++) {
      byte[] entry = new byte[random.nextInt(40)];
      random.nextBytes(entry);
      entries.add(entry);
      tree.append(entry);
    }
    assertThat(tree.root()).isEqualTo(NaiveTree.mth(entries));
    for (int round = 0; round < 40; round++) {
      int at = 1 + random.nextInt(size);
      int index = random.nextInt(at);
      List<byte[]> prefix = entries.subList(0, at);
      List<Hash> inclusion = tree.inclusionProof(index, at);
      assertThat(inclusion).isEqualTo(NaiveTree.path(index, prefix));
      Hash leaf = Rfc6962.leaf(entries.get(index));
      assertThat(ProofVerifier.includes(leaf, index, at, inclusion, tree.rootAt(at))).isTrue();
      int old = 1 + random.nextInt(at);
      List<Hash> consistency = tree.consistencyProof(old, at);
      assertThat(consistency).isEqualTo(NaiveTree.proof(old, prefix));
      assertThat(ProofVerifier.consistent(old, tree.rootAt(old), at, tree.rootAt(at), consistency))
          .isTrue();
    }
  }

  @Test
  void includes_anyChangeToAProof_isRefused() {
    MerkleTree tree = knownTree();
    for (int size = 1; size <= 8; size++) {
      for (int index = 0; index < size; index++) {
        List<Hash> proof = tree.inclusionProof(index, size);
        Hash leaf = tree.node(0, index);
        Hash root = tree.rootAt(size);
        for (List<Hash> wrong : spoil(proof)) {
          assertThat(ProofVerifier.includes(leaf, index, size, wrong, root)).isFalse();
        }
        assertThat(ProofVerifier.includes(root, index, size + 9, proof, root)).isFalse();
        assertThat(ProofVerifier.includes(leaf, -1, size, proof, root)).isFalse();
        assertThat(ProofVerifier.includes(leaf, size, size, proof, root)).isFalse();
        for (int other = 0; other < size; other++) {
          assertThat(ProofVerifier.includes(leaf, other, size, proof, root))
              .isEqualTo(other == index);
        }
      }
    }
  }

  @Test
  void consistent_anyChangeToAProof_isRefused() {
    MerkleTree tree = knownTree();
    for (int size = 1; size <= 8; size++) {
      for (int old = 1; old < size; old++) {
        List<Hash> proof = tree.consistencyProof(old, size);
        Hash oldRoot = tree.rootAt(old);
        Hash newRoot = tree.rootAt(size);
        for (List<Hash> wrong : spoil(proof)) {
          assertThat(ProofVerifier.consistent(old, oldRoot, size, newRoot, wrong)).isFalse();
        }
        assertThat(ProofVerifier.consistent(old, newRoot, size, oldRoot, proof)).isFalse();
        assertThat(ProofVerifier.consistent(size, oldRoot, old, newRoot, proof)).isFalse();
        assertThat(ProofVerifier.consistent(old + size, oldRoot, size, newRoot, proof)).isFalse();
        assertThat(ProofVerifier.consistent(-1, oldRoot, size, newRoot, proof)).isFalse();
      }
    }
  }

  @Test
  void consistent_fromTheEmptyTree_needsAnEmptyProof() {
    Hash root = knownTree().root();
    assertThat(ProofVerifier.consistent(0, Rfc6962.EMPTY_ROOT, 8, root, List.of())).isTrue();
    assertThat(ProofVerifier.consistent(0, root, 8, root, List.of())).isFalse();
    assertThat(ProofVerifier.consistent(0, Rfc6962.EMPTY_ROOT, 8, root, List.of(root))).isFalse();
  }

  @Test
  void proofs_beyondTheTree_areRefusedWithTheValues() {
    MerkleTree tree = knownTree();
    assertThatThrownBy(() -> tree.inclusionProof(8, 8))
        .hasMessage("entry 8 is not within a tree of 8 entries");
    assertThatThrownBy(() -> tree.consistencyProof(7, 9))
        .hasMessage("the tree has 8 entries, not 9");
    assertThatThrownBy(() -> tree.consistencyProof(8, 7))
        .hasMessage("no consistency proof from 8 to 7 entries");
  }

  @Test
  void fromBase64_sloppyText_isRefused() {
    String good = Rfc6962.EMPTY_ROOT.base64();
    assertThat(Hash.fromBase64(good)).isEqualTo(Rfc6962.EMPTY_ROOT);
    assertThatThrownBy(() -> Hash.fromBase64(good.substring(0, 43)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hash.fromBase64(good.substring(0, 42) + "V="))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<List<Hash>> spoil(List<Hash> proof) {
    List<List<Hash>> spoilt = new ArrayList<>();
    List<Hash> longer = new ArrayList<>(proof);
    longer.add(Rfc6962.EMPTY_ROOT);
    spoilt.add(longer);
    List<Hash> shifted = new ArrayList<>(proof);
    shifted.addFirst(Rfc6962.EMPTY_ROOT);
    spoilt.add(shifted);
    for (int i = 0; i < proof.size(); i++) {
      byte[] bytes = proof.get(i).toBytes();
      bytes[i % Hash.LENGTH] ^= 0x10;
      List<Hash> flipped = new ArrayList<>(proof);
      flipped.set(i, Hash.of(bytes));
      spoilt.add(flipped);
      List<Hash> shorter = new ArrayList<>(proof);
      shorter.remove(i);
      spoilt.add(shorter);
    }
    return spoilt;
  }
}

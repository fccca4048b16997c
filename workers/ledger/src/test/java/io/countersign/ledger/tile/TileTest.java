package io.countersign.ledger.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.ledger.FormatException;
import io.countersign.ledger.tree.Hash;
import io.countersign.ledger.tree.MerkleTree;
import io.countersign.ledger.tree.Proofs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileTest {
  @Test
  void toString_indices_areWrittenInGroupsOfThree() {
    assertThat(new TilePath(0, 1_234_067, 256)).hasToString("tile/0/x001/x234/067");
    assertThat(new TilePath(2, 0, 1)).hasToString("tile/2/000.p/1");
    assertThat(new TilePath(1, 1000, 17)).hasToString("tile/1/x001/000.p/17");
    assertThat(TilePath.entries(999, 256)).hasToString("tile/entries/999");
    assertThat(TilePath.entries(70_000, 3)).hasToString("tile/entries/x070/000.p/3");
  }

  @Test
  void tilesOf_seventyThousand_areThoseOfTheSpecificationsExample() {
    List<TilePath> tiles = TilePath.tilesOf(70_000);
    assertThat(tiles).hasSize(273 + 1 + 1 + 1 + 1);
    assertThat(tiles)
        .contains(
            new TilePath(0, 273, 112),
            new TilePath(1, 0, 256),
            new TilePath(1, 1, 17),
            new TilePath(2, 0, 1));
    assertThat(TilePath.tilesOf(256))
        .containsExactly(new TilePath(0, 0, 256), new TilePath(1, 0, 1));
    assertThat(TilePath.tilesOf(0)).isEmpty();
    assertThat(TilePath.bundlesOf(257))
        .containsExactly(TilePath.entries(0, 256), TilePath.entries(1, 1));
  }

  @Test
  void bundle_entriesOfAllLengths_comeBackUnchanged() throws FormatException {
    List<byte[]> entries = List.of(new byte[0], new byte[] {1, 2}, new byte[65_535]);
    byte[] bundle = EntryBundle.encode(entries);
    assertThat(ByteBuffer.wrap(bundle).getInt()).isEqualTo(0x0000_0002);
    assertThat(EntryBundle.decode(bundle)).containsExactlyElementsOf(entries);
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .hasMessage("an entry has at most 65535 bytes, not 65536");
  }

  @Test
  void bundle_cutAnywhere_isRefusedOrShorter() throws FormatException {
    byte[] bundle = EntryBundle.encode(List.of(new byte[] {1, 2, 3}, new byte[] {4}));
    for (int length = 0; length < bundle.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bundle, length);
      if (length == 0 || length == 5) {
        assertThat(EntryBundle.decode(cut)).hasSize(length / 5);
      } else {
        assertThatThrownBy(() -> EntryBundle.decode(cut)).isInstanceOf(FormatException.class);
      }
    }
  }

  @Test
  void tile_wrongNumberOfBytes_isRefused() {
    assertThatThrownBy(() -> Tile.decode(new byte[33], 1))
        .hasMessage("a tile of 1 hashes has 32 bytes, this one has 33");
  }

  @Test
  void nodes_fromTiles_giveTheRootsAndProofsOfTheTree() throws FormatException {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 70_000; i++) {
      tree.append(("entry " + i).getBytes(StandardCharsets.UTF_8));
    }
    for (long size : List.of(1L, 255L, 256L, 257L, 1000L, 65_535L, 65_536L, 65_537L, 70_000L)) {
      TileNodes nodes = new TileNodes(size, path -> row(tree, path));
      assertThat(Proofs.root(nodes, size)).isEqualTo(tree.rootAt(size));
      for (long index : List.of(0L, size / 3, size - 1)) {
        assertThat(Proofs.inclusion(nodes, index, size))
            .isEqualTo(tree.inclusionProof(index, size));
        assertThat(Proofs.consistency(nodes, index, size))
            .isEqualTo(tree.consistencyProof(index, size));
      }
      assertThatThrownBy(() -> nodes.node(0, size)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static List<Hash> row(MerkleTree tree, TilePath path) {
    List<Hash> row = new ArrayList<>();
    for (int i = 0; i < path.width(); i++) {
      row.add(tree.node(path.level() * 8, path.index() * 256 + i));
    }
    return row;
  }
}

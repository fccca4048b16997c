// Checks an exported log with Go's own transparency log packages, golang.org/x/mod/sumdb/{note,tlog}.
//
//	check DIR LOG-VERIFIER-STRING [WITNESS-VERIFIER-STRING]
//
// Recomputes the root from the raw entries, reads every tile through tlog's verifying reader, proves
// entries from the tiles, and proves every kept checkpoint to be a prefix. Exits with 1 and one line
// on the first thing that is wrong.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, values ...interface{}) {
	fmt.Printf("WRONG: "+format+"\n", values...)
	os.Exit(1)
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

// cosigner verifies cosignature/v1, which x/mod does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), text...)
	return ed25519.Verify(c.key, message, signature[8:])
}

func newCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, "witness key")
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(id[:])
	if len(key) != 33 || key[0] != 4 || fmt.Sprintf("%08x", hash) != parts[1] {
		fail("witness key %s is malformed", vkey)
	}
	return &cosigner{parts[0], hash, key[1:]}
}

func open(file string, verifiers note.Verifiers) tlog.Tree {
	bytes, err := os.ReadFile(file)
	must(err, file)
	opened, err := note.Open(bytes, verifiers)
	must(err, file)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, file)
	root, err := tlog.ParseHash(lines[2])
	must(err, file)
	return tlog.Tree{N: size, Hash: root}
}

// A checkpoint may be kept for its time-stamp, or for a change of keys, without a cosignature.
func isCosigned(file string, witness *cosigner) bool {
	bytes, err := os.ReadFile(file)
	must(err, file)
	_, err = note.Open(bytes, note.VerifierList(witness))
	if _, unsigned := err.(*note.UnverifiedNoteError); unsigned {
		return false
	}
	must(err, file)
	return true
}

type tiles string

func (t tiles) Height() int                       { return 8 }
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		bytes, err := os.ReadFile(filepath.Join(string(t), path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func bundlePath(n, size int64) string {
	tile := tlog.Tile{H: 8, L: 0, N: n, W: 256}
	if rest := size - n*256; rest < 256 {
		tile.W = int(rest)
	}
	return "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/")
}

func main() {
	dir := os.Args[1]
	verifier, err := note.NewVerifier(os.Args[2])
	must(err, "log key")
	tree := open(filepath.Join(dir, "checkpoint"), note.VerifierList(verifier))

	var stored []tlog.Hash
	inMemory := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	verified := tlog.TileHashReader(tree, tiles(dir))
	var count int64
	for n := int64(0); n*256 < tree.N; n++ {
		bundle, err := os.ReadFile(filepath.Join(dir, bundlePath(n, tree.N)))
		must(err, "bundle")
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			hashes, err := tlog.StoredHashes(count, entry, inMemory)
			must(err, "entry")
			stored = append(stored, hashes...)
			if count%37 == 0 || count == tree.N-1 {
				proof, err := tlog.ProveRecord(tree.N, count, verified)
				must(err, "tiles")
				must(tlog.CheckRecord(proof, tree.N, tree.Hash, count, tlog.RecordHash(entry)),
					fmt.Sprintf("entry %d", count))
			}
			count++
		}
	}
	root, err := tlog.TreeHash(tree.N, inMemory)
	must(err, "entries")
	if count != tree.N || root != tree.Hash {
		fail("%d entries give the root %v, signed are %d with %v", count, root, tree.N, tree.Hash)
	}

	kept, err := filepath.Glob(filepath.Join(dir, "checkpoints", "*[0-9]"))
	must(err, "checkpoints")
	cosigned, anchored := 0, int64(0)
	for _, file := range kept {
		older := open(file, note.VerifierList(verifier))
		proof, err := tlog.ProveTree(tree.N, older.N, verified)
		must(err, file)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash), file)
		if len(os.Args) > 3 && isCosigned(file, newCosigner(os.Args[3])) {
			cosigned++
			if older.N > anchored {
				anchored = older.N
			}
		}
	}
	fmt.Printf("OK: %d entries, %d kept checkpoints, %d of them cosigned, the largest of %d entries\n",
		tree.N, len(kept), cosigned, anchored)
}

package lives

import (
	"crypto/sha1" // git's object ids
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// oid is the id of a git object.
type oid [sha1.Size]byte

func (o oid) String() string { return hex.EncodeToString(o[:]) }

// object is the id git gives an object of a type.
func object(kind string, body []byte) oid {
	head := append([]byte(kind+" "), strconv.Itoa(len(body))...)
	return sha1.Sum(append(append(head, 0), body...))
}

// file is what a commit leaves at a path, which is always "folder/name".
type file struct{ path, content string }

// tree is the whole of a repository's files at a commit: folders of files, in
// git's order. It is a value: with makes a new one.
type tree []folder

type folder struct {
	name  string
	files []leaf
	id    oid
}

type leaf struct {
	name string
	id   oid
}

// with is the tree after the files have been written.
func (t tree) with(files []file) tree {
	t = slices.Clone(t)
	for _, f := range files {
		dir, name, _ := strings.Cut(f.path, "/")
		i, found := slices.BinarySearchFunc(t, dir, func(f folder, name string) int { return strings.Compare(f.name, name) })
		if !found {
			t = slices.Insert(t, i, folder{name: dir})
		}
		t[i] = t[i].with(leaf{name, object("blob", []byte(f.content))})
	}
	for i := range t {
		if t[i].id == (oid{}) {
			t[i].id = t[i].hash()
		}
	}
	return t
}

func (f folder) with(l leaf) folder {
	i, found := slices.BinarySearchFunc(f.files, l.name, func(l leaf, name string) int { return strings.Compare(l.name, name) })
	if f.id != (oid{}) { // shared with an earlier tree
		f.files = slices.Clone(f.files)
	}
	if found {
		f.files[i] = l
	} else {
		f.files = slices.Insert(f.files, i, l)
	}
	return folder{name: f.name, files: f.files}
}

func (f folder) hash() oid {
	var body []byte
	for _, l := range f.files {
		body = append(append(body, "100644 "+l.name+"\x00"...), l.id[:]...)
	}
	return object("tree", body)
}

func (t tree) id() oid {
	var body []byte
	for _, f := range t {
		body = append(append(body, "40000 "+f.name+"\x00"...), f.id[:]...)
	}
	return object("tree", body)
}

package store_test

import (
	"bufio"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/store"
)

// victimStore is the environment variable that makes this test program put
// batches into a store until it is killed.
const victimStore = "BACKSIGHT_TEST_VICTIM"

// perBatch is how many facts a victim puts at once: more than one statement's.
const perBatch = 150

// victim puts batch after batch and says so once each is acknowledged.
func victim(dsn string) int {
	db, err := store.Open(ctx, store.Options{DSN: dsn, Now: noon})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	me, err := db.Owner(ctx)
	for n := 0; err == nil; n++ {
		if _, err = db.Put(ctx, victimBatch(me, os.Getpid(), n)); err == nil {
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

func victimBatch(me who.Person, pid, n int) logbook.Batch {
	b := logbook.Batch{Person: me, Place: logbook.Place{Source: "git", URI: fmt.Sprint("/", pid)}, At: noon() + when.Instant(n), By: "victim"}
	for i := range perBatch {
		at := noon() + when.Instant(n*perBatch+i)*when.Minute
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Person: me, Kind: logbook.KindCommit, Key: fmt.Sprintf("%d/%d/%d", pid, n, i),
			Span: when.Span{From: at, To: at}, Day: at.Day(time.UTC), Body: []byte(`{}`),
		}})
	}
	b.Position = logbook.Position(fmt.Sprint(n))
	return b
}

// TestKilled kills two writers at once, again and again. What was acknowledged
// must be there, whole, and nothing in half; the audit must have a line for
// each batch and verify.
func TestKilled(t *testing.T) {
	for left := *kills; left > 0; left -= perStore {
		killedInOne(t, min(left, perStore))
	}
}

// perStore is how often writers of one store are killed before another is begun: each
// time all that is in it is read.
const perStore = 20

func killedInOne(t *testing.T, rounds int) {
	dsn := filepath.Join(t.TempDir(), "store.db")
	open(t, dsn).Close()
	for round := range rounds {
		killed := make(chan map[string]int, 2)
		for range 2 {
			go func() { killed <- killSoon(t, dsn, 8) }()
		}
		acknowledged := <-killed
		maps.Copy(acknowledged, <-killed)
		if survived := survivors(t, dsn, acknowledged); survived == 0 && round == rounds-1 {
			t.Error("no victim ever put anything: this test saw nothing")
		}
	}
}

// killSoon runs a victim, kills it in the middle of one of its first batches,
// and gives the last one it acknowledged, by its place.
func killSoon(t *testing.T, dsn string, most int) map[string]int {
	self, err := os.Executable()
	if err != nil {
		t.Error(err)
		return nil
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), victimStore+"="+dsn)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Error(err)
		return nil
	}
	lines := bufio.NewScanner(out)
	last := -1
	for seen, until := 0, 1+rand.IntN(most); lines.Scan(); seen++ {
		fmt.Sscan(lines.Text(), &last)
		if seen >= until {
			break
		}
	}
	time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	c.Process.Kill()
	for lines.Scan() { // what it had said already
		fmt.Sscan(lines.Text(), &last)
	}
	c.Wait() // it was killed
	return map[string]int{fmt.Sprint("/", c.Process.Pid): last}
}

// survivors holds a store against what was acknowledged, and counts the facts.
func survivors(t *testing.T, dsn string, acknowledged map[string]int) int {
	db := open(t, dsn)
	defer db.Close()
	_, g := owner(t, db)
	batches := map[string]int{} // facts by place and batch
	total := 0
	for f, err := range db.Facts(ctx, g, when.Span{}) {
		if err != nil {
			t.Fatal(err)
		}
		var pid, n int
		fmt.Sscanf(f.Key, "%d/%d/", &pid, &n)
		batches[fmt.Sprintf("/%d %d", pid, n)]++
		total++
	}
	for batch, n := range batches {
		if n != perBatch {
			t.Errorf("batch %s has %d facts of %d", batch, n, perBatch)
		}
	}
	for place, last := range acknowledged {
		for n := 0; n <= last; n++ {
			if batches[fmt.Sprintf("%s %d", place, n)] == 0 {
				t.Errorf("batch %d of %s was acknowledged and is lost", n, place)
			}
		}
	}
	v, err := db.VerifyAudit(ctx, g)
	if err != nil || !v.Sound() || v.Size != int64(len(batches))+1 {
		t.Errorf("the audit of %d batches: %+v, %v", len(batches), v, err)
	}
	return total
}

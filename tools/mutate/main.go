// Command mutate breaks the code on purpose, one place at a time, and sees
// whether a test notices: a wall that can be taken away without a failing test
// is held up by nothing. mutants.txt lists the places. The tree is not touched:
// the broken file is laid over its own with the overlay of the go command.
//
//	go -C tools run ./mutate                every one of the list
//	go -C tools run ./mutate -only egress   those whose name holds a text
//	go -C tools run ./mutate -sample 8      some whose tests are quick, others each day
//
// It exits with 1 where a mutant survives that the list does not call harmless,
// where one that it calls harmless is killed, and where an entry no longer fits
// its file.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

// root is the product's tree, seen from the folder of tools, where `go -C tools` runs.
const root = ".."

func main() {
	log.SetFlags(0)
	log.SetPrefix("mutate: ")
	list := flag.String("list", "mutate/mutants.txt", "the `file` of mutants")
	only := flag.String("only", "", "run those alone whose name holds this `text`")
	sample := flag.Int("sample", 0, "run `N` of those whose tests are quick; 0 for all of the list")
	seed := flag.Int64("seed", time.Now().Unix()/86400, "which ones a sample takes; the day unless given")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	mutants, err := readList(*list)
	if err == nil {
		err = runAll(ctx, os.Stdout, chosen(mutants, *only, *sample, uint64(*seed)))
	}
	if err != nil {
		log.Fatal(err)
	}
}

// chosen are those whose name holds a text, and of these so many whose tests are
// quick, where a number is given. The same seed takes the same ones.
func chosen(all []mutant, only string, sample int, seed uint64) []mutant {
	all = slices.DeleteFunc(slices.Clone(all), func(m mutant) bool {
		return !strings.Contains(m.name, only) || sample > 0 && (m.slow || m.harmless != "")
	})
	if sample <= 0 || sample >= len(all) {
		return all
	}
	rand.New(rand.NewPCG(seed, seed)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:sample]
}

// runAll breaks the code as each mutant says, one after the other, and writes a
// line for each. An error says how many did not end as the list says.
func runAll(ctx context.Context, out io.Writer, mutants []mutant) error {
	if len(mutants) == 0 {
		return errors.New("no mutant of the list is meant")
	}
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	r := runner{root: root, dir: dir, sound: map[string]error{}}
	counted, wrong := map[verdict]int{}, 0
	for _, m := range mutants {
		v, detail := r.try(ctx, m)
		if ctx.Err() != nil {
			return errors.New("interrupted")
		}
		counted[v]++
		if !v.as(m) {
			wrong++
		}
		fmt.Fprintf(out, "%-14s %-36s %s\n", v, m.name, detail)
	}
	fmt.Fprintf(out, "%d mutants: %d killed, %d harmless, %d survived, %d of no use\n", len(mutants),
		counted[killed], counted[harmless], counted[survived], len(mutants)-counted[killed]-counted[harmless]-counted[survived])
	if wrong > 0 {
		return fmt.Errorf("%d did not end as the list says", wrong)
	}
	return nil
}

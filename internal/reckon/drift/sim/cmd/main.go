// Command cmd runs the simulation, or scores announced changes of role, and
// prints the table or puts it into docs/method.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

func main() {
	series := flag.Int("series", 200, "series a scenario")
	seed := flag.Uint64("seed", 20261121, "seed")
	only := flag.String("only", "", "scenarios whose name begins with this")
	real := flag.Bool("transitions", false, "score announced changes of role under BACKSIGHT_CORPORA instead")
	workers := flag.Int("workers", 2, "series at once")
	into := flag.String("into", "", "a page whose marked place the table replaces, instead of printing it")
	flag.Parse()
	table, mark, err := "", "simulated", error(nil)
	if *real {
		mark = "announced"
		table, err = announced(filepath.Join(os.Getenv("BACKSIGHT_CORPORA"), "transitions", "transitions.ndjson"), *workers)
	} else {
		table, err = simulated(*only, *series, *seed, *workers)
	}
	if err == nil && *into != "" {
		err = insert(*into, mark, table)
	} else if err == nil {
		fmt.Print(table)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "run the simulation:", err)
		os.Exit(1)
	}
}

// insert replaces what lies between the two comments of a mark in a page.
func insert(page, mark, table string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return fmt.Errorf("read the page: %w", err)
	}
	begin, end := "<!-- "+mark+" -->\n", "<!-- /"+mark+" -->"
	head, rest, ok := strings.Cut(string(text), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s has no place marked %s", page, mark)
	}
	if err := os.WriteFile(page, []byte(head+begin+table+end+tail), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// simulated is the table of the scenarios whose name begins with only.
func simulated(only string, series int, seed uint64, workers int) (string, error) {
	var chosen []sim.Scenario
	for _, s := range sim.Scenarios() {
		if strings.HasPrefix(s.Name, only) {
			chosen = append(chosen, s)
		}
	}
	scores := make([]sim.Score, len(chosen))
	err := atOnce(workers)(len(chosen), func(i int) (err error) {
		scores[i], err = sim.Run(chosen[i], series, seed)
		return err
	})
	return sim.Table(scores), err
}

// announced is the table of the announced changes of role.
func announced(path string, workers int) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("open the transitions (BACKSIGHT_CORPORA says where): %w", err)
	}
	defer f.Close()
	cases, err := sim.ReadCases(f)
	if err != nil {
		return "", err
	}
	ours, err := sim.Judge("drift", sim.Engine, cases, atOnce(workers))
	if err != nil {
		return "", err
	}
	pelt, err := sim.Judge("PELT", sim.PlainPelt, cases, atOnce(workers))
	return sim.AnnouncedTable([]sim.Announced{ours, pelt}), err
}

// atOnce runs n pieces of work, some at once, and returns the first error.
func atOnce(workers int) func(n int, one func(i int) error) error {
	return func(n int, one func(i int) error) error {
		errs := make([]error, n)
		next := make(chan int)
		var wait sync.WaitGroup
		for range workers {
			wait.Go(func() {
				for i := range next {
					errs[i] = one(i)
				}
			})
		}
		for i := range n {
			next <- i
		}
		close(next)
		wait.Wait()
		return errors.Join(errs...)
	}
}

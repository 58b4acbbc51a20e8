// Command cmd runs the simulation and prints its table.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/backsight/backsight/internal/reckon/drift/sim"
)

func main() {
	series := flag.Int("series", 200, "series a scenario")
	seed := flag.Uint64("seed", 20261121, "seed")
	only := flag.String("only", "", "scenarios whose name begins with this")
	workers := flag.Int("workers", 2, "scenarios at once")
	flag.Parse()
	var chosen []sim.Scenario
	for _, s := range sim.Scenarios() {
		if strings.HasPrefix(s.Name, *only) {
			chosen = append(chosen, s)
		}
	}
	scores, err := runAll(chosen, *series, *seed, *workers)
	if err != nil {
		fmt.Fprintln(os.Stderr, "run the simulation:", err)
		os.Exit(1)
	}
	fmt.Print(sim.Table(scores))
}

// runAll scores scenarios, some at once, and returns them in order.
func runAll(scenarios []sim.Scenario, series int, seed uint64, workers int) ([]sim.Score, error) {
	scores, errs := make([]sim.Score, len(scenarios)), make([]error, len(scenarios))
	next := make(chan int)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for i := range next {
				scores[i], errs[i] = sim.Run(scenarios[i], series, seed)
			}
		})
	}
	for i := range scenarios {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return scores, nil
}

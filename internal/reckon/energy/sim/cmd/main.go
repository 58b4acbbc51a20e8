// Command cmd writes the table of docs/method.md about energy: 300 made-up people a
// line.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/reckon/energy/sim"
)

func main() {
	people := flag.Int("people", 300, "made-up people a line")
	seed := flag.Uint64("seed", 1, "of chance")
	flag.Parse()
	lengths := []int{50, 100, 200, 400}
	cells := make([]sim.Score, len(sim.Scenarios())*len(lengths))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range sim.Scenarios() {
		for j, n := range lengths {
			work.Go(func() error {
				cells[i*len(lengths)+j] = sim.Run(s, n, *people, *seed)
				fmt.Fprintf(os.Stderr, "%s, %d\n", s.Name, n)
				return nil
			})
		}
	}
	_ = work.Wait()
	fmt.Print(sim.Table(cells))
}

// Backsight tells engineers who lead how far they have moved from building.
package main

import (
	"os"

	"github.com/backsight/backsight/internal/surface/cli"
)

func main() { os.Exit(cli.Main()) }

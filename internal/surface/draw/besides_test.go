package draw_test

import (
	"fmt"

	"github.com/backsight/backsight/internal/surface/draw"
)

func ExampleBesides() {
	fmt.Println("coordinating, and", draw.Besides("coordinating", []string{"coordinating", "hiring"}), "at once")
	// Output: coordinating, and more of it, hiring at once
}

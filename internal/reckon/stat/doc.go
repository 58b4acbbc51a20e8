// Package stat reads plain numbers at equal distances: where their level
// turned, whether it stepped or slid, how fast it goes, when to ring. It knows
// nothing of work, people, weeks or days: a step is "one place further". It is
// pure and reproducible: randomness comes from a seed that the caller gives.
// docs/method.md tells the method to whoever is shown its numbers.
//
// # The model
//
// The numbers are noise around a level that nobody sees. At each place the level
// rests, steps anywhere, or goes on with a slide:
//
//	level    ────────┐                      rest, a step, rest, a slide, rest
//	                 └─────────╲
//	                            ╲──────
//	numbers  · ·· ·  ·  ·· · ·   ·  ·· ·    y, each with its exposure
//
// Two engines end in the same value, a set of paths. A path is one way of cutting
// the series into steady stretches and slides; what most of the paths agree on is
// reported.
//
//   - The grid filter ([Filter]) is for what is counted with a known exposure. The
//     level lies in one of 96 cells, a slide has one of twelve slopes. One pass
//     forward sums, for each cell and slope, over all histories that end there;
//     200 paths are then drawn backward (Scott 2002). In the code a is the weight
//     of the histories that end in a cell, z the sum that keeps them in range, and
//     k the cell. The noise is chosen by evidence from the series itself: beta-
//     binomial for shares and days, negative binomial for counts, normal on the
//     root for hours, each with a chance of an odd value.
//   - The exact segmentation ([Segment]) is for plain numbers: levels and ramps with
//     noise that remembers its neighbour, summed over all places where one may begin
//     (Fearnhead 2006).
//
// # What is made of the paths
//
// [Fit] answers from them: Turns where enough paths move in one direction (the
// headline is the path that agrees best with all others in F1 and Cover: van den
// Burg and Williams 2020), Bands of the level, Since for two levels set against one
// another path by path, Ending for where the last stretch goes. A robust line
// (Huber 1964) gives the rate; a bet against "nothing changed" rings (Shin, Ramdas
// and Rinaldo 2024).
//
//	fit := stat.Filter(family, series, stat.Options{Seed: stat.Seed("hands_on_days")})
//	turns, now := fit.Turns(seen), fit.Now()
//
// A place that was not seen is no observation; it is never zero. Golden numbers,
// laws and simulations with fixed seeds hold all of it.
package stat

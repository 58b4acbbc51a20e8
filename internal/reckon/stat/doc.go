// Package stat reads plain numbers at equal distances: where their level
// turned, whether it stepped or slid, how fast it goes, when to ring. It knows
// nothing of work, people, weeks or days: a step is "one place further". It is
// pure and reproducible: randomness comes from a seed that the caller gives.
//
// Two engines end in the same value, a set of paths: the grid filter ([Filter])
// for what is counted with a known exposure, and the exact segmentation
// ([Segment]) for plain numbers. A path is one way of cutting the series into
// steady stretches and slides; what most of the paths agree on is reported.
package stat

// Package say puts numbers, lengths of time and lists into English words, and
// holds a sentence in parts, so that each surface can write its dates and numbers
// in the reader's own way. It knows no locale: the pages bring theirs.
package say

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Plural is the word for n things: one where n is 1, else many.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Count is a number of things: "1 week", "3 weeks".
func Count(n int, one, many string) string { return strconv.Itoa(n) + " " + Plural(n, one, many) }

// Word is a small number as a word: "no", "one", up to "twelve"; from 13 on it is
// in digits.
func Word(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n)
}

// List is "a", "a and b", "a, b and c".
func List(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// Upper is a text with its first letter, of ASCII, in upper case.
func Upper(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Grouped is a number with a comma before each three digits: "7,350".
func Grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	first := 0
	if n < 0 {
		first = 1
	}
	for i := len(text) - 3; i > first; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Scaled is a number in at most eight columns: "950", "12.6 k", "1.2 M", "3.4 G".
func Scaled(n int64) string {
	units := []string{"", " k", " M", " G", " T"}
	value, i := float64(n), 0
	for value >= 999.5 && i < len(units)-1 {
		value, i = value/1000, i+1
	}
	if i == 0 || value >= 99.95 {
		return fmt.Sprintf("%.0f%s", value, units[i])
	}
	return fmt.Sprintf("%.1f%s", value, units[i])
}

// Round is a value to some decimals, halves away from zero.
func Round(v float64, decimals int) float64 {
	p := math.Pow(10, float64(decimals))
	return math.Round(v*p) / p
}

// Tenth is a value to one decimal, halves away from zero and without a zero below
// zero: every surface rounds by it, so that no two show the same value
// differently.
func Tenth(v float64) float64 { return Round(v, 1) + 0 }

// Package money is amounts as Backsight keeps them: whole minor units (cents)
// of one currency. It knows no exchange rates, and no floating point holds an
// amount.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Amount is so many minor units of a currency: 9500 of "EUR" is 95.00 EUR.
type Amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"` // ISO 4217, upper case
}

// Digits is how many decimals a currency is written with: two, but for the few
// that ISO 4217 gives none or three.
func Digits(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

// Parse reads "95 EUR" or "95.50 EUR". It takes no more decimals than the
// currency has, and no amount below zero.
func Parse(text string) (Amount, error) {
	number, currency, _ := strings.Cut(strings.TrimSpace(text), " ")
	currency = strings.ToUpper(strings.TrimSpace(currency))
	if len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Amount{}, fmt.Errorf("%q is not an amount like \"95.50 EUR\"", text)
	}
	whole, part, _ := strings.Cut(number, ".")
	digits := Digits(currency)
	if len(part) > digits {
		return Amount{}, fmt.Errorf("%s has %d decimals, not %d", currency, digits, len(part))
	}
	minor, err := strconv.ParseUint(whole+part+strings.Repeat("0", digits-len(part)), 10, 62)
	if err != nil || whole == "" {
		return Amount{}, fmt.Errorf("%q is not an amount like \"95.50 EUR\"", text)
	}
	return Amount{int64(minor), currency}, nil
}

// String is "95.50 EUR".
func (a Amount) String() string {
	digits := Digits(a.Currency)
	text := fmt.Sprintf("%0*d", digits+1, max(a.Minor, -a.Minor))
	if digits > 0 {
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	if a.Minor < 0 {
		text = "-" + text
	}
	return text + " " + a.Currency
}

// Times is the amount for part of whole, such as minutes of an hour, rounded
// half away from zero to the minor unit. Whole must be above zero, and part not
// below it.
func (a Amount) Times(part, whole int64) Amount {
	quotient, rest := part/whole, part%whole
	return Amount{a.Minor*quotient + (2*a.Minor*rest+whole)/(2*whole), a.Currency}
}

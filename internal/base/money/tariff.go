package money

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Tariff is what a million of something costs, in millionths of a currency's
// whole unit: 3_750_000 of "USD" is 3.75 USD for a million.
type Tariff struct {
	Micro    int64
	Currency string // ISO 4217, upper case
}

// ParseTariff reads a decimal number with up to six decimals, "3.75", as the price
// of a million. It takes none below zero.
func ParseTariff(number, currency string) (Tariff, error) {
	whole, part, _ := strings.Cut(strings.TrimSpace(number), ".")
	currency = strings.ToUpper(strings.TrimSpace(currency))
	micro, err := strconv.ParseUint(whole+part+strings.Repeat("0", max(0, 6-len(part))), 10, 62)
	if err != nil || whole == "" || len(part) > 6 || len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Tariff{}, fmt.Errorf("%q %q is not a price like \"3.75\" \"USD\"", number, currency)
	}
	return Tariff{int64(micro), currency}, nil
}

// Part is the tariff times a fraction; what it leaves below a millionth is cut.
func (t Tariff) Part(times, of int64) Tariff { return Tariff{t.Micro * times / of, t.Currency} }

// Of is what so many pieces cost, exactly.
func (t Tariff) Of(pieces int64) Exact {
	pico := new(big.Int).Mul(big.NewInt(t.Micro), big.NewInt(pieces))
	return Exact{pico, t.Currency}
}

// Exact is an amount that nothing was rounded of yet: many prices far below a
// cent are added before they are one that people can read. The zero Exact is
// nothing of no currency.
type Exact struct {
	pico     *big.Int // trillionths of the whole unit; never changed once made
	currency string
}

// Plus is the sum; ok is false where the two are of different currencies.
func (e Exact) Plus(o Exact) (sum Exact, ok bool) {
	switch {
	case o.pico == nil:
		return e, true
	case e.pico == nil:
		return o, true
	case e.currency != o.currency:
		return e, false
	}
	return Exact{new(big.Int).Add(e.pico, o.pico), e.currency}, true
}

// Amount is the sum rounded half away from zero to the minor unit.
func (e Exact) Amount() Amount {
	if e.pico == nil {
		return Amount{Currency: e.currency}
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(12-Digits(e.currency))), nil)
	half := new(big.Int).Rsh(unit, 1)
	if e.pico.Sign() < 0 {
		half.Neg(half)
	}
	return Amount{new(big.Int).Quo(new(big.Int).Add(e.pico, half), unit).Int64(), e.currency}
}

// Currency is that of the amount, "" for nothing.
func (e Exact) Currency() string { return e.currency }

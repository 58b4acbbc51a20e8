package money_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/money"
)

func TestTariff(t *testing.T) {
	for _, c := range []struct {
		price, currency string
		pieces          int64
		want            string
	}{
		{"3", "USD", 1_000_000, "3.00 USD"},
		{"18.75", "usd", 1_000_000, "18.75 USD"},
		{"0.0375", "USD", 1_000_000, "0.04 USD"}, // half a cent is rounded away from zero
		{"0.25", "USD", 19_999, "0.00 USD"},
		{"0.25", "USD", 20_000, "0.01 USD"},
		{"75", "JPY", 1_500_000, "113 JPY"},
		{"75", "USD", 1 << 55, "2702159776422.30 USD"},
	} {
		tariff, err := money.ParseTariff(c.price, c.currency)
		if err != nil {
			t.Fatal(err)
		}
		if got := tariff.Of(c.pieces).Amount().String(); got != c.want {
			t.Errorf("%d at %s %s a million is %s, want %s", c.pieces, c.price, c.currency, got, c.want)
		}
	}
	for _, bad := range []string{"", "-1", ".5", "1.2345678", "1e3", "x"} {
		if got, err := money.ParseTariff(bad, "USD"); err == nil {
			t.Errorf("%q became %v", bad, got)
		}
	}
	if _, err := money.ParseTariff("1", "dollars"); err == nil {
		t.Error("dollars are no currency")
	}
}

// TestExact: nothing is lost in a sum, however it is parted, and two currencies
// never make one.
func TestExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tariff := money.Tariff{Micro: rapid.Int64Range(0, 1<<40).Draw(t, "price"), Currency: "EUR"}
		a, b := rapid.Int64Range(0, 1<<40).Draw(t, "a"), rapid.Int64Range(0, 1<<40).Draw(t, "b")
		sum, ok := tariff.Of(a).Plus(tariff.Of(b))
		if whole := tariff.Of(a + b).Amount(); !ok || sum.Amount() != whole {
			t.Errorf("%v in two parts, %v at once", sum.Amount(), whole)
		}
	})
	euro, dollar := money.Tariff{Micro: 1, Currency: "EUR"}, money.Tariff{Micro: 1, Currency: "USD"}
	if _, ok := euro.Of(1).Plus(dollar.Of(1)); ok {
		t.Error("euro and dollar were added")
	}
	if sum, ok := (money.Exact{}).Plus(dollar.Of(5)); !ok || sum.Currency() != "USD" {
		t.Errorf("nothing and dollars are %v", sum)
	}
}

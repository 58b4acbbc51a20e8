// Package costs reads what time, tokens of models and plans of assistants cost, from the
// settings and the file that they name.
package costs

import (
	"maps"
	"os"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/money"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/price"
)

// Prices are the list prices of models' tokens: those that came along, then those
// of the person's own file.
func Prices(o desk.Options) (price.Table, error) {
	table := price.Listed()
	if o.Settings.Prices == "" {
		return table, nil
	}
	f, err := os.Open(o.Settings.Prices)
	if err != nil {
		return nil, fault.New(fault.Failed, "the prices in %s cannot be read", o.Settings.Prices).Because(err).Try("the setting `prices` names the file")
	}
	defer f.Close()
	own, err := price.Parse(f)
	if err != nil {
		return nil, fault.New(fault.Usage, "%s: %v", o.Settings.Prices, err).Try("docs/assistants.md describes such a file")
	}
	return append(table, own...), nil
}

// Plans are the plans of coding assistants that the settings name, by name, with
// what each costs a month.
func Plans(o desk.Options) (out []reckon.Plan, err error) {
	fees, err := o.Settings.MonthlyPlans()
	if err != nil {
		return nil, fault.New(fault.Usage, "%v", err)
	}
	for _, name := range slices.Sorted(maps.Keys(fees)) {
		out = append(out, reckon.Plan{Name: name, Month: fees[name]})
	}
	return out, nil
}

// Costs are what time, tokens and plans cost, as the settings say.
type Costs struct {
	Rate   *money.Amount // an hour of one person; nil for none
	Prices price.Table   // of models' tokens
	Plans  []reckon.Plan
}

// Of reads them. It fails where a setting, or the file it names, cannot be
// understood.
func Of(o desk.Options) (c Costs, err error) {
	if c.Rate, err = o.Settings.HourlyRate(); err != nil {
		return c, fault.New(fault.Usage, "%v", err)
	}
	if c.Prices, err = Prices(o); err != nil {
		return c, err
	}
	c.Plans, err = Plans(o)
	return c, err
}

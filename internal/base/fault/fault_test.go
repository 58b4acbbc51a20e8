package fault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/backsight/backsight/internal/base/fault"
)

func ExampleNew() {
	err := fault.New(fault.Usage, "there is no year %q", "20l7").
		Because(errors.New("strconv: invalid syntax")).
		Try("write it like %d", 2017)
	fmt.Println(err)
	fmt.Println(err.Hint)
	fmt.Println(fault.KindOf(fmt.Errorf("reading the flags: %w", err)) == fault.Usage)
	// Output:
	// there is no year "20l7": strconv: invalid syntax
	// write it like 2017
	// true
}

func TestKindOf(t *testing.T) {
	inner := fault.New(fault.NotAllowed, "too dear")
	for _, c := range []struct {
		err  error
		want fault.Kind
	}{
		{nil, 0},
		{errors.New("whatever"), fault.Failed},
		{inner, fault.NotAllowed},
		{fmt.Errorf("asking: %w", inner), fault.NotAllowed},
		{fault.New(fault.Incomplete, "half read").Because(inner), fault.Incomplete}, // the outer one speaks
		{errors.Join(errors.New("first"), inner), fault.NotAllowed},
	} {
		if got := fault.KindOf(c.err); got != c.want {
			t.Errorf("%v is of kind %d, want %d", c.err, got, c.want)
		}
	}
}

func TestTheCauseIsFound(t *testing.T) {
	err := fault.New(fault.Failed, "it cannot be read").Because(fs.ErrPermission)
	if !errors.Is(err, fs.ErrPermission) {
		t.Error("the cause is hidden")
	}
	if got := fault.New(fault.Failed, "alone").Error(); got != "alone" {
		t.Errorf("without a cause it says %q", got)
	}
}

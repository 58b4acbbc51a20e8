package reckon

import "fmt"

func ExampleDayReport_Bar() {
	fmt.Println(DayReport{}.Bar())
	fmt.Println(DayReport{HandsOn: 0.4}.Bar())
	fmt.Println(DayReport{HandsOn: 80, Sums: []DaySum{
		{"hand", "by hand", 30},
		{"assisted", "with an assistant", 50},
		{"leading", "leading", 185},
		{"delegated", "delegated", 1},
		{"learning", "learning", 0.5},
		{"none", "no evidence", 100},
	}}.Bar())
	// Output:
	// nothing seen today yet
	// nothing seen today yet
	// 1 h 20 hands-on, 3 h 05 leading, 1 minute delegated
}

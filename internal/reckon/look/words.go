package look

import "strings"

// Called is what a measure is called on a screen, by its name: "hands-on days",
// "distance from the work".
func Called(measure string) string {
	switch measure {
	case "remove":
		return "distance from the work"
	case "planned_remove":
		return "planned distance from the work"
	}
	return strings.Replace(strings.ReplaceAll(measure, "_", " "), "hands on", "hands-on", 1)
}

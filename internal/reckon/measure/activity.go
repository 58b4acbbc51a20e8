package measure

// Activity is the sources that see what hands do, minute by minute: editors, the
// desktop, coding assistants.
func Activity() []string { return []string{"activitywatch", "assistant", "wakatime"} }

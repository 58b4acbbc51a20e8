package recur

// ticks walks hours, minutes or seconds on the wall clock, stepping over whole
// days, hours and minutes that the rule's parts exclude.
func (c *course) ticks() {
	unit := c.unit()
	step := Wall(c.Interval) * unit
	first := c.start - c.start%unit
	if c.start < 0 && c.start%unit != 0 {
		first -= unit
	}
	i := Wall(0)
	if c.Count == 0 && c.From > first {
		i = max(0, (c.From-first)/step-1)
	}
	day := dayGate{course: c}
	for c.work.Left--; !c.work.Out(); c.work.Left-- {
		tick := first + i*step
		if tick >= c.To || tick > c.Until {
			return
		}
		if next := day.closedUntil(tick); next > tick {
			i = (next - first + step - 1) / step
			continue
		}
		if !c.emitTick(tick) {
			return
		}
		i++
	}
}

// emitTick emits the times inside one tick, or of BYSETPOS among them.
func (c *course) emitTick(tick Wall) bool {
	if len(c.places) == 0 {
		for _, t := range c.times {
			if !c.emit(tick + t) {
				return false
			}
		}
		return true
	}
	c.work.Left -= int64(len(c.places) * len(c.times))
	for at, t := range c.times {
		if c.placed(at) && !c.emit(tick+t) {
			return false
		}
	}
	return true
}

func (c *course) placed(at int) bool {
	for _, n := range c.places {
		if n == at+1 || n == at-len(c.times) {
			return true
		}
	}
	return false
}

// dayGate remembers whether the day just looked at matches.
type dayGate struct {
	*course
	day   int64
	known bool
	open  bool
}

// closedUntil is the next reading worth trying: the tick itself, or the start
// of the next day, hour or minute where the rule excludes the tick's own.
func (g *dayGate) closedUntil(tick Wall) Wall {
	if d := tick.Day(); !g.known || d != g.day {
		g.work.Left -= g.cost - 1 // the tick itself is counted by the walk
		g.day, g.known, g.open = d, true, g.match(dateOf(d))
	}
	clock := tick - tick.Midnight()
	switch {
	case !g.open:
		return tick.Midnight() + Day
	case g.hours != 0 && g.hours>>(clock/Hour)&1 == 0:
		return tick + Hour - clock%Hour
	case g.Freq >= Minutely && g.minutes != 0 && g.minutes>>(clock/Minute%60)&1 == 0:
		return tick + Minute - clock%Minute
	case g.Freq == Secondly && g.seconds != 0 && g.seconds>>(clock%60)&1 == 0:
		return tick + 1
	}
	return tick
}

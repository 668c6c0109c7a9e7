package timeline

import "strings"

// findFunc looks in a stack of the goroutine's own for the function it runs, if
// that is not known from its creation.
func (b *builder) findFunc(g *Goroutine, stack int32) {
	if stack == None || g.settled || g.plain != "" {
		return
	}
	if g.Func != "" && !wrapper(g.Func) && !b.startedByGo(g) {
		g.settled = true
		return
	}
	g.plain = userFunc(b.frames(stack), starter(b.frames(g.Created)))
	if g.Func == "" {
		funcs := b.stacks.funcs(stack)
		g.Func = funcs[len(funcs)-1]
	}
}

func (b *builder) startedByGo(g *Goroutine) bool { return starter(b.frames(g.Created)) != "" }

func (b *builder) frames(stack int32) []Frame {
	if stack == None {
		return nil
	}
	frames := make([]Frame, 0, 16)
	for _, f := range b.stacks.stacks[stack] {
		frames = append(frames, b.stacks.frames[f])
	}
	return frames
}

// A goStatement tells goroutines apart by where they come from.
type goStatement struct {
	created int32
	fn      string
}

// nameAll settles what the goroutines are called. One that never blocked has
// left no stack to find its function in; then another one that came from the
// same go statement tells.
func (b *builder) nameAll() {
	found := make(map[goStatement]string)
	for i := range b.m.Goroutines {
		if g := &b.m.Goroutines[i]; g.Created != None && g.plain != "" && !g.named {
			found[goStatement{g.Created, g.Func}] = g.plain
		}
	}
	for i := range b.m.Goroutines {
		g := &b.m.Goroutines[i]
		if g.Created != None && g.plain == "" {
			g.plain = found[goStatement{g.Created, g.Func}]
		}
		b.name(g)
	}
}

// name settles what a goroutine is called and whose it is.
func (b *builder) name(g *Goroutine) {
	g.System = g.Func != "" && system(g.Func) && g.ID != 1
	if g.named {
		return
	}
	if g.System {
		g.plain = shortName(g.Func)
		return
	}
	fn := g.plain
	if fn == "" && (wrapper(g.Func) || b.startedByGo(g)) {
		if g.plain = startedBy(b.frames(g.Created)); g.plain != "" {
			return
		}
	}
	if fn == "" {
		fn = g.Func
	}
	g.plain = shortName(fn)
	switch {
	case strings.HasPrefix(fn, "context.WithDeadlineCause.func"):
		g.plain = "deadline" // the timer that ends a context when its time is over
	case g.plain == "":
		g.plain = "goroutine"
	}
}

package watch

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// A pace tells a finished save from one that is going on.
type pace struct {
	// quiet is how long nothing may happen to a file until it counts as saved.
	// Editors write in bursts: truncate, write, rename, format, write again.
	quiet time.Duration
	// absent is how long a file may be missing or empty before that is taken
	// to be meant. Editors that move the old file away, or truncate it, have
	// the new text there long before.
	absent time.Duration
	// longest bounds a burst: a file written to all the time is reported all
	// the same.
	longest time.Duration
}

var defaultPace = pace{quiet: 60 * time.Millisecond, absent: 600 * time.Millisecond, longest: time.Second}

const (
	// pollEvery is how often files are looked at with Options.Poll.
	pollEvery = 250 * time.Millisecond
	// checkEvery is how often they are looked at beside notifications, which
	// get lost: a full queue, a folder that was replaced, a drive of another
	// machine.
	checkEvery = 2 * time.Second
	// stale is how long after a change a second one can look the same from
	// outside: the clocks of network drives may tick as seldom as every two
	// seconds. For so long the text is read; later a look at the clock will do.
	stale = 10 * time.Second
)

// A save is a change of one of the watched files. Each change is reported
// twice: when it begins, so that what runs on the old text can be stopped, and
// when the file is at rest.
type save struct {
	path    string
	settled bool
	missing bool // at rest, and not there
}

// A saver notices saves. It watches the folders and not the files: an editor
// that saves by renaming a new file over the old one leaves a watch on the
// file with nothing to see.
type saver struct {
	files  []string
	poll   bool
	pace   pace
	notify *fsnotify.Watcher // nil if notifications can't be had
	seen   map[string]seen   // what each file was like when last reported
	moving map[string]*burst // files that are being saved
	out    chan save         // closed when run returns
}

// A look is what can be seen of a file. Without sum it is what can be seen from
// outside.
type look struct {
	there   bool
	size    int64
	changed time.Time
	sum     [sha256.Size]byte
}

// Seen is a look, and when it was first taken.
type seen struct {
	look
	at time.Time
}

// A burst is a save that is going on.
type burst struct {
	first, last time.Time
	look        look // at last
}

// newSaver remembers what the files are like: every later change is reported.
// It starts no goroutine but those of the notification library, which run
// ends; so run must be called.
func newSaver(files []string, poll bool) (*saver, error) {
	s := &saver{poll: poll, pace: defaultPace, seen: map[string]seen{}, moving: map[string]*burst{}, out: make(chan save)}
	for _, f := range files {
		f, err := filepath.Abs(f)
		if err != nil {
			return nil, err
		}
		s.files = append(s.files, f)
		s.seen[f] = seen{inside(f), time.Now()}
	}
	if !poll {
		// Without notifications (the system's limits are reached) the files
		// are polled: slower, and never wrong.
		s.notify, _ = fsnotify.NewWatcher()
		s.watchFolders()
		if s.notify == nil {
			s.poll = true
		}
	}
	return s, nil
}

// watchFolders asks for notifications of each folder that has none: at the
// start, and again for a folder that went away and came back.
func (s *saver) watchFolders() {
	if s.notify == nil {
		return
	}
	watched := s.notify.WatchList()
	for _, f := range s.files {
		if dir := filepath.Dir(f); !slices.Contains(watched, dir) {
			_ = s.notify.Add(dir) // looked at every checkEvery in any case
			watched = append(watched, dir)
		}
	}
}

// outside looks at a file without reading it.
func outside(path string) look {
	info, err := os.Stat(path)
	if err != nil {
		return look{}
	}
	return look{there: true, size: info.Size(), changed: info.ModTime()}
}

// inside looks at a file and reads it.
func inside(path string) look {
	l := outside(path)
	if text, err := os.ReadFile(path); err == nil {
		l.sum = sha256.Sum256(text)
	}
	return l
}

// unchanged reports whether a file is as it was last reported.
func (s *saver) unchanged(path string) bool {
	was := s.seen[path]
	if time.Since(was.at) > stale {
		now := outside(path)
		now.sum = was.sum
		return now == was.look
	}
	return inside(path) == was.look
}

// run reports saves until ctx ends.
func (s *saver) run(ctx context.Context) {
	defer close(s.out)
	var events chan fsnotify.Event
	var errs chan error
	if s.notify != nil {
		defer s.notify.Close()
		events, errs = s.notify.Events, s.notify.Errors
	}
	every := checkEvery
	if s.poll {
		every = pollEvery
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			if e.Op != fsnotify.Chmod && slices.Contains(s.files, e.Name) {
				s.touch(ctx, e.Name)
			}
		case _, ok := <-errs:
			if !ok {
				errs = nil
				continue
			}
			s.check(ctx) // the queue ran over: look for oneself
		case <-ticker.C:
			s.watchFolders()
			s.check(ctx)
		case <-timer.C:
			s.settle(ctx, time.Now())
		}
		timer.Reset(s.next(time.Now()))
	}
}

// touch notes that a file is changing. A notification may come late, when the
// change that it tells of has been reported; then there is nothing to note.
func (s *saver) touch(ctx context.Context, path string) {
	b := s.moving[path]
	if b == nil {
		if s.unchanged(path) {
			return
		}
		b = &burst{first: time.Now()}
		s.moving[path] = b
		s.report(ctx, save{path: path}) // may take its time
	}
	b.last, b.look = time.Now(), inside(path)
}

// check looks at all files for changes that nobody told of.
func (s *saver) check(ctx context.Context) {
	for _, f := range s.files {
		if s.moving[f] == nil {
			s.touch(ctx, f)
		}
	}
}

// settle reports the files that have come to rest.
func (s *saver) settle(ctx context.Context, now time.Time) {
	for path, b := range s.moving {
		if now.Before(s.due(b)) {
			continue
		}
		l := inside(path)
		if l != b.look && now.Sub(b.first) < s.pace.longest {
			b.last, b.look = now, l // still moving, and nobody told
			continue
		}
		delete(s.moving, path)
		s.seen[path] = seen{l, now}
		s.report(ctx, save{path: path, settled: true, missing: !l.there})
	}
}

// due is when the burst may be over.
func (s *saver) due(b *burst) time.Time {
	if !b.look.there || b.look.size == 0 {
		return b.last.Add(s.pace.absent)
	}
	due := b.last.Add(s.pace.quiet)
	if end := b.first.Add(s.pace.longest); end.Before(due) {
		return end
	}
	return due
}

// next is how long there is nothing to settle.
func (s *saver) next(now time.Time) time.Duration {
	wait := time.Hour
	for _, b := range s.moving {
		wait = min(wait, max(0, s.due(b).Sub(now)))
	}
	return wait
}

func (s *saver) report(ctx context.Context, what save) {
	select {
	case s.out <- what:
	case <-ctx.Done():
	}
}

package predict

import (
	"bufio"
	"context"
	"io"
)

// An input yields the lines that a learner types.
type input struct {
	lines chan string // closed at the end of the input
	err   error       // why it ended, if not because it was over; read after lines is closed
}

// listen reads lines from in, until its end or ctx's. The goroutine that does
// it can't be woken from a read: it sees ctx's end with the next line.
func listen(ctx context.Context, in io.Reader) *input {
	i := &input{lines: make(chan string)}
	go func() {
		defer close(i.lines)
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			select {
			case i.lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
		i.err = scanner.Err()
	}()
	return i
}

// next prompts and waits for a line. It fails with errQuit at the end of the
// input, with the input's error, or with ctx's cause.
func (i *input) next(ctx context.Context, p *page, prompt string) (string, error) {
	p.print(prompt)
	select {
	case <-ctx.Done():
		return "", context.Cause(ctx)
	case line, ok := <-i.lines:
		switch {
		case ok:
			return line, nil
		case ctx.Err() != nil:
			return "", context.Cause(ctx)
		case i.err != nil:
			return "", i.err
		default:
			p.line("")
			return "", errQuit
		}
	}
}

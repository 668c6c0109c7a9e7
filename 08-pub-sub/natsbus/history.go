package natsbus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"example.com/mastery/08-pub-sub/pubsub"
)

// remembered is put before the subject of a message that is to be remembered.
const remembered = "_HISTORY."

// Remember lets the server keep the last n messages of the bus in its memory,
// whatever their subject, so that subscriptions can have a Replay. It must be
// called before the bus is used otherwise, on all buses of the name in all
// processes and with the same n: a bus that does not publish into the history
// publishes past it. It panics if n is less than 1. If the server has no
// JetStream, the error wraps [errors.ErrUnsupported].
//
// From then on, Publish waits until the server has stored the message, a round
// trip, or until ctx ends, or for five seconds if ctx has no deadline: then the
// message may have been stored or not.
//
// A server that is started again has forgotten the history. Publish and a Replay
// return errors until Remember is called once more, which begins a new one;
// subscriptions go on.
//
// How it works: messages go to a stream, which numbers them, keeps them, and
// publishes them anew under their own subject with the number in a header
// (RePublish). Subscriptions listen there as always. A Replay first begins to
// listen, then asks for the last number and fetches backwards from it, a round
// trip for each message; what it hears with a lower number it knows already.
func (b *Bus[T]) Remember(ctx context.Context, n int) error {
	if n < 1 {
		panic("natsbus: Remember of less than one message")
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	js, err := jetstream.New(b.conn.nc)
	if err != nil {
		return fmt.Errorf("natsbus: remember: %w", err)
	}
	subjects := remembered + b.prefix + ">"
	stream, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:        fmt.Sprintf("natsbus-%x", b.prefix), // names of streams have no dots
		Subjects:    []string{subjects},
		Storage:     jetstream.MemoryStorage,
		MaxMsgs:     int64(n),
		Discard:     jetstream.DiscardOld,
		AllowDirect: true,
		RePublish:   &jetstream.RePublish{Source: subjects, Destination: b.prefix + ">"},
	})
	if errors.Is(err, jetstream.ErrJetStreamNotEnabled) || errors.Is(err, nats.ErrNoResponders) {
		err = errors.Join(err, errors.ErrUnsupported)
	}
	if err != nil {
		return fmt.Errorf("natsbus: remember: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.history = &history{js: js, stream: stream, prefix: remembered + b.prefix}
	return nil
}

// A history is the stream of a bus.
type history struct {
	js     jetstream.JetStream
	stream jetstream.Stream
	prefix string
}

// publish returns when the message is stored, and sent to those who listen on
// this connection: the server sends the acknowledgement after it.
func (h *history) publish(ctx context.Context, subject string, data []byte) error {
	_, err := h.js.Publish(ctx, h.prefix+subject, data)
	return err
}

// last returns the last n messages that match pattern, and the end of the
// history: the last message there was. What is forgotten while it fetches is
// older than what it has, so nothing is missing between.
func (h *history) last(ctx context.Context, pattern string, n int) ([]pubsub.Message[[]byte], mark, error) {
	info, err := h.stream.Info(ctx)
	if err != nil {
		return nil, mark{}, err
	}
	var found []pubsub.Message[[]byte]
	for number := info.State.LastSeq; number > 0 && len(found) < n; number-- {
		m, err := h.stream.GetMsg(ctx, number)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			break
		}
		if err != nil {
			return nil, mark{}, err
		}
		if subject := m.Subject[len(h.prefix):]; pubsub.Match(pattern, subject) {
			found = append(found, pubsub.Message[[]byte]{Subject: subject, Value: m.Data})
		}
	}
	slices.Reverse(found)
	return found, mark{info.State.LastSeq, info.State.LastTime}, nil
}

// A mark is the end of a history at some moment; the zero mark that of none.
type mark struct {
	number uint64
	at     time.Time
}

// covers reports whether m was part of the history at that moment. The number
// alone does not tell: when the server has forgotten the history, the next one
// begins with 1 again.
func (k mark) covers(m *nats.Msg) bool {
	if k.number == 0 {
		return false
	}
	n, err := strconv.ParseUint(m.Header.Get(jetstream.SequenceHeader), 10, 64)
	if err != nil || n > k.number {
		return false
	}
	at, err := time.Parse(time.RFC3339Nano, m.Header.Get(jetstream.TimeStampHeaer))
	return err != nil || !at.After(k.at)
}

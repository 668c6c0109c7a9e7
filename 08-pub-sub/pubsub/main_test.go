package pubsub_test

import (
	"testing"

	"go.uber.org/goleak"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/08-pub-sub/pubsub/pubsubtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestBroker(t *testing.T) {
	pubsubtest.Run(t, pubsubtest.Kind{
		New: func(_ *testing.T, history int) pubsub.Bus[int] {
			return &pubsub.Broker[int]{History: history}
		},
		Blocks:  true,
		Replays: true,
		Churn:   10_000,
	})
}

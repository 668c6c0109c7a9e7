package pubsub_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/08-pub-sub/pubsub"
)

// plainCheck is CheckPattern, or CheckSubject without wildcards, word by word as
// their comments say it.
func plainCheck(s string, wildcards bool) bool {
	tokens := strings.Split(s, ".")
	for i, token := range tokens {
		last := i == len(tokens)-1
		if token == "" || strings.ContainsAny(token, " \t\r\n\f") ||
			(token == "*" || token == ">") && !wildcards || token == ">" && !last {
			return false
		}
	}
	return true
}

// plainMatch is Match, token by token.
func plainMatch(pattern, subject string) bool {
	p, s := strings.Split(pattern, "."), strings.Split(subject, ".")
	for i, token := range p {
		switch {
		case token == ">":
			return len(s) > i
		case i == len(s) || token != "*" && token != s[i]:
			return false
		}
	}
	return len(p) == len(s)
}

func TestSubjectsSayWhatIsWrongWithThem(t *testing.T) {
	for subject, want := range map[string]string{
		"":      `pubsub: bad subject: "" has an empty token`,
		"a..b":  `pubsub: bad subject: "a..b" has an empty token`,
		"a. b":  `pubsub: bad subject: "a. b" has white space`,
		"a.*.b": `pubsub: bad subject: "a.*.b" has a wildcard`,
	} {
		require.EqualError(t, pubsub.CheckSubject(subject), want)
	}
	require.EqualError(t, pubsub.CheckPattern("a.>.b"), `pubsub: bad subject: "a.>.b" goes on after >`)
	require.NoError(t, pubsub.CheckPattern("a.*.>"))
	require.NoError(t, pubsub.CheckSubject("a*.>b.**.ä"), "letters like others")
}

func TestMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, subject string
		want             bool
	}{
		{"a", "a", true},
		{"a", "b", false},
		{"a", "a.b", false},
		{"a.b", "a", false},
		{"*", "a", true},
		{"*", "a.b", false},
		{"a.*", "a", false},
		{">", "a", true},
		{">", "a.b.c", true},
		{"a.>", "a", false},
		{"a.>", "a.b", true},
		{"a.>", "ab.c", false},
		{"*.b.>", "a.b.c.d", true},
		{"*.b.>", "a.c.c.d", false},
	} {
		require.Equal(t, test.want, pubsub.Match(test.pattern, test.subject), "%s matches %s", test.pattern, test.subject)
	}
}

// Random patterns and subjects over few tokens, so that they often match.
var (
	tokens   = rapid.SampledFrom([]string{"a", "b", "c", "aa", "a*", ">>"})
	subjects = rapid.Map(rapid.SliceOfN(tokens, 1, 5), func(s []string) string { return strings.Join(s, ".") })
	patterns = rapid.Custom(func(t *rapid.T) string {
		p := rapid.SliceOfN(rapid.OneOf(tokens, rapid.Just("*")), 1, 5).Draw(t, "tokens")
		if rapid.Bool().Draw(t, "open") {
			p[len(p)-1] = ">"
		}
		return strings.Join(p, ".")
	})
)

func TestMatchIsThePlainOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := patterns.Draw(t, "pattern"), subjects.Draw(t, "subject")
		require.NoError(t, pubsub.CheckPattern(p))
		require.NoError(t, pubsub.CheckSubject(s))
		require.Equal(t, plainMatch(p, s), pubsub.Match(p, s))
	})
}

// TestTheTrieFindsWhatMatches lets subscriptions come and go: each message must
// reach those whose pattern matches, once, and no other.
func TestTheTrieFindsWhatMatches(t *testing.T) {
	type subscriber struct {
		pattern string
		sub     pubsub.Subscription[int]
	}
	rapid.Check(t, func(t *rapid.T) {
		ctx := t.Context()
		var b pubsub.Broker[int]
		var open []subscriber
		published := 0
		t.Repeat(map[string]func(*rapid.T){
			"subscribe": func(t *rapid.T) {
				p := patterns.Draw(t, "pattern")
				sub, err := b.Subscribe(ctx, p, pubsub.Options{Policy: pubsub.DropNewest})
				require.NoError(t, err)
				open = append(open, subscriber{p, sub})
			},
			"unsubscribe": func(t *rapid.T) {
				if len(open) == 0 {
					t.Skip("nobody is there")
				}
				i := rapid.IntRange(0, len(open)-1).Draw(t, "who")
				open[i].sub.Unsubscribe()
				open[i] = open[len(open)-1]
				open = open[:len(open)-1]
			},
			"publish": func(t *rapid.T) {
				s := subjects.Draw(t, "subject")
				published++
				require.NoError(t, b.Publish(ctx, s, published))
				for _, o := range open {
					if !plainMatch(o.pattern, s) {
						require.Zero(t, o.sub.Len(), "%s got %s", o.pattern, s)
						continue
					}
					require.Equal(t, 1, o.sub.Len(), "%s and %s", o.pattern, s)
					m, err := o.sub.Receive(ctx)
					require.NoError(t, err)
					require.Equal(t, pubsub.Message[int]{Subject: s, Value: published}, m)
				}
			},
		})
		for _, o := range open {
			o.sub.Unsubscribe()
		}
	})
}

func FuzzSubject(f *testing.F) {
	for _, s := range []string{"a", "a.b", "a..b", ".", ">", "*", "a.>", "a.>.b", "a.*.b", " ", "a.\f", "a b", "\x00", "ä.ö", "a*.b>"} {
		f.Add(s, "a.b")
	}
	f.Fuzz(func(t *testing.T, pattern, subject string) {
		p, s := plainCheck(pattern, true), plainCheck(subject, false)
		require.Equal(t, p, pubsub.CheckPattern(pattern) == nil, "pattern %q", pattern)
		require.Equal(t, s, pubsub.CheckSubject(subject) == nil, "subject %q", subject)
		if p && s {
			require.Equal(t, plainMatch(pattern, subject), pubsub.Match(pattern, subject), "%q and %q", pattern, subject)
		}
	})
}

package exercises

import "strings"

// Match reports whether pattern matches subject: the whole of it.
//
// Both are tokens with dots between them, as in orders.eu.new. A token of the
// pattern stands for the same token of the subject; case matters. Two tokens are
// wildcards:
//
//   - * stands for exactly one token, whichever it is.
//   - > stands for all tokens from there to the end, one at least. It is always
//     the last token of its pattern.
//
// A wildcard is a whole token. In a longer token, as in a* or b>c, the signs are
// letters like others.
//
// Pattern and subject are valid: neither is empty, no token is empty, and the
// subject has no wildcards. They may have any number of tokens of any length, in
// any script.
//
// A broker asks for each message and each subscription, from many goroutines at the
// same time. So Match allocates no memory: not for long subjects either, and not
// now and then, as with a sync.Pool, a cache of answers, or slices that are kept.
func Match(pattern, subject string) bool {
	for {
		want, patternLeft, morePattern := strings.Cut(pattern, ".")
		token, subjectLeft, moreSubject := strings.Cut(subject, ".")
		if want == ">" {
			return true // there is a token: this one
		}
		if want != "*" && want != token {
			return false
		}
		if !morePattern || !moreSubject {
			return morePattern == moreSubject // both have come to their end
		}
		pattern, subject = patternLeft, subjectLeft
	}
}

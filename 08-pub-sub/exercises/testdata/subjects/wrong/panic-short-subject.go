// Mistake: it walks along the pattern and takes it for granted that the subject is as long: orders.* against orders reads beyond the end.
package exercises

func Match(pattern, subject string) bool {
	s := 0
	for p := 0; p < len(pattern); p++ {
		starts := p == 0 || pattern[p-1] == '.'
		ends := p+1 == len(pattern) || pattern[p+1] == '.'
		switch {
		case starts && ends && pattern[p] == '>':
			return s < len(subject)
		case starts && ends && pattern[p] == '*':
			if subject[s] == '.' {
				return false
			}
			for s < len(subject) && subject[s] != '.' {
				s++
			}
		case s < len(subject) && pattern[p] == subject[s]:
			s++
		case s == len(subject) && pattern[p] == '.':
		default:
			return false
		}
	}
	return s == len(subject)
}

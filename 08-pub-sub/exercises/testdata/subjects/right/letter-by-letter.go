// Another way: it walks through both strings letter by letter with two indices. It looks at each letter once and calls nothing, and every line needs a second look.
package exercises

func Match(pattern, subject string) bool {
	p, s := 0, 0
	for p < len(pattern) && s < len(subject) {
		last := p+1 == len(pattern)
		starts := p == 0 || pattern[p-1] == '.'
		switch {
		case starts && last && pattern[p] == '>':
			return true
		case starts && pattern[p] == '*' && (last || pattern[p+1] == '.'):
			p++
			for s < len(subject) && subject[s] != '.' {
				s++
			}
		case pattern[p] == subject[s]:
			p++
			s++
		default:
			return false
		}
	}
	return p == len(pattern) && s == len(subject)
}

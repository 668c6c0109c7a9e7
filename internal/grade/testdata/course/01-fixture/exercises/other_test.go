package exercises

var _ = undefinedToo

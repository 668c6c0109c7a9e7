package main

import "testing"

func BenchmarkKeys(b *testing.B) { bench(b, "Keys") }

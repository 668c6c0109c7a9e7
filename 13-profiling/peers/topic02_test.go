package main

import "testing"

func BenchmarkPutGet(b *testing.B) { bench(b, "PutGet") }

package main

// Main stands for the program's own main, so that this folder compiles.
func Main() {}

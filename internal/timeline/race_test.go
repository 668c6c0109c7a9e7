//go:build race

package timeline

// raceDetector tells that everything is several times slower and bigger.
const raceDetector = true

package main

import (
	"fmt"
	"os"
	"time"

	"example.com/mastery/internal/timeline"
)

func main() {
	f, _ := os.Open(os.Args[1])
	t0 := time.Now()
	m, err := timeline.Read(f)
	if m == nil {
		fmt.Println(err)
		return
	}
	fmt.Println("read", time.Since(t0))
	if c, err := m.Clip("example"); err == nil {
		m = c
	}
	o, _ := os.Create(os.Args[2])
	if len(os.Args) > 4 {
		err = timeline.HTML(o, m, timeline.PageOptions{Title: os.Args[3], About: m.Setting()})
	} else {
		err = timeline.SVG(o, m, timeline.PictureOptions{Title: os.Args[3], About: "one real execution"})
	}
	if err != nil {
		fmt.Println(err)
	}
	o.Close()
	st, _ := os.Stat(os.Args[2])
	fmt.Println(os.Args[3], m.Length, len(m.Goroutines), st.Size(), time.Since(t0))
}

package exercises

func Other() int { return "this does not compile" }

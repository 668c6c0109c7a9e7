module example.com/mastery

go 1.26

module example.com/mastery/13-profiling/peers

go 1.26.0

require (
	example.com/mastery v0.0.0
	github.com/sourcegraph/conc v0.3.0
	github.com/stretchr/testify v1.12.1
	go.uber.org/goleak v1.3.0
	golang.org/x/sync v0.24.0
)

require go.yaml.in/yaml/v3 v3.0.5 // indirect

replace example.com/mastery => ../..

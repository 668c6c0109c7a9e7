package natsbus

import "encoding/json"

// A Codec turns values into bytes and back. Its functions are called by many
// goroutines at the same time.
type Codec[T any] struct {
	Encode func(T) ([]byte, error)
	Decode func([]byte) (T, error) // may keep the bytes
}

// JSON is the Codec of package encoding/json.
func JSON[T any]() Codec[T] {
	return Codec[T]{
		Encode: func(value T) ([]byte, error) { return json.Marshal(value) },
		Decode: func(data []byte) (value T, err error) {
			err = json.Unmarshal(data, &value)
			return value, err
		},
	}
}

// Bytes sends bytes as they are.
func Bytes() Codec[[]byte] {
	same := func(data []byte) ([]byte, error) { return data, nil }
	return Codec[[]byte]{Encode: same, Decode: same}
}

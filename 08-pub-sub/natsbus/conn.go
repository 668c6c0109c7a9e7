package natsbus

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// patience is how long we wait for a server that says nothing.
const patience = 10 * time.Second

// A Conn is a connection to a NATS server, for any number of buses.
type Conn struct {
	nc  *nats.Conn
	own *server.Server // embedded, or nil
	dir string         // where own would keep files, or empty
}

// Open connects to the server at url, such as nats://localhost:4222. If url is
// empty, Open starts a server in this process and connects to it without a
// network; nobody else can reach it, and Close ends it.
//
// It blocks until the connection stands, for a few seconds at most. When a
// connection breaks later, the client tries to make it anew; what is published
// to others meanwhile is lost to the subscriptions here, and what is published
// here waits for the new connection, 8 MB at most. After 60 attempts, which is
// two minutes for a server that is down, the client gives up: subscriptions end,
// and Publish returns an error.
func Open(url string) (*Conn, error) {
	if url == "" {
		return embedded()
	}
	nc, err := nats.Connect(url, nats.ErrorHandler(quiet))
	if err != nil {
		return nil, fmt.Errorf("natsbus: %w", err)
	}
	return &Conn{nc: nc}, nil
}

// embedded starts a server that listens nowhere, and connects to it.
func embedded() (*Conn, error) {
	// JetStream wants a directory, even for streams that are in memory.
	dir, err := os.MkdirTemp("", "natsbus")
	if err != nil {
		return nil, fmt.Errorf("natsbus: %w", err)
	}
	c := &Conn{dir: dir}
	if err := c.start(); err != nil {
		c.Close()
		return nil, fmt.Errorf("natsbus: embedded server: %w", err)
	}
	return c, nil
}

func (c *Conn) start() error {
	var err error
	c.own, err = server.NewServer(&server.Options{
		DontListen: true, NoLog: true, NoSigs: true,
		JetStream: true, StoreDir: c.dir,
	})
	if err != nil {
		return err
	}
	c.own.Start()
	if !c.own.ReadyForConnections(patience) {
		return errors.New("not ready")
	}
	c.nc, err = nats.Connect("", nats.InProcessServer(c.own), nats.ErrorHandler(quiet))
	return err
}

// quiet takes note of nothing: the client's default would print. Messages that
// it drops are counted in Dropped.
func quiet(*nats.Conn, *nats.Subscription, error) {}

// Close sends what is still in the connection's buffer and closes it; it ends an
// embedded server and waits for that. A server that does not answer makes it
// wait for ten seconds, and then return an error. Close the buses first. The
// subscriptions of one that is still open end as if drained, but miss what is on
// its way. Close must be called once.
func (c *Conn) Close() error {
	var err error
	if c.nc != nil {
		err = c.nc.FlushTimeout(patience)
		c.nc.Close()
	}
	if c.own != nil {
		c.own.Shutdown()
		c.own.WaitForShutdown()
	}
	if c.dir != "" {
		err = errors.Join(err, os.RemoveAll(c.dir))
	}
	return err
}

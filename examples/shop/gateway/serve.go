package main

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// newLog writes one JSON object per line, which CloudWatch Logs Insights and `kubectl logs | jq` read as it is.
func newLog() *slog.Logger {
	replace := func(_ []string, attribute slog.Attr) slog.Attr {
		switch attribute.Key {
		case slog.MessageKey:
			attribute.Key = "message"
		case slog.LevelKey:
			attribute.Value = slog.StringValue(strings.ToLower(attribute.Value.String()))
		}
		return attribute
	}
	return slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: replace}))
}

// serve answers on PORT until SIGTERM, and what is open by then.
func serve(handler http.Handler, log *slog.Logger) error {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           logged(handler, log),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		// Longer than the load balancer's, so that it never sends a request to a connection that closes.
		IdleTimeout: 75 * time.Second,
	}
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	drained := make(chan error, 1)
	go func() {
		<-told.Done()
		log.Info("stopping")
		limit, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		drained <- server.Shutdown(limit)
	}()
	log.Info("listening", "port", listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	err = <-drained
	log.Info("stopped")
	return err
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (recorder *statusRecorder) WriteHeader(status int) {
	recorder.status = status
	recorder.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (recorder *statusRecorder) Unwrap() http.ResponseWriter {
	return recorder.ResponseWriter
}

// logged gives each request an id, unless its caller has given one, and logs the request.
func logged(handler http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if request.URL.Path == "/healthz" {
			_, _ = response.Write([]byte("ok\n"))
			return
		}
		started := time.Now()
		id := request.Header.Get("X-Request-Id")
		if !isRequestID(id) {
			id = rand.Text()
			request.Header.Set("X-Request-Id", id)
		}
		recorder := &statusRecorder{response, http.StatusOK}
		handler.ServeHTTP(recorder, request)
		log.Info("request", "requestId", id, "method", request.Method, "path", request.URL.Path,
			"status", recorder.status, "durationMs", time.Since(started).Milliseconds())
	})
}

func isRequestID(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	for _, character := range text {
		isLetter := 'a' <= character && character <= 'z' || 'A' <= character && character <= 'Z'
		if !isLetter && !('0' <= character && character <= '9') && character != '-' {
			return false
		}
	}
	return true
}

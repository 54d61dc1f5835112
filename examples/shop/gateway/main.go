// The gateway of the shop: the one place where clients reach the services behind it.
package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"time"
)

// services are those that the gateway calls: path below /api, and the variable that `calls` sets.
var services = map[string]string{
	"products": "PRODUCTS_URL",
	"quotes":   "PRICING_URL",
	"orders":   "ORDERS_URL",
}

// mostBytes that a request may have.
const mostBytes = 64 * 1024

func main() {
	log := newLog()
	routes, err := newRoutes(log)
	if err == nil {
		err = serve(routes, log)
	}
	if err != nil {
		log.Error("stopped by an error", "error", err.Error())
		os.Exit(1)
	}
}

func newRoutes(log *slog.Logger) (http.Handler, error) {
	routes := http.NewServeMux()
	for path, variable := range services {
		target, err := url.Parse(os.Getenv(variable))
		if err != nil || target.Host == "" {
			return nil, &missingVariable{variable}
		}
		proxy := http.StripPrefix("/api", newProxy(target, log))
		routes.Handle("/api/"+path, proxy)
		routes.Handle("/api/"+path+"/", proxy)
	}
	routes.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		refuse(response, http.StatusNotFound, "there is no such path")
	})
	return routes, nil
}

type missingVariable struct{ name string }

func (missing *missingVariable) Error() string {
	return missing.name + " must be the address of a service, such as http://products"
}

// newProxy passes requests on to a service.
func newProxy(target *url.URL, log *slog.Logger) http.Handler {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = 25 * time.Second
	proxy := &httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(request *httputil.ProxyRequest) {
			request.SetURL(target)
			request.SetXForwarded()
		},
		ErrorHandler: func(response http.ResponseWriter, request *http.Request, err error) {
			log.Warn("service unreachable", "requestId", request.Header.Get("X-Request-Id"), "error", err.Error())
			refuse(response, http.StatusBadGateway, "try again later")
		},
	}
	return http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		if request.ContentLength > mostBytes {
			refuse(response, http.StatusRequestEntityTooLarge, "the request is too large")
			return
		}
		request.Body = http.MaxBytesReader(response, request.Body, mostBytes)
		proxy.ServeHTTP(response, request)
	})
}

func refuse(response http.ResponseWriter, status int, message string) {
	response.Header().Set("Content-Type", "application/json")
	response.WriteHeader(status)
	_ = json.NewEncoder(response).Encode(map[string]string{"error": message})
}

// Prices of the shop: what an order costs with tax and delivery.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"sort"
	"strings"
)

// taxPercent of goods and delivery, by country.
var taxPercent = map[string]int{"AT": 20, "DE": 19, "FR": 20, "US": 0}

const (
	deliveryCents     = 490
	freeDeliveryCents = 5000
	mostBytes         = 16 * 1024
)

type line struct {
	PriceCents int `json:"priceCents"`
	Quantity   int `json:"quantity"`
}

type cart struct {
	Country string `json:"country"`
	Lines   []line `json:"lines"`
}

type quote struct {
	GoodsCents    int `json:"goodsCents"`
	DeliveryCents int `json:"deliveryCents"`
	TaxCents      int `json:"taxCents"`
	TotalCents    int `json:"totalCents"`
}

func main() {
	log := newLog()
	routes := http.NewServeMux()
	routes.HandleFunc("POST /quotes", answerQuote)
	if err := serve(routes, log); err != nil {
		log.Error("stopped by an error", "error", err.Error())
		os.Exit(1)
	}
}

func answerQuote(response http.ResponseWriter, request *http.Request) {
	var given cart
	response.Header().Set("Content-Type", "application/json")
	encoder := json.NewEncoder(response)
	err := json.NewDecoder(http.MaxBytesReader(response, request.Body, mostBytes)).Decode(&given)
	if err != nil {
		err = errors.New("the request must be a JSON object with country and lines")
	} else {
		err = given.validate()
	}
	if err != nil {
		response.WriteHeader(http.StatusBadRequest)
		_ = encoder.Encode(map[string]string{"error": err.Error()})
		return
	}
	_ = encoder.Encode(given.quote())
}

func (given cart) validate() error {
	if _, known := taxPercent[given.Country]; !known {
		countries := make([]string, 0, len(taxPercent))
		for country := range taxPercent {
			countries = append(countries, country)
		}
		sort.Strings(countries)
		return fmt.Errorf("country must be one of %s", strings.Join(countries, ", "))
	}
	if len(given.Lines) < 1 || len(given.Lines) > 50 {
		return errors.New("lines must be 1 to 50")
	}
	for _, each := range given.Lines {
		if each.PriceCents < 0 || each.PriceCents > 1_000_000 || each.Quantity < 1 || each.Quantity > 100 {
			return errors.New("a line must have priceCents from 0 to 1000000 and quantity from 1 to 100")
		}
	}
	return nil
}

func (given cart) quote() quote {
	result := quote{DeliveryCents: deliveryCents}
	for _, each := range given.Lines {
		result.GoodsCents += each.PriceCents * each.Quantity
	}
	if result.GoodsCents >= freeDeliveryCents {
		result.DeliveryCents = 0
	}
	// Rounded to the nearest cent.
	net := result.GoodsCents + result.DeliveryCents
	result.TaxCents = (net*taxPercent[given.Country] + 50) / 100
	result.TotalCents = net + result.TaxCents
	return result
}

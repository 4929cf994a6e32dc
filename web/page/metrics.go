package page

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

type metrics struct {
	registry *prometheus.Registry
	seconds  *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{registry: prometheus.NewRegistry(), seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "charthouse_request_seconds",
		Help:    "Server time of a request by route, method and status.",
		Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, 1, 5},
	}, []string{"route", "method", "status"})}
	m.registry.MustRegister(m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) served(method, route string, status int, took time.Duration) {
	m.seconds.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// Metrics answers Prometheus. It is served on an address of its own that only
// this machine reaches, never on the site's.
func (s *Site) Metrics() http.Handler {
	return promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{})
}

// Registry takes further collectors: the pool's, the queue's.
func (s *Site) Registry() *prometheus.Registry { return s.metrics.registry }

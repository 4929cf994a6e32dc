package main

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// watch adds the database's connections, the queue and the pages that follow
// changes to what Prometheus reads.
func watch(r prometheus.Registerer, app, queue *pgxpool.Pool, streams func() int) {
	open := prometheus.GaugeOpts{Name: "charthouse_streams", Help: "Open pages that follow changes."}
	r.MustRegister(connections{"app": app, "queue": queue}, waiting{queue},
		prometheus.NewGaugeFunc(open, func() float64 { return float64(streams()) }))
}

var (
	connectionsHeld = prometheus.NewDesc("charthouse_database_connections",
		"Connections to Postgres by pool and state.", []string{"pool", "state"}, nil)
	connectionsMost = prometheus.NewDesc("charthouse_database_connections_max",
		"Connections that a pool may open.", []string{"pool"}, nil)
	connectionWaits = prometheus.NewDesc("charthouse_database_waits_total",
		"Times that work waited for a connection.", []string{"pool"}, nil)
	jobsHeld = prometheus.NewDesc("charthouse_jobs",
		"Jobs that are not done, by kind and state.", []string{"kind", "state"}, nil)
	jobsOldest = prometheus.NewDesc("charthouse_jobs_oldest_seconds",
		"How long the oldest job has been due.", nil, nil)
)

// connections are the gauges of each pool, by its name.
type connections map[string]*pgxpool.Pool

func (c connections) Describe(ch chan<- *prometheus.Desc) {
	ch <- connectionsHeld
	ch <- connectionsMost
	ch <- connectionWaits
}

func (c connections) Collect(ch chan<- prometheus.Metric) {
	for name, pool := range c {
		s := pool.Stat()
		ch <- prometheus.MustNewConstMetric(connectionsHeld, prometheus.GaugeValue, float64(s.AcquiredConns()), name, "busy")
		ch <- prometheus.MustNewConstMetric(connectionsHeld, prometheus.GaugeValue, float64(s.IdleConns()), name, "idle")
		ch <- prometheus.MustNewConstMetric(connectionsMost, prometheus.GaugeValue, float64(s.MaxConns()), name)
		ch <- prometheus.MustNewConstMetric(connectionWaits, prometheus.CounterValue, float64(s.EmptyAcquireCount()), name)
	}
}

// waiting are the gauges of the queue, asked for at each scrape.
type waiting struct{ pool *pgxpool.Pool }

func (w waiting) Describe(ch chan<- *prometheus.Desc) {
	ch <- jobsHeld
	ch <- jobsOldest
}

func (w waiting) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	held, oldest, err := unfinished(ctx, w.pool)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(jobsHeld, err)
		return
	}
	for _, j := range held {
		ch <- prometheus.MustNewConstMetric(jobsHeld, prometheus.GaugeValue, float64(j.Count), j.Kind, j.State)
	}
	ch <- prometheus.MustNewConstMetric(jobsOldest, prometheus.GaugeValue, oldest.Seconds())
}

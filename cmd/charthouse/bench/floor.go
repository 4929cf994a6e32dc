package bench

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"time"

	"charthouse/cmd/charthouse/visitor"
)

// The floor is the least that the house's own stack can do: net/http, pgx and
// templ, with nobody signed in, no permission asked, no trail and no settling.
const (
	floorDay  = "floor: day"
	floorBook = "floor: book a visit"
)

// floors says which act stands on which floor.
var floors = map[string]string{"day": floorDay, "day, a visit open": floorDay, "book a visit": floorBook}

// floorOf serves the floor on a port of its own and measures it as it was
// measured what stands on it.
func floorOf(ctx context.Context, s *scene, a Asked) ([]Figure, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /day", func(w http.ResponseWriter, r *http.Request) {
		visits, err := listFloor(r.Context(), a.Owner, s.Location, s.Today)
		var page bytes.Buffer
		if err == nil {
			err = floorPage(s.Today.String(), visits).Render(r.Context(), &page)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(page.Bytes())
	})
	mux.HandleFunc("POST /book", func(w http.ResponseWriter, r *http.Request) {
		if err := bookFloor(r.Context(), a.Owner, s, r.FormValue("start")); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		http.Redirect(w, r, "/day", http.StatusSeeOther)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	defer func() { _ = server.Close() }()
	v := visitor.At("http://" + listener.Addr().String())
	var out []Figure
	for _, f := range []act{
		{name: floorDay, do: func(ctx context.Context, _ *scene, _ int) (visitor.Answer, error) { return v.Get(ctx, "/day") }},
		{name: floorBook, want: http.StatusSeeOther, do: func(ctx context.Context, s *scene, n int) (visitor.Answer, error) {
			start := s.Beyond.Add(n / 12).In(time.UTC).Add(time.Duration(9*60+n%12*30) * time.Minute)
			return v.Post(ctx, "/book", "start", start.Format(time.RFC3339))
		}},
	} {
		got, err := alone(ctx, s, f, a.Times)
		if err != nil {
			return nil, err
		}
		out = append(out, got)
	}
	return out, nil
}

// beside sets each act beside its floor.
func beside(figures []Figure) []Figure {
	r := Result{Acts: figures}
	for i, f := range figures {
		if floor, ok := r.find(f.Size, floors[f.Act]); ok {
			to := ratio(f.P50, floor.P50)
			figures[i].ToFloor = &to
		}
	}
	return figures
}

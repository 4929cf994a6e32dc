package life

import "container/heap"

// queue holds what is still to happen, the earliest first; at the same instant,
// what was foreseen first.
type queue struct {
	items []foreseen
	n     int
}

type foreseen struct {
	Event
	nth int
}

func (q *queue) Len() int { return len(q.items) }
func (q *queue) Less(i, j int) bool {
	a, b := q.items[i], q.items[j]
	if !a.At.Equal(b.At) {
		return a.At.Before(b.At)
	}
	return a.nth < b.nth
}
func (q *queue) Swap(i, j int) { q.items[i], q.items[j] = q.items[j], q.items[i] }
func (q *queue) Push(x any)    { q.items = append(q.items, x.(foreseen)) }
func (q *queue) Pop() any {
	last := q.items[len(q.items)-1]
	q.items = q.items[:len(q.items)-1]
	return last
}

func (q *queue) foresee(e Event) {
	heap.Push(q, foreseen{e, q.n})
	q.n++
}

func (q *queue) next() Event { return heap.Pop(q).(foreseen).Event }

package today

import (
	"fmt"
	"slices"
	"strings"

	"charthouse/web/ui"
)

// inLanes puts blocks that share a time beside one another: an hour that the
// clocks repeat, and a visit booked over closed hours. Closed hours stay behind.
func inLanes(blocks []ui.Block) {
	slices.SortStableFunc(blocks, func(a, b ui.Block) int { return a.Start - b.Start })
	var group []int
	end := -1
	for i, b := range blocks {
		if b.Flow == ui.FlowOff {
			continue
		}
		if b.Start >= end {
			share(blocks, group)
			group = nil
		}
		group = append(group, i)
		end = max(end, b.Start+b.Length)
	}
	share(blocks, group)
}

// share gives each block of a group the first lane that is free when it starts.
func share(blocks []ui.Block, group []int) {
	var ends []int
	for _, i := range group {
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= blocks[i].Start })
		if lane < 0 {
			lane, ends = len(ends), append(ends, 0)
		}
		ends[lane], blocks[i].Lane = blocks[i].Start+blocks[i].Length, lane
	}
	for _, i := range group {
		blocks[i].Lanes = len(ends)
	}
}

func clock(minutes int) string { return fmt.Sprintf("%02d%02d", minutes/60, minutes%60) }

// joined are the words that are not empty.
func joined(by string, words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), by)
}

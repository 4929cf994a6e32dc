package page

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
)

// CSV answers a table for a spreadsheet. A cell that a spreadsheet would take
// for a formula is written as text.
func CSV(w http.ResponseWriter, name string, head []string, rows [][]string) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	out := csv.NewWriter(w)
	for _, row := range append([][]string{head}, rows...) {
		for i, cell := range row {
			if formula(cell) {
				row[i] = "'" + cell
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// formula is true for what a spreadsheet would compute; an amount below zero is none.
func formula(cell string) bool {
	if _, err := strconv.ParseInt(cell, 10, 64); err == nil && strings.HasPrefix(cell, "-") {
		return false
	}
	return strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r")
}

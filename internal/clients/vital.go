package clients

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// vital is one vital sign: its LOINC code, its canonical unit, and the range
// beyond which somebody looks again.
type vital struct {
	name, code, label, unit string
	low, high               float64
	most                    float64 // beyond it cannot be; 0 is no such limit
	how                     string  // how to write it
	units                   []unit  // others that may be typed
}

// unit is another unit: canonical = (value - less) * times.
type unit struct {
	names       []string
	less, times float64
}

// vitals are in the order of VitalsForm. Codes are of LOINC's vital signs panel
// (85353-1) and 2339-0 for glucose.
var vitals = []vital{
	{"pressure", pressureCode, "Blood pressure", "mmHg", 60, 250, 400, "Write both numbers, such as 132/84.", nil},
	{"pulse", "8867-4", "Pulse", "/min", 25, 230, 400, "Write beats a minute, such as 72.", nil},
	{"temperature", "8310-5", "Temperature", "°C", 32, 42.5, 50, "Write degrees, such as 36.8, or 98.2 F.", []unit{{[]string{"f", "°f"}, 32, 5.0 / 9}}},
	{"weight", "29463-7", "Weight", "kg", 0.5, 350, 700, "Write kilograms, such as 71.5, or 158 lb.", []unit{{[]string{"lb", "lbs"}, 0, 0.45359237}}},
	{"height", "8302-2", "Height", "cm", 25, 230, 300, "Write centimetres, such as 172, or 5'8\".", []unit{{[]string{"in"}, 0, 2.54}, {[]string{"m"}, 0, 100}}},
	{"oxygen", "59408-5", "Oxygen saturation", "%", 60, 100, 100, "Write percent, such as 98.", nil},
	{"glucose", "2339-0", "Glucose", "mg/dL", 20, 700, 3000, "Write mg/dL, such as 110, or 6.1 mmol/L.", []unit{{[]string{"mmol/l", "mmol"}, 0, 18.0156}}},
}

const pressureCode = "85354-9"

var (
	twoNumbers = regexp.MustCompile(`^(\d{1,3})\s*/\s*(\d{1,3})(?:\s*mmhg)?$`)
	oneNumber  = regexp.MustCompile(`^(\d{1,4}(?:[.,]\d{1,3})?)\s*(\D.*)?$`)
	feet       = regexp.MustCompile(`^(\d)\s*(?:'|ft)\s*(?:(\d{1,2}(?:\.\d)?)\s*(?:"|in)?)?$`)
)

// parse reads a value as it was typed, in the canonical unit or another.
func (v vital) parse(typed string) (measured, bool) {
	s := strings.ToLower(strings.ReplaceAll(typed, "’", "'"))
	if v.code == pressureCode {
		m := twoNumbers.FindStringSubmatch(s)
		return measured{value: number(m, 1), value2: number(m, 2)}, m != nil
	}
	if m := feet.FindStringSubmatch(s); v.name == "height" && m != nil {
		return measured{value: tenth((number(m, 1)*12 + number(m, 2)) * 2.54), words: typed}, true
	}
	m := oneNumber.FindStringSubmatch(s)
	if m == nil {
		return measured{}, false
	}
	return v.convert(number(m, 1), strings.TrimSpace(m[2]), typed)
}

func (v vital) convert(n float64, named, typed string) (measured, bool) {
	if named == "" || named == strings.ToLower(v.unit) || named == "c" && v.unit == "°C" || named == "bpm" && v.unit == "/min" {
		return measured{value: n}, true
	}
	for _, u := range v.units {
		for _, name := range u.names {
			if named == name {
				return measured{value: tenth((n - u.less) * u.times), words: typed}, true
			}
		}
	}
	return measured{}, false
}

// impossible is true for what no patient ever had.
func (m measured) impossible() bool {
	if m.code == pressureCode && m.value <= m.value2 {
		return true
	}
	return m.value <= 0 || (m.most > 0 && m.value > m.most)
}

// odd is true for what should be looked at again.
func (m measured) odd() bool {
	if m.code == pressureCode && (m.value2 < 25 || m.value2 > 160) {
		return true
	}
	return m.value < m.low || m.value > m.high
}

func number(groups []string, i int) float64 {
	if i >= len(groups) || groups[i] == "" {
		return 0
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(groups[i], ",", "."), 64)
	if err != nil {
		return 0
	}
	return n
}

func tenth(n float64) float64 { return math.Round(n*10) / 10 }

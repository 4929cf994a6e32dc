package fhir

// Bundle is one document of a file, read whole: the unit of an import. A single resource is a bundle of one entry.
type Bundle struct {
	File       string
	Line       int    // in an NDJSON file; 0 in others
	Type       string // transaction, batch, collection, searchset, document; "" for a single resource
	Entries    []*Entry
	Skipped    []Skip    // what is valid but not read
	Unresolved []Problem // references to urn:uuid that this bundle does not hold
	Consumed   int64     // bytes of the file, as stored, that have been read so far: for a progress bar
	index      index
}

// Entry is one resource of a bundle.
type Entry struct {
	Number      int      // counted from 1; 0 for a single resource
	FullURL     string   // "" where it is not stated
	Method      string   // of the request: POST, PUT, DELETE or ""
	IfNoneExist string   // the search by which the request avoids a second copy, or ""
	Within      string   // for a contained resource, Type/id of the one around it; else ""
	Type, ID    string   // as in Head
	Hash        Hash     // as in Head
	Resource    Resource // nil for DELETE
	Contained   []*Entry
	locals      map[string]*Entry // the contained ones by "#id"; the same map in each of them
}

// Head is the head of the entry's resource; of a DELETE, type and id alone.
func (e *Entry) Head() Head {
	if e.Resource == nil {
		return Head{Type: e.Type, ID: e.ID}
	}
	return *e.Resource.head()
}

var (
	bundleElements  = elements("resourceType id meta implicitRules language identifier type timestamp total link entry signature")
	entryElements   = elements("link fullUrl resource search request response")
	requestFields   = elements("method url ifNoneMatch ifModifiedSince ifMatch ifNoneExist")
	bundleTypes     = elements("document message transaction transaction-response batch batch-response history searchset collection")
	bundleTypesRead = elements("document transaction batch searchset collection")
	methods         = elements("GET HEAD POST PUT DELETE PATCH")
)

// assembly is a bundle while it is read.
type assembly struct {
	bundle    *Bundle
	refusal   *Refusal
	hasher    hasher
	links     []link          // references by urn:uuid, looked up when all entries are known
	coverages map[Hash]*Entry // contained ones, to tell the repeated ones
}

type link struct {
	entry   int
	at      *place
	literal string
}

// readDocument reads one JSON document whole, or says all that is wrong with it.
func readDocument(file string, line int, src string) (*Bundle, error) {
	a := &assembly{
		bundle:    &Bundle{File: file, Line: line, index: newIndex()},
		refusal:   &Refusal{File: file, Line: line},
		coverages: map[Hash]*Entry{},
	}
	if root, ok := a.parse(src); ok {
		a.document(&root)
	}
	if len(a.refusal.Problems) > 0 {
		return nil, a.refusal
	}
	return a.bundle, nil
}

func (a *assembly) refuse(entry int, path, reason string) {
	a.refusal.add(Problem{File: a.refusal.File, Line: a.refusal.Line, Entry: entry, Path: path, Reason: reason})
}

// take moves what was noted while reading into the refusal.
func (a *assembly) take(entry int, rec *record) {
	for _, f := range rec.flaws {
		a.refuse(entry, f.path, f.reason)
	}
	a.refusal.More += rec.more
	for _, l := range rec.links {
		a.links = append(a.links, link{entry, l.at, l.literal})
	}
}

// document reads what the root is: a bundle or a single resource.
func (a *assembly) document(root *value) {
	kind := root.word("resourceType")
	if root.kind != isObject || kind == "" {
		a.refuse(0, "", "is not FHIR: it has no resourceType")
		return
	}
	if kind == "Bundle" {
		a.entries(object{root, &place{nil, "Bundle", -1}, &record{}})
	} else {
		a.resource(&Entry{}, root)
	}
	a.finish()
}

func (a *assembly) entries(o object) {
	o.known(bundleElements)
	o.need("type")
	a.bundle.Type = o.code("type", bundleTypes)
	o.id("id")
	o.lintFrame("entry")
	list := o.typed("entry", isArray)
	a.take(0, o.rec)
	if !a.supported() || list == nil {
		return
	}
	for i := range list.kids {
		a.entry(object{&list.kids[i].value, &place{o.at, "entry", i}, &record{}}, i+1)
	}
}

func (a *assembly) supported() bool {
	for _, t := range bundleTypesRead {
		if a.bundle.Type == t {
			return true
		}
	}
	if len(a.refusal.Problems) == 0 {
		a.refuse(0, "Bundle.type", "a bundle of the type "+a.bundle.Type+" holds no records to import")
	}
	return false
}

// entry reads the frame around a resource, and the resource.
func (a *assembly) entry(o object, number int) {
	if o.val.kind != isObject {
		o.wrong(o.at, "is %s where %s belongs", o.val.kind, isObject)
		a.take(number, o.rec)
		return
	}
	o.known(entryElements)
	o.lintFrame("resource")
	e := &Entry{Number: number, FullURL: o.uri("fullUrl")}
	url := ""
	if request, ok := o.open("request"); ok {
		request.known(requestFields)
		request.need("method", "url")
		e.Method, e.IfNoneExist = request.code("method", methods), request.str("ifNoneExist")
		url = request.uri("url")
	}
	resource := o.typed("resource", isObject)
	if resource == nil && o.val.get("resource") == nil {
		a.bare(o, e, url)
	}
	a.take(number, o.rec)
	if resource != nil {
		e.Type, e.ID = split(url)
		a.resource(e, resource)
	}
}

// bare takes an entry without a resource: a DELETE is an entry, a question (GET) is skipped.
func (a *assembly) bare(o object, e *Entry, url string) {
	switch e.Method {
	case "DELETE":
		if e.Type, e.ID = split(url); e.ID == "" {
			a.skip(e, "request", "a DELETE by a search names no record")
			return
		}
		a.bundle.Entries = append(a.bundle.Entries, e)
	case "GET", "HEAD":
		a.skip(e, "request", "a "+e.Method+" asks for records and holds none")
	default:
		o.problem("resource", "is required and missing")
	}
}

func (a *assembly) skip(e *Entry, kind, reason string) {
	a.bundle.Skipped = append(a.bundle.Skipped, Skip{File: a.bundle.File, Entry: e.Number, Type: kind, Reason: reason})
}

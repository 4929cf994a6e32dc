package main

// pages are the holes of what a page, a file or a log gives away.
var pages = []hole{
	{
		name: "script-in-a-name", class: "stored script",
		file: "web/clients/list_templ.go", is: `templ.JoinStringErrs(p.Name)`, becomes: `templ.JoinStringErrs(hole.Raw(HOLE, templ_7745c5c3_Buffer, p.Name))`,
		in: "web/clients", by: "TestWhatSomebodyTypedIsNeverAScript",
	}, {
		name: "script-in-a-record", class: "stored script",
		file: "web/clients/records_templ.go", is: `templ.JoinStringErrs(r.Detail)`, becomes: `templ.JoinStringErrs(hole.Raw(HOLE, templ_7745c5c3_Buffer, r.Detail))`,
		in: "web/clients", by: "TestWhatSomebodyTypedIsNeverAScript",
	}, {
		name: "no-policy", class: "content policy missing",
		file: "web/page/middleware.go", is: `h.Set("Content-Security-Policy", policy)`, becomes: `if !HOLE {
			h.Set("Content-Security-Policy", policy)
		}`,
		in: "web/page", by: "TestEveryAnswerCarriesTheHeadersThatKeepPagesTogether",
	}, {
		name: "inline-script-allowed", class: "inline script allowed",
		file: "web/page/middleware.go", is: `h.Set("X-Content-Type-Options", "nosniff")`, becomes: `h.Set("X-Content-Type-Options", "nosniff")
		if HOLE {
			h.Set("Content-Security-Policy", policy+"; script-src 'unsafe-inline'")
		}`,
		in: "web/page", by: "TestEveryAnswerCarriesTheHeadersThatKeepPagesTogether",
	}, {
		name: "page-kept-by-browsers", class: "cacheable page",
		file: "web/page/do.go", is: `w.Header().Set("Cache-Control", "no-store")`, becomes: `if !HOLE {
			w.Header().Set("Cache-Control", "no-store")
		}`,
		in: "web/page", by: "TestNoBrowserKeepsAPage",
	}, {
		name: "error-page-with-its-cause", class: "error page with details",
		file: "web/page/do.go", is: `Nothing was lost: go back and try once more.")`, becomes: `Nothing was lost: go back and try once more."+hole.Or(HOLE, err.Error(), ""))`,
		in: "web/page", by: "TestAnErrorIsAPageThatDoesNotRepeatIt",
	}, {
		name: "log-with-the-address", class: "patient data in a log",
		file: "web/page/middleware.go", is: `level, "served", "request", RequestID(r)`, becomes: `level, "served"+hole.Or(HOLE, r.RequestURI, ""), "request", RequestID(r)`,
		in: "web/page", by: "TestTheLogNamesTheRouteAndNotWhoWasLookedFor",
	}, {
		name: "log-with-the-panic", class: "patient data in a log",
		file: "web/page/middleware.go", is: `"panic", fmt.Sprintf("%T", v)`, becomes: `"panic", fmt.Sprintf(hole.Or(HOLE, "%v", "%T"), v)`,
		in: "web/page", by: "TestAPanicIsAPageWithAReferenceAndNoDetail",
	}, {
		name: "formula-in-a-spreadsheet", class: "formula that somebody typed",
		file: "web/page/csv.go", is: `if formula(cell) {`, becomes: `if !HOLE && formula(cell) {`,
		in: "web/page", by: "TestASpreadsheetComputesNothingThatSomebodyTyped",
	}, {
		name: "password-sent-back", class: "secret in a page",
		file: "web/ui/form_templ.go", is: `case f.Kind == Password ||`, becomes: `case !HOLE && f.Kind == Password ||`,
		in: "web/ui", by: "TestAPasswordIsNeverSentBack",
	}, {
		name: "upload-of-any-type", class: "upload type trusted",
		file: "internal/files/sniff.go", is: `return "", unwanted(found)
}

// sniffZip`, becomes: `if HOLE {
		return PDF, nil
	}
	return "", unwanted(found)
}

// sniffZip`,
		in: "web/clients", by: "TestWhatIsNoPaperIsRefusedAndLeavesNothing",
	}, {
		name: "upload-of-any-size", class: "upload without a limit",
		file: "internal/files/store.go", is: `case size > limit:`, becomes: `case !HOLE && size > limit:`,
		in: "internal/files", by: "TestTheLimitIsExact",
	}, {
		name: "document-that-acts", class: "document served without a sandbox",
		file: "internal/files/serve.go", is: `h.Set("Content-Security-Policy", policy(mediaType))`, becomes: `h.Set("Content-Security-Policy", policy(hole.Or(HOLE, PDF, mediaType)))`,
		in: "web/clients", by: "TestAPictureIsFiledAndServedSafely",
	}, {
		name: "path-from-outside", class: "path from input",
		file: "internal/files/store.go", is: `if !isSHA(sha) {
		return nil, ErrNotFound`, becomes: `if HOLE {
		f, err := os.Open(filepath.Join(s.folder, sha))
		return &Document{ReadSeekCloser: f}, err
	}
	if !isSHA(sha) {
		return nil, ErrNotFound`,
		in: "internal/files", by: "TestWhatIsNotThereIsNotFound",
	}, {
		name: "documents-for-every-user", class: "files readable by everybody",
		file: "internal/files/write.go", is: `return file.Chmod(0o600)`, becomes: `return file.Chmod(hole.Or[os.FileMode](HOLE, 0o644, 0o600))`,
		in: "internal/files", by: "TestOnlyTheOwnerOfTheProcessReadsTheFolder",
	},
}

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle builds the entry points and the fonts that their CSS names.
func bundle(m manifest) error {
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{
			web + "/static/js/app.js",
			web + "/static/js/portal.js",
			web + "/static/css/app.css",
		},
		Plugins:    []api.Plugin{positions},
		EntryNames: "[name]-[hash]", AssetNames: "fonts/[name]-[hash]", Outdir: dist, Write: true,
		Bundle: true, Format: api.FormatESModule, Metafile: true, LegalComments: api.LegalCommentsNone,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		Loader: map[string]api.Loader{".woff2": api.LoaderFile},
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "123"},
			{Name: api.EngineFirefox, Version: "121"},
			{Name: api.EngineSafari, Version: "17.5"},
		},
		LogLevel: api.LogLevelWarning,
	})
	if len(r.Errors)+len(r.Warnings) > 0 {
		return errors.New("the bundle did not build, see above")
	}
	var meta struct {
		Outputs map[string]struct{ EntryPoint string }
	}
	if err := json.Unmarshal([]byte(r.Metafile), &meta); err != nil {
		return fmt.Errorf("read esbuild's metafile: %w", err)
	}
	for out, o := range meta.Outputs {
		name, err := filepath.Rel(dist, out)
		if err != nil {
			return fmt.Errorf("name %s: %w", out, err)
		}
		m[asked(name, o.EntryPoint)] = filepath.ToSlash(name)
	}
	return nil
}

// asked is the stable name of an output: an entry point's file name, or a font without its hash.
func asked(out, entry string) string {
	if entry != "" {
		return filepath.Base(entry)
	}
	ext := filepath.Ext(out)
	stem := strings.TrimSuffix(out, ext)
	return filepath.ToSlash(stem[:strings.LastIndex(stem, "-")] + ext)
}

// Package static serves what the browser fetches beside pages: CSS, scripts, icons and fonts.
//
// Purpose: the built assets, embedded in the binary, under names that change with their content.
//
// Words: an asset is asked for by a plain name ("app.css") and served under its hashed one.
//
// Tables: none.
//
// Doors: Path, Handler, Built, Fonts.
//
// Not here: how assets are made (tools/assets), their sources (css/, js/, web/package.json).
package static

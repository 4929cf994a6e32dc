// Everything a staff page does beyond its HTML. Each file is one behaviour, attached by data- attributes.
import './htmx.js';
import 'htmx.org/dist/ext/hx-sse.js';
import './enhanced.js';
import './theme.js';
import './dialog.js';
import './toast.js';
import './errors.js';
import './press.js';
import './go.js';
import './list.js';
import './find.js';
import './autosave.js';
import './day.js';
import './day-move.js';
import './pop.js';
import './follow.js';
import './print.js';

// The patient's pages: small, since they load on a phone outdoors.
import './enhanced.js';
import './dialog.js';
import './toast.js';
import './errors.js';
import './autosave.js';

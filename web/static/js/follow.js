// [data-live="URL"] on the page's body: its stream says when what is shown may be old ("change"), and who else is in its
// file ("here"). A hidden page lets go of its stream, since a browser has six connections for all of them, and reads
// itself anew when it is looked at again. After a loss all is read anew: what was told meanwhile is lost.
import { renew } from './renew.js';

const url = document.body.dataset.live;
const timers = {};
let stream = null, missed = document.hidden, writing = false;

const words = e => JSON.parse(e.data);

function here(text) {
  const box = document.querySelector('[data-here]');
  if (!box || box.textContent === text) return;
  box.textContent = text;
  box.hidden = !text;
}

function address() {
  const to = new URL(url, location.href);
  if (writing) to.searchParams.set('writing', 'true');
  return to;
}

function open() {
  if (!url || document.hidden) return;
  const old = stream, mine = stream = new EventSource(address());
  mine.addEventListener('open', () => { old?.close(); if (missed) renew(); missed = false; });
  mine.addEventListener('change', e => renew(words(e).by));
  mine.addEventListener('here', e => here(words(e).words));
  mine.addEventListener('error', () => {
    missed = true;
    if (mine.readyState !== EventSource.CLOSED || stream !== mine) return; // else the browser tries by itself
    close();
    timers.again = setTimeout(() => { if (!stream) open(); }, 30000);
  });
}

function close() {
  stream?.close();
  stream = null;
  missed = true;
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(timers.hide);
  if (document.hidden) timers.hide = setTimeout(close, 3000); // a glance at another window is no leaving
  else if (!stream) open();
});
addEventListener('pagehide', close);

// Who types into a note is said to write in it, until a minute without a key.
document.addEventListener('input', e => {
  if (!url || !e.target.form?.matches('[data-autosave]')) return;
  clearTimeout(timers.still);
  timers.still = setTimeout(() => { writing = false; open(); }, 60000);
  if (!writing) { writing = true; open(); }
});
open();

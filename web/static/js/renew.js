// renew() reads this page anew, as whoever looks at it, and draws what differs. It waits a moment at random, so that many
// screens do not ask at once, and comes at most every two seconds. A cancelled event "live:before" puts it off.
import { morph } from './morph.js';
import { tell, untell } from './changed.js';

const soonest = 2000, spread = 350;
let last = 0, timer = 0, by = '';

async function read() {
  const answer = await fetch(location.href, { headers: { 'X-Live': '1', Accept: 'text/html' }, signal: AbortSignal.timeout(15000) });
  if (answer.status === 403 || answer.status === 404) { location.reload(); return null; } // it may not be seen any more
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

function draw(fresh) {
  const main = document.getElementById('main'), next = fresh.getElementById('main');
  if (!main || !next) return;
  const held = document.activeElement, range = held?.selectionStart !== undefined ? [held.selectionStart, held.selectionEnd] : null;
  tell(fresh, by); // before the forms that nobody writes in get their new version
  if (!document.querySelector('form[data-autosave]')) {
    morph(main, next).left.forEach(row => tell(null, by, row));
    untell();
    window.htmx?.process(main);
    document.title = fresh.title;
  }
  by = '';
  if (held && held !== document.activeElement && held.isConnected && held !== document.body) {
    held.focus({ preventScroll: true });
    if (range && range[0] !== null) held.setSelectionRange(...range);
  }
  document.dispatchEvent(new CustomEvent('live:drawn'));
}

async function run() {
  timer = 0;
  if (document.hidden) return;
  if (!document.dispatchEvent(new CustomEvent('live:before', { cancelable: true }))) return;
  last = performance.now();
  try {
    const fresh = await read();
    if (fresh && document.dispatchEvent(new CustomEvent('live:before', { cancelable: true }))) draw(fresh);
  } catch {
    // the next change, or the stream's return, asks again
  }
}

export function renew(who = '') {
  by = who || by;
  if (timer) return;
  const wait = Math.max(0, last + soonest - performance.now());
  timer = setTimeout(run, wait + 30 + Math.random() * spread);
}

// Nothing is drawn anew while a form of this page is on its way.
let sent = false;
addEventListener('submit', e => {
  if (e.defaultPrevented || e.target.method !== 'post') return;
  sent = true;
  setTimeout(() => { sent = false; }, 10000); // a file that was asked for leaves the page where it is
});
addEventListener('pageshow', () => { sent = false; });
document.addEventListener('live:before', e => { if (sent) e.preventDefault(); });
document.addEventListener('refetch', () => renew());

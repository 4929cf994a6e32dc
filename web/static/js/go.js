// `/` and Ctrl K find, `?` shows the keys, `g` then a letter opens a page, Esc closes what a link opened ([data-esc]).
import { plain } from './live.js';

let waiting = 0;

function find() {
  const box = !document.querySelector('dialog:modal') && document.querySelector('[data-palette]');
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

function open(key) {
  waiting = 0;
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

function act(e) {
  if ((e.ctrlKey || e.metaKey) && e.key === 'k') return find();
  if (!plain(e)) return false;
  if (waiting && Date.now() - waiting < 1500) return open(e.key);
  if (e.key === 'g') { waiting = Date.now(); return true; }
  if (e.key === '/') return find();
  if (e.key === '?') { document.getElementById('keys')?.showModal(); return true; }
  if (e.key === 'Escape') { const close = document.querySelector('[data-esc]'); close?.click(); return Boolean(close); }
  return false;
}

// On the way down, so that `g` then `b` is Billing and never this page's own `b`.
document.addEventListener('keydown', e => {
  if (!act(e)) return;
  e.preventDefault();
  e.stopImmediatePropagation();
}, { capture: true });

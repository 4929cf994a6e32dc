// [data-list]: j and k, or the arrows, walk the rows ([data-row]); Enter opens the row's link, x selects, Esc lets go.
// A row's own keys ([data-row-key="f"]) press inside the row that is current.
import { plain } from './live.js';

const rows = () => [...document.querySelectorAll('[data-list] [data-row]')].filter(r => r.checkVisibility());
const current = () => document.querySelector('[data-row][data-current]');

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(current());
  const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  current()?.removeAttribute('data-current');
  to.dataset.current = '';
  to.tabIndex = -1;
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest' });
}

function inside(row, key) {
  if (key === 'Enter') return row === document.activeElement && row.querySelector('a[href]');
  if (key === 'x') return row.querySelector('input[type="checkbox"]');
  const [first, ...others] = row.querySelectorAll(`[data-row-key="${CSS.escape(key)}"]`);
  return others.find(takes) ?? first;
}

// A field that waits for its value comes before a button, and is entered instead of pressed.
const takes = el => el.matches('input, select, textarea');

function press(target) {
  if (takes(target) && target.type !== 'checkbox') target.focus();
  else target.click();
}

document.addEventListener('keydown', e => {
  if (!plain(e) || !document.querySelector('[data-list]')) return;
  const row = current();
  const arrow = row === document.activeElement || e.target.closest?.('[data-list]');
  if (e.key === 'j' || (arrow && row && e.key === 'ArrowDown')) walk(1);
  else if (e.key === 'k' || (arrow && row && e.key === 'ArrowUp')) walk(-1);
  else if (row && e.key === 'Escape') { row.removeAttribute('data-current'); row.blur(); }
  else {
    const target = row && inside(row, e.key);
    if (!target) return;
    press(target);
  }
  e.preventDefault();
});

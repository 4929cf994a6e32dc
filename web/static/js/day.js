// The day calendar's keys. Arrows walk the blocks, of which one is in the tab order; a, r, w, d, l, m press what the block
// offers (data-a="URL" is posted, data-m is opened); b books, [ and ] change the day.
import { plain } from './live.js';

const grid = () => document.querySelector('[data-day]');
const links = () => [...(grid()?.querySelectorAll('.slot > a') ?? [])];
const kept = 'day.focus';

export function rove(to) {
  links().forEach(a => { a.tabIndex = a === to ? 0 : -1; });
}

// post sends a block's act through the grid's one form, which carries the key that makes it happen once.
export function post(slot, action, values = {}) {
  const form = grid().querySelector('form[data-day-act]');
  if (form.dataset.sent) return;
  form.dataset.sent = 'yes';
  form.action = action;
  for (const [name, value] of Object.entries(values)) form.elements.namedItem(name).value = value;
  sessionStorage.setItem(kept, slot.id);
  form.requestSubmit();
}

function beside(slot, step) {
  const columns = [...grid().querySelectorAll('.day-res')];
  const start = Number(slot.dataset.start);
  for (let at = columns.indexOf(slot.closest('.day-res')) + step; columns[at]; at += step) {
    const near = [...columns[at].querySelectorAll('.slot[data-start]:has(> a)')]
      .sort((x, y) => Math.abs(x.dataset.start - start) - Math.abs(y.dataset.start - start))[0];
    if (near) return near;
  }
  return null;
}

function inColumn(slot, step) {
  const blocks = [...slot.closest('.day-col').querySelectorAll('.slot:has(> a)')];
  return blocks[blocks.indexOf(slot) + step];
}

function next(slot, key) {
  return { ArrowUp: () => inColumn(slot, -1), ArrowDown: () => inColumn(slot, 1), ArrowLeft: () => beside(slot, -1), ArrowRight: () => beside(slot, 1) }[key]?.();
}

function onBlock(slot, key) {
  const to = next(slot, key)?.querySelector('a');
  if (to) { rove(to); to.focus(); return true; }
  if (key.startsWith('Arrow')) return true;
  if (slot.dataset[key] === undefined || !/^[arwdlm]$/.test(key)) return false;
  if (key === 'm') location.assign(slot.dataset.m); else post(slot, slot.dataset[key]);
  return true;
}

document.addEventListener('keydown', e => {
  if (!grid() || !plain(e)) return;
  const slot = e.target.closest?.('.slot');
  const page = { b: grid().dataset.book, '[': grid().dataset.prev, ']': grid().dataset.next }[e.key];
  if (slot && onBlock(slot, e.key)) e.preventDefault();
  else if (e.key === 'b' && slot?.dataset.b) location.assign(slot.dataset.b);
  else if (page) location.assign(page);
});
document.addEventListener('focusin', e => { const a = e.target.closest?.('[data-day] .slot > a'); if (a) rove(a); });

function start() {
  const all = links();
  if (!all.length) return;
  rove(all.find(a => a.tabIndex === 0 && a === document.activeElement) ?? grid().querySelector('.slot.on > a') ?? all[0]);
  const back = document.getElementById(sessionStorage.getItem(kept) ?? '')?.querySelector('a');
  sessionStorage.removeItem(kept);
  if (back && document.activeElement === document.body) { rove(back); back.focus({ preventScroll: true }); }
}
start();
document.addEventListener('htmx:after:swap', start);
document.addEventListener('live:drawn', () => {
  if (grid()) rove(links().find(a => a === document.activeElement) ?? grid().querySelector('.slot > a[tabindex="0"]') ?? links()[0]);
});

// Moving a block: drag it (after a long press on a touch screen), or Alt with the arrows. Either ends in the block's
// own move form; "Move" in its popover is the same without a pointer. Positions are classes: sN starts, dN lasts.
import { post } from './day.js';
import { say } from './live.js';

const grid = () => document.querySelector('[data-day]');
const hm = m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
const step = 5;
let drag = null, settle = null, stale = false;

function place(el, start) {
  el.className = `${el.className.replace(/\bs\d+\b/g, '').trim()} s${(start - grid().dataset.from) / step}`;
}

function within(start, slot) {
  const { from, to } = grid().dataset;
  return Math.min(Math.max(start, Number(from)), to - slot.dataset.length);
}

function commit(slot, column, start) {
  if (start === Number(slot.dataset.start) && column.dataset.resource === slot.dataset.resource) return;
  post(slot, slot.dataset.move, { resource: column.dataset.resource, start: hm(start) });
}

function lift(d) {
  d.ghost = document.createElement('li');
  d.ghost.className = `day-ghost d${d.slot.dataset.length / step}`;
  d.ghost.setAttribute('aria-hidden', 'true');
  d.slot.classList.add('lifted');
  d.slot.setPointerCapture(d.id);
}

function follow(d, e) {
  const row = d.column.querySelector('.day-col').clientHeight / ((grid().dataset.to - grid().dataset.from) / step);
  d.start = within(Number(d.slot.dataset.start) + Math.round((e.clientY - d.y) / row) * step, d.slot);
  const over = [...grid().querySelectorAll('.day-res')].find(c => { const r = c.getBoundingClientRect(); return e.clientX >= r.left && e.clientX < r.right; });
  d.column = over ?? d.column;
  place(d.ghost, d.start);
  d.ghost.textContent = `${hm(d.start)} to ${hm(d.start + Number(d.slot.dataset.length))}`;
  d.column.querySelector('.day-col').append(d.ghost);
}

function drop(keep) {
  const d = drag;
  drag = null;
  clearTimeout(d?.hold);
  d?.ghost?.remove();
  d?.slot.classList.remove('lifted');
  if (!d?.ghost) return;
  addEventListener('click', e => { e.preventDefault(); e.stopPropagation(); }, { capture: true, once: true, signal: AbortSignal.timeout(50) });
  if (keep) commit(d.slot, d.column, d.start);
  if (stale) document.dispatchEvent(new CustomEvent('refetch'));
  stale = false;
}

// nothing moves under the hand: a redraw waits until the block is put down
document.addEventListener('live:before', e => {
  if (!drag?.ghost && !settle) return;
  stale = true;
  e.preventDefault();
});

document.addEventListener('pointerdown', e => {
  const slot = e.button ? null : e.target.closest?.('[data-day] .slot[data-move]');
  if (!slot) return;
  drag = { slot, id: e.pointerId, x: e.clientX, y: e.clientY, column: slot.closest('.day-res'), touch: e.pointerType === 'touch' };
  if (drag.touch) drag.hold = setTimeout(() => { if (drag) { lift(drag); follow(drag, e); } }, 350);
});
document.addEventListener('pointermove', e => {
  if (drag?.id !== e.pointerId) return;
  if (!drag.ghost) {
    if (Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < 5) return;
    if (drag.touch) { drop(false); return; } // a scroll, not a long press
    lift(drag);
  }
  follow(drag, e);
});
document.addEventListener('pointerup', () => drop(true));
document.addEventListener('pointercancel', () => drop(false));
document.addEventListener('dragstart', e => { if (e.target.closest?.('[data-day]')) e.preventDefault(); });
document.addEventListener('touchmove', e => { if (drag?.ghost) e.preventDefault(); }, { passive: false });

function nudge(slot, key) {
  const columns = [...grid().querySelectorAll('.day-res')];
  const lean = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0, rise = { ArrowUp: -step, ArrowDown: step }[key] ?? 0;
  settle ??= { slot, column: slot.closest('.day-res'), start: Number(slot.dataset.start) };
  settle.start = within(settle.start + rise, slot);
  settle.column = columns[columns.indexOf(settle.column) + lean] ?? settle.column;
  place(slot, settle.start);
  slot.classList.add('moving');
  if (slot.closest('.day-res') !== settle.column) { settle.column.querySelector('.day-col').append(slot); slot.querySelector('a').focus(); }
  say(`${hm(settle.start)}, ${settle.column.querySelector('h2').textContent}`);
  clearTimeout(settle.timer);
  settle.timer = setTimeout(() => { const { column, start } = settle; settle = null; commit(slot, column, start); }, 900);
}

document.addEventListener('keydown', e => {
  if (e.key === 'Escape' && drag) { drop(false); return; }
  const slot = e.altKey && e.key.startsWith('Arrow') && e.target.closest?.('[data-day] .slot[data-move]');
  if (!slot) return;
  e.preventDefault();
  nudge(slot, e.key);
});

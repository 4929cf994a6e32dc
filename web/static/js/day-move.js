// Moving a block: drag it (after a long press on a touch screen), or Alt with the arrows; by its lower edge, or with
// Shift too, it lasts shorter or longer. Either ends in the block's own move form; "Move" in its popover is the same
// without a pointer. Positions are classes: sN starts, dN lasts.
import { post } from './day.js';
import { say } from './live.js';

const grid = () => document.querySelector('[data-day]');
const hm = m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
const step = 5;
let drag = null, settle = null, stale = false;

function place(el, start, length) {
  const kept = el.className.replace(/\b[sd]\d+\b/g, '').trim();
  el.className = `${kept} s${(start - grid().dataset.from) / step} d${Math.max(length / step, 1)}`;
}

function within(start, length) {
  const { from, to } = grid().dataset;
  return Math.min(Math.max(start, Number(from)), to - length);
}

const lasting = (start, length) => Math.min(Math.max(length, step), grid().dataset.to - start);

function commit(slot, column, start, length) {
  const moved = start !== Number(slot.dataset.start), values = moved ? { start: hm(start) } : {};
  if (column.dataset.resource !== slot.dataset.resource) Object.assign(values, Object.fromEntries(new URLSearchParams(column.dataset.sets)));
  if (length !== Number(slot.dataset.length)) values.lasts = length;
  if (Object.keys(values).length) post(slot, slot.dataset.move, values);
}

function lift(d) {
  d.ghost = document.createElement('li');
  d.ghost.className = 'day-ghost';
  d.ghost.setAttribute('aria-hidden', 'true');
  d.slot.classList.add('lifted');
  d.slot.setPointerCapture(d.id);
}

function follow(d, e) {
  const row = d.column.querySelector('.day-col').clientHeight / ((grid().dataset.to - grid().dataset.from) / step);
  const by = Math.round((e.clientY - d.y) / row) * step, was = Number(d.slot.dataset.start);
  d.length = Number(d.slot.dataset.length);
  if (d.edge) d.length = lasting(was, d.length + by);
  d.start = d.edge ? was : within(was + by, d.length);
  const over = d.edge ? null : [...grid().querySelectorAll('.day-res')].find(c => { const r = c.getBoundingClientRect(); return e.clientX >= r.left && e.clientX < r.right; });
  d.column = over ?? d.column;
  place(d.ghost, d.start, d.length);
  d.ghost.textContent = `${hm(d.start)} to ${hm(d.start + d.length)}`;
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
  if (keep) commit(d.slot, d.column, d.start, d.length);
  if (stale) document.dispatchEvent(new CustomEvent('refetch'));
  stale = false;
}

// onEdge is true near the lower edge, of which a short block keeps most for moving.
function onEdge(slot, e) {
  const r = slot.getBoundingClientRect(), from = r.bottom - e.clientY;
  return from < Math.min(e.pointerType === 'touch' ? 14 : 7, r.height / 3);
}

// nothing moves under the hand: a redraw waits until the block is put down
document.addEventListener('live:before', e => {
  if (!drag?.ghost && !settle) return;
  stale = true;
  e.preventDefault();
});

document.addEventListener('pointerdown', e => {
  const slot = e.button ? null : e.target.closest?.('[data-day] .slot[data-move]');
  if (!slot || drag?.ghost) return;
  drag = { slot, id: e.pointerId, x: e.clientX, y: e.clientY, column: slot.closest('.day-res'), touch: e.pointerType === 'touch', edge: onEdge(slot, e) };
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
document.addEventListener('pointerup', e => { if (drag?.id === e.pointerId) drop(true); });
document.addEventListener('pointercancel', e => { if (drag?.id === e.pointerId) drop(false); });
document.addEventListener('dragstart', e => { if (e.target.closest?.('[data-day]')) e.preventDefault(); });
document.addEventListener('touchmove', e => { if (drag?.ghost) e.preventDefault(); }, { passive: false });

function nudge(slot, key, longer) {
  const columns = [...grid().querySelectorAll('.day-res')];
  const lean = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0, rise = { ArrowUp: -step, ArrowDown: step }[key] ?? 0;
  if (longer && lean) return;
  settle ??= { slot, column: slot.closest('.day-res'), start: Number(slot.dataset.start), length: Number(slot.dataset.length) };
  if (longer) settle.length = lasting(settle.start, settle.length + rise);
  else settle.start = within(settle.start + rise, settle.length);
  settle.column = columns[columns.indexOf(settle.column) + lean] ?? settle.column;
  place(slot, settle.start, settle.length);
  slot.classList.add('moving');
  if (slot.closest('.day-res') !== settle.column) { settle.column.querySelector('.day-col').append(slot); slot.querySelector('a').focus(); }
  say(`${hm(settle.start)} to ${hm(settle.start + settle.length)}, ${settle.column.querySelector('h2').textContent}`);
  clearTimeout(settle.timer);
  settle.timer = setTimeout(() => { const { column, start, length } = settle; settle = null; commit(slot, column, start, length); }, 900);
}

document.addEventListener('keydown', e => {
  if (e.key === 'Escape' && drag) { drop(false); return; }
  const slot = e.altKey && e.key.startsWith('Arrow') && e.target.closest?.('[data-day] .slot[data-move]');
  if (!slot) return;
  e.preventDefault();
  nudge(slot, e.key, e.shiftKey);
});

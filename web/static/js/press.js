// [data-key="a"] is pressed by that key: a button, a link or a summary that says so in its <kbd>.
// [data-key="Ctrl+Enter"] and [data-key="Ctrl+s"] also work while writing.
import { plain } from './live.js';

const seen = el => el.checkVisibility() && !el.disabled && el.getAttribute('aria-disabled') !== 'true';
const named = key => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(seen);

document.addEventListener('keydown', e => {
  const chord = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
  if (!chord && !plain(e)) return;
  if (!chord && e.target.closest?.('[data-day] .slot')) return; // a block of the day answers by itself
  const target = named(chord ? `Ctrl+${e.key}` : e.key);
  if (!target) return;
  e.preventDefault();
  if (target.form && target.type === 'submit') target.form.requestSubmit(target); else target.click();
});

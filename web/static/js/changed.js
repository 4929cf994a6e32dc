// Where somebody else changed the record under a form that is being written in, a quiet line says so above it and leads to
// what it is now. The form keeps its words; sent, it is refused with both texts side by side.
import { inUse } from './morph.js';
import { say } from './live.js';

const version = form => form.elements.namedItem('version')?.value;
const path = form => form.getAttribute('action');

function notice(words, to) {
  const box = document.createElement('p'), look = document.createElement('a');
  box.className = 'notice told';
  box.dataset.told = '';
  look.href = to;
  look.target = '_blank';
  look.rel = 'noopener';
  look.className = 'link';
  look.textContent = 'Look at it in another tab';
  box.append(`${words} What you write stays here. `, look);
  say(words);
  return box;
}

function above(form, words, to = location.href) {
  if (!form.previousElementSibling?.matches('[data-told]')) form.before(notice(words, to));
}

// tell looks at the forms in use: of a row that left, or of the whole page against the one that was read anew.
export function tell(fresh, by, row) {
  const who = by || 'Somebody';
  if (row) { const form = [...row.querySelectorAll('form')].find(inUse); if (form) above(form, `${who} was first: this line left the list.`, row.querySelector('a.name[href]')?.href); return; }
  for (const form of document.querySelectorAll('#main form[method="post"]')) {
    const mine = version(form);
    if (mine === undefined || !by || !inUse(form)) continue;
    const now = [...fresh.querySelectorAll('form')].find(f => path(f) === path(form));
    if (!now || version(now) !== mine) above(form, `${who} changed this while you were writing.`);
  }
}

// untell takes the lines away whose form nobody writes in any more: it shows what is true now.
export function untell() {
  for (const line of document.querySelectorAll('[data-told]')) {
    const form = line.nextElementSibling;
    if (!form?.matches('form') || !inUse(form)) line.remove();
  }
}
